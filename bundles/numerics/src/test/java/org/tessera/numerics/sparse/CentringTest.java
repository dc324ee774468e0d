// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.sparse.Similarity.Measure;

class CentringTest {
    /** Ratings of four items by six customers. */
    private static final SparseMatrix RATINGS = SparseMatrix.of(
            6,
            4,
            new int[] {0, 3, 5, 8, 11, 14, 17},
            new int[] {0, 1, 3, 0, 3, 0, 1, 3, 0, 2, 3, 1, 2, 3, 0, 1, 2},
            new float[] {5, 3, 1, 4, 1, 1, 1, 5, 1, 4, 4, 1, 5, 4, 2, 4, 3});

    /** Expected by numpy 1.24: cosines of what is left when the means of the ratings there are taken off. */
    @Test
    void similaritiesAgreeWithNumpy() {
        SparseMatrix items = RATINGS.transposed();
        assertSimilarities(items, Measure.PEARSON, new double[][] {
            {0, .2913358, .1167748, 0}, {.2913358, 0, 0, 0}, {.1167748, 0, 0, .1889822}, {0, 0, .1889822, 0}
        });
        assertSimilarities(items, Measure.ADJUSTED, new double[][] {
            {0, .0751494, 0, 0}, {.0751494, 0, 0, 0}, {0, 0, 0, .2822803}, {0, 0, .2822803, 0}
        });
        assertSimilarities(RATINGS, Measure.PEARSON, new double[][] {
            {0, 1, 0, 0, 0, 0},
            {1, 0, 0, 0, 0, 0},
            {0, 0, 0, .6666667, .5084752, 0},
            {0, 0, .6666667, 0, .3235751, .5773503},
            {0, 0, .5084752, .3235751, 0, 0},
            {0, 0, 0, .5773503, 0, 0}
        });
        assertSimilarities(RATINGS, Measure.ADJUSTED, new double[][] {
            {0, .9383443, 0, 0, 0, 0},
            {.9383443, 0, 0, 0, 0, 0},
            {0, 0, 0, .8479983, .6622662, 0},
            {0, 0, .8479983, 0, .2808003, .2419426},
            {0, 0, .6622662, .2808003, 0, 0},
            {0, 0, 0, .2419426, 0, 0}
        });
    }

    private static void assertSimilarities(SparseMatrix rows, Measure measure, double[][] expected) {
        Similarity similarity = new Similarity(measure, 0, 0, 0);
        SparseMatrix centred = similarity.centring().apply(rows, rows);
        SparseMatrix found =
                RowNeighbours.of(centred, centred.transposed(), similarity, 10, Parallel.sequential(), done -> {});
        double[][] dense = Samples.dense(found);
        for (int r = 0; r < expected.length; r++) {
            assertThat(dense[r]).as("%s, row %d", measure, r).containsExactly(expected[r], within(1e-6));
        }
    }

    @Test
    void keepsWhatTheWeightingMadeOfTheValues() {
        SparseMatrix weighed =
                TermWeighting.of(TermWeighting.Kind.BM25, RATINGS).apply(RATINGS);
        SparseMatrix plain = Centring.ROW.apply(RATINGS, RATINGS);
        SparseMatrix centred = Centring.ROW.apply(RATINGS, weighed);
        for (int p = 0; p < RATINGS.size(); p++) {
            float expected = plain.value(p) * weighed.value(p) / RATINGS.value(p);
            assertThat(centred.value(p)).isEqualTo(expected, within(1e-6f));
        }
        assertThat(Centring.NONE.apply(RATINGS, weighed)).isSameAs(weighed);
    }

    /** A third has no end in binary, so that three of them and their mean differ by rounding alone. */
    @ParameterizedTest
    @ValueSource(floats = {1f, .1f, 1f / 3, 3e30f, 1e-30f})
    void refusesWhatDoesNotDiffer(float value) {
        float[] values = new float[7];
        java.util.Arrays.fill(values, value);
        SparseMatrix same = SparseMatrix.of(2, 4, new int[] {0, 3, 7}, new int[] {0, 1, 2, 0, 1, 2, 3}, values);
        for (Centring centring : new Centring[] {Centring.ROW, Centring.COLUMN}) {
            assertThatThrownBy(() -> centring.apply(same, same))
                    .isInstanceOfSatisfying(
                            TesseraException.class,
                            failure -> assertThat(failure.hint()).contains("cosine"));
        }
    }

    @Test
    void copesWithNothing() {
        SparseMatrix nothing = SparseMatrix.of(2, 3, new int[3], new int[0], new float[0]);
        assertThat(Centring.ROW.apply(nothing, nothing).size()).isZero();
        assertThat(Centring.COLUMN.means(nothing)).containsExactly(0, 0, 0);
    }
}
