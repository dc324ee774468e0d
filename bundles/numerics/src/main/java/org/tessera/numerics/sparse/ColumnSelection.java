// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;

/**
 * Some columns of a matrix, numbered anew from 0 in their order: for what grows with the square of the number of items
 * and had better not count those without events. Immutable and safe for many threads.
 */
public final class ColumnSelection {
    private final int total;
    private final int[] columns;

    private ColumnSelection(int total, int[] columns) {
        this.total = total;
        this.columns = columns;
    }

    /**
     * The columns with the most entries, those without any left out; of equal ones the first.
     *
     * @param most how many at most; 0 for all that have entries
     */
    public static ColumnSelection mostFrequent(SparseMatrix matrix, int most) {
        int[] counts = new int[matrix.columns()];
        for (int p = 0; p < matrix.size(); p++) {
            counts[matrix.column(p)]++;
        }
        TopK best = new TopK(most == 0 ? Integer.MAX_VALUE : most);
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] > 0) {
                best.offer(c, counts[c]);
            }
        }
        int[] columns = best.drain(new double[best.size()]);
        Arrays.sort(columns);
        return new ColumnSelection(matrix.columns(), columns);
    }

    /** How many were chosen. */
    public int size() {
        return columns.length;
    }

    /** The chosen columns, ascending, as a fresh array. */
    public int[] columns() {
        return columns.clone();
    }

    /** The entries of the chosen columns under their new numbers; the same matrix where all were chosen. */
    public SparseMatrix of(SparseMatrix matrix) {
        if (matrix.columns() != total) {
            throw new IllegalArgumentException(matrix + " has other columns than the " + total + " chosen from");
        }
        if (columns.length == total) {
            return matrix;
        }
        int[] numbers = new int[total];
        Arrays.fill(numbers, -1);
        for (int c = 0; c < columns.length; c++) {
            numbers[columns[c]] = c;
        }
        int[] starts = new int[matrix.rows() + 1];
        int[] indexes = new int[matrix.size()];
        float[] values = new float[matrix.isBinary() ? 0 : matrix.size()];
        int n = 0;
        for (int r = 0; r < matrix.rows(); r++) {
            for (int p = matrix.start(r); p < matrix.end(r); p++) {
                int number = numbers[matrix.column(p)];
                if (number >= 0) {
                    indexes[n] = number;
                    if (values.length > 0) {
                        values[n] = matrix.value(p);
                    }
                    n++;
                }
            }
            starts[r + 1] = n;
        }
        return SparseMatrix.of(
                matrix.rows(),
                columns.length,
                starts,
                Arrays.copyOf(indexes, n),
                values.length == 0 ? values : Arrays.copyOf(values, n));
    }
}
