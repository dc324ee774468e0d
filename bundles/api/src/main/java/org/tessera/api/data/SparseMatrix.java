// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.data;

import java.util.Arrays;

/**
 * An immutable sparse matrix in compressed-row form. The entries of row {@code r} stand at positions
 * {@code start(r) <= p < end(r)}, with strictly ascending columns. Safe for many threads.
 *
 * <p>The accessors are small and final so that a compiler inlines them: a loop over positions costs the same as one
 * over the arrays.
 */
public final class SparseMatrix {
    private final int rows;
    private final int columns;
    private final int[] starts;
    private final int[] indexes;
    private final float[] values;

    private SparseMatrix(int rows, int columns, int[] starts, int[] indexes, float[] values) {
        this.rows = rows;
        this.columns = columns;
        this.starts = starts;
        this.indexes = indexes;
        this.values = values;
    }

    /**
     * Takes ownership of the arrays, which the caller must not touch afterwards.
     *
     * @param starts of length {@code rows + 1}, ascending from 0
     * @param indexes column of each entry, strictly ascending within a row
     * @param values value of each entry, or an empty array when every value is 1
     * @throws IllegalArgumentException if the shapes do not fit or the columns of a row do not ascend
     */
    public static SparseMatrix of(int rows, int columns, int[] starts, int[] indexes, float[] values) {
        if (rows < 0 || columns < 0 || starts.length != rows + 1 || starts[0] != 0) {
            throw new IllegalArgumentException("starts has " + starts.length + " entries for " + rows + " rows");
        }
        int size = starts[rows];
        if (indexes.length < size || (values.length != 0 && values.length < size)) {
            throw new IllegalArgumentException("fewer than " + size + " columns or values");
        }
        for (int r = 0; r < rows; r++) {
            int last = -1;
            for (int p = starts[r]; p < starts[r + 1]; p++) {
                if (indexes[p] <= last || indexes[p] >= columns) {
                    throw new IllegalArgumentException(
                            "row " + r + " has column " + indexes[p] + " after " + last + " of " + columns);
                }
                last = indexes[p];
            }
        }
        return new SparseMatrix(rows, columns, starts, indexes, values);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Number of entries. */
    public int size() {
        return starts[rows];
    }

    /** Position of the first entry of a row. */
    public int start(int row) {
        return starts[row];
    }

    /** Position after the last entry of a row. */
    public int end(int row) {
        return starts[row + 1];
    }

    /** Number of entries of a row. */
    public int size(int row) {
        return starts[row + 1] - starts[row];
    }

    /** Column of the entry at a position. */
    public int column(int position) {
        return indexes[position];
    }

    /** Value of the entry at a position. */
    public float value(int position) {
        return values.length == 0 ? 1f : values[position];
    }

    /** Whether every value is 1, so that kernels may leave the values out. */
    public boolean isBinary() {
        return values.length == 0;
    }

    /** Position of an entry, or a negative number where the matrix has none. */
    public int find(int row, int column) {
        return Arrays.binarySearch(indexes, starts[row], starts[row + 1], column);
    }

    /** The columns of a row, ascending, as a fresh array. */
    public int[] columnsOf(int row) {
        return Arrays.copyOfRange(indexes, starts[row], starts[row + 1]);
    }

    /** The values of a row in the order of its columns, as a fresh array. */
    public float[] valuesOf(int row) {
        if (isBinary()) {
            float[] ones = new float[size(row)];
            Arrays.fill(ones, 1f);
            return ones;
        }
        return Arrays.copyOfRange(values, starts[row], starts[row + 1]);
    }

    /** Copies the columns of a row into {@code target} from {@code offset} on and returns how many there are. */
    public int copyColumns(int row, int[] target, int offset) {
        int n = size(row);
        System.arraycopy(indexes, starts[row], target, offset, n);
        return n;
    }

    /** The same entries by column: two counting passes, O(rows + columns + entries). */
    public SparseMatrix transposed() {
        int size = size();
        int[] begin = new int[columns + 1];
        for (int p = 0; p < size; p++) {
            begin[indexes[p] + 1]++;
        }
        for (int c = 0; c < columns; c++) {
            begin[c + 1] += begin[c];
        }
        int[] next = Arrays.copyOf(begin, columns);
        int[] otherIndexes = new int[size];
        float[] otherValues = isBinary() ? values : new float[size];
        for (int r = 0; r < rows; r++) {
            for (int p = starts[r]; p < starts[r + 1]; p++) {
                int to = next[indexes[p]]++;
                otherIndexes[to] = r;
                if (!isBinary()) {
                    otherValues[to] = values[p];
                }
            }
        }
        return new SparseMatrix(columns, rows, begin, otherIndexes, otherValues);
    }

    @Override
    public String toString() {
        return "SparseMatrix[" + rows + " x " + columns + ", " + size() + " entries]";
    }
}
