// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tessera.api.data.SparseMatrix;

class ColumnSelectionTest {
    /** Columns 0 and 3 have two entries each, 1 three, 2 none, 4 one. */
    private static final SparseMatrix MATRIX = SparseMatrix.of(
            3, 5, new int[] {0, 3, 6, 8}, new int[] {0, 1, 3, 0, 1, 4, 1, 3}, new float[] {1, 2, 3, 4, 5, 6, 7, 8});

    @Test
    void leavesOutWhatHasNoEntries() {
        ColumnSelection all = ColumnSelection.mostFrequent(MATRIX, 0);
        assertThat(all.columns()).containsExactly(0, 1, 3, 4);
        SparseMatrix chosen = all.of(MATRIX);
        assertThat(chosen.columns()).isEqualTo(4);
        assertThat(chosen.columnsOf(1)).containsExactly(0, 1, 3);
        assertThat(chosen.valuesOf(1)).containsExactly(4, 5, 6);
    }

    @Test
    void keepsTheMostFrequentAndOfEqualOnesTheFirst() {
        ColumnSelection two = ColumnSelection.mostFrequent(MATRIX, 2);
        assertThat(two.columns()).containsExactly(0, 1);
        assertThat(two.size()).isEqualTo(2);
        assertThat(two.of(MATRIX).columnsOf(2)).containsExactly(1);
        assertThat(two.of(MATRIX).valuesOf(2)).containsExactly(7);
    }

    @Test
    void leavesAMatrixAloneOfWhichItTakesAll() {
        SparseMatrix full = SparseMatrix.of(1, 2, new int[] {0, 2}, new int[] {0, 1}, new float[0]);
        assertThat(ColumnSelection.mostFrequent(full, 0).of(full)).isSameAs(full);
        assertThatThrownBy(() -> ColumnSelection.mostFrequent(full, 0).of(MATRIX))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
