// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.slim;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;

/** Rows of a sparse matrix that come in any order. Each may be set by another thread, once. */
final class SparseRows {
    private final int[][] columns;
    private final float[][] values;

    SparseRows(int rows) {
        columns = new int[rows][];
        values = new float[rows][];
        Arrays.fill(columns, new int[0]);
        Arrays.fill(values, new float[0]);
    }

    /** Takes ownership of the arrays. */
    void set(int row, int[] ascending, float[] of) {
        columns[row] = ascending;
        values[row] = of;
    }

    /** The matrix; the rows are given up on the way, so that memory is not needed twice. */
    SparseMatrix toMatrix(int columnCount) {
        int[] starts = new int[columns.length + 1];
        for (int r = 0; r < columns.length; r++) {
            starts[r + 1] = Math.addExact(starts[r], columns[r].length);
        }
        int[] allColumns = new int[starts[columns.length]];
        float[] allValues = new float[allColumns.length];
        for (int r = 0; r < columns.length; r++) {
            System.arraycopy(columns[r], 0, allColumns, starts[r], columns[r].length);
            System.arraycopy(values[r], 0, allValues, starts[r], values[r].length);
            columns[r] = new int[0];
            values[r] = new float[0];
        }
        return SparseMatrix.of(columns.length, columnCount, starts, allColumns, allValues);
    }
}
