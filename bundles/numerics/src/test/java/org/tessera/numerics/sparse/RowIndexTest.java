// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.sparse.Similarity.Measure;

class RowIndexTest {
    /** Few rows that share much are looked at all, many that share little along the lists; signs make no difference. */
    @ParameterizedTest
    @CsvSource({"60, 30, 900, false", "60, 30, 900, true", "3000, 400, 2000, false", "3000, 400, 2000, true"})
    void findsTheRowsMostLikeAVector(int rows, int columns, int entries, boolean negative) {
        SparseMatrix given = Samples.matrix(8, rows, columns, entries, false);
        SparseMatrix matrix = negative ? Centring.COLUMN.apply(given, given) : given;
        float[] squares = RowNeighbours.squares(matrix);
        Similarity cosine = new Similarity(Measure.COSINE, 0, 0, .5);
        RowIndex.Search search = new RowIndex(matrix.transposed(), new SimilarityTable(cosine, squares)).search(5);
        double[][] dense = Samples.dense(matrix);
        int answered = 0;
        for (int round = 0; round < 40; round++) {
            int asking = 7 * round % rows;
            int[] terms = matrix.columnsOf(asking);
            float[] values = matrix.valuesOf(asking);
            TopK best = search.nearest(terms, values, terms.length, squares[asking], round % 2 == 0 ? asking : -1);
            double[] scores = new double[best.size()];
            int[] found = best.drain(scores);
            double worst = found.length < 5 ? 0 : scores[4];
            for (int r = 0; r < rows; r++) {
                double dot = 0;
                for (int c = 0; c < columns; c++) {
                    dot += dense[asking][c] * dense[r][c];
                }
                float expected = cosine.of((float) dot, squares[asking], squares[r]);
                int place = 0;
                while (place < found.length && found[place] != r) {
                    place++;
                }
                if (place < found.length) {
                    assertThat(scores[place]).isCloseTo(expected, within(1e-5));
                    answered++;
                } else if (r != asking || round % 2 == 1) {
                    assertThat((double) expected).isLessThanOrEqualTo(worst + 1e-5);
                }
            }
            if (round % 2 == 0) {
                assertThat(found).doesNotContain(asking);
            }
        }
        assertThat(answered).isGreaterThan(40);
    }
}
