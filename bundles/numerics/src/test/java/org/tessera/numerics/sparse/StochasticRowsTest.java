// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.SparseMatrix;

class StochasticRowsTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void addsUpToOne(boolean binary) {
        SparseMatrix matrix = Samples.matrix(3, 60, 40, 500, binary);
        SparseMatrix shares = StochasticRows.of(matrix);
        for (int r = 0; r < matrix.rows(); r++) {
            assertThat(shares.columnsOf(r)).containsExactly(matrix.columnsOf(r));
            double sum = 0;
            for (float share : shares.valuesOf(r)) {
                sum += share;
            }
            assertThat(sum).isCloseTo(matrix.size(r) == 0 ? 0 : 1, within(1e-6));
        }
    }

    @Test
    void raisesSharesToAPower() {
        SparseMatrix matrix = SparseMatrix.of(2, 2, new int[] {0, 2, 2}, new int[] {0, 1}, new float[] {1, 3});
        assertThat(StochasticRows.of(matrix, .5).valuesOf(0))
                .containsExactly(new float[] {.5f, .8660254f}, within(1e-6f));
        assertThat(StochasticRows.of(matrix, 0).valuesOf(0)).containsExactly(1, 1);
        assertThat(StochasticRows.of(matrix, 2).valuesOf(1)).isEmpty();
    }
}
