// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

class TruncatedSvdTest {
    /** scipy.sparse.linalg.svds 1.10 in double precision. */
    private static final double[] SCIPY = {20.91310987, 10.87376902, 10.0688232, 9.48799783, 8.98483329, 8.24631342};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithScipy(long seed) {
        TruncatedSvd svd = svd(sample(), 6, 60, seed);
        for (int f = 0; f < SCIPY.length; f++) {
            assertThat(svd.values()[f]).isCloseTo(SCIPY[f], within(1e-4));
        }
        assertOrthonormal(svd.right(), 6);
    }

    @Test
    void fewIterationsComeClose() {
        TruncatedSvd svd = svd(sample(), 6, 2, 1);
        for (int f = 0; f < SCIPY.length; f++) {
            assertThat(svd.values()[f]).isBetween(.9 * SCIPY[f], 1.0001 * SCIPY[f]);
        }
    }

    @Test
    void hasZerosWhereTheMatrixHasNoMore() {
        SparseMatrix matrix =
                SparseMatrix.of(3, 4, new int[] {0, 2, 4, 5}, new int[] {0, 1, 0, 1, 2}, new float[] {1, 1, 1, 1, 3});
        TruncatedSvd svd = svd(matrix, 4, 8, 1);
        assertThat(svd.values()).containsExactly(new double[] {3, 2, 0, 0}, within(1e-5));
        assertThat(svd.right().isKnown(3)).as("a column of zeros").isFalse();
        assertThat(svd.right().get(2, 0)).isCloseTo(1f, within(1e-5f));
        assertThat(svd.right().get(0, 1)).isCloseTo((float) Math.sqrt(.5), within(1e-5f));
    }

    @Test
    void saysHowFarItIs() {
        SparseMatrix matrix = sample();
        List<Long> reports = new ArrayList<>();
        TruncatedSvd.of(matrix, matrix.transposed(), 3, 4, RandomStream.of(1), Parallel.sequential(), reports::add);
        assertThat(reports).isSorted();
        assertThat(reports.get(reports.size() - 1)).isEqualTo(TruncatedSvd.work(matrix, 4));
    }

    @Test
    void nothingHasNoVectors() {
        TruncatedSvd svd = svd(SparseMatrix.of(2, 3, new int[3], new int[0], new float[0]), 2, 2, 1);
        assertThat(svd.values()).containsOnly(0);
        assertThat(svd.right().values()).containsOnly(0f);
    }

    private static void assertOrthonormal(FactorTable table, int factors) {
        double[] gram = Gram.of(table, Parallel.sequential());
        for (int f = 0; f < factors; f++) {
            for (int g = 0; g < factors; g++) {
                assertThat(gram[f * factors + g]).isCloseTo(f == g ? 1 : 0, within(1e-5));
            }
        }
    }

    private static TruncatedSvd svd(SparseMatrix matrix, int rank, int iterations, long seed) {
        return TruncatedSvd.of(
                matrix,
                matrix.transposed(),
                rank,
                iterations,
                RandomStream.of(seed),
                Parallel.sequential(),
                done -> {});
    }

    /** The matrix that the reference was computed from. */
    private static SparseMatrix sample() {
        Interactions.Builder pairs = Interactions.Builder.weighted();
        for (int u = 0; u < 40; u++) {
            for (int i = 0; i < 25; i++) {
                int h = (u * 31 + i * 17 + (u * i) % 13 * 7 + u * u % 11 * i) % 11;
                if (h < 3) {
                    pairs.add(u, i, 1 + h, 0);
                }
            }
        }
        return pairs.build(40, 25).byCustomer();
    }
}
