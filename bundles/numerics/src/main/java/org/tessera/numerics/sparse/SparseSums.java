// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;

/**
 * Sums over a large range of which few are not 0, and which of them: scratch memory for answering one question, to be
 * used again for the next. What is added must not be negative. Not safe for many threads.
 */
public final class SparseSums {
    private final double[] sums;
    private final int[] touched;
    private int count;
    private boolean noting = true;

    /** @param size indexes run from 0 to below it */
    public SparseSums(int size) {
        this.sums = new double[size];
        this.touched = new int[size + 1];
    }

    /**
     * Says before anything is added how many numbers about will be. Where that is more than there are indexes, which of
     * them are more than 0 is found out at the end: noting them on the way takes twice the time.
     */
    public void expect(long additions) {
        noting = count > 0 || additions < sums.length;
    }

    /** How many sums are more than 0. */
    public int count() {
        if (!noting) {
            int n = 0;
            for (int i = 0; i < sums.length; i++) {
                touched[n] = i;
                n += 1 - isZero(sums[i]);
            }
            count = n;
            noting = true;
        }
        return count;
    }

    /** The index that stands in {@code place} below {@link #count}. */
    public int index(int place) {
        return touched[place];
    }

    /** The sum of an index. */
    public double sum(int index) {
        return sums[index];
    }

    /** Adds to one index. */
    public void add(int index, double value) {
        double before = sums[index];
        double after = before + value;
        sums[index] = after;
        if (!noting) {
            return;
        }
        touched[count] = index;
        count += isZero(before) - isZero(after);
    }

    /** Adds {@code factor} times a row of a matrix with as many columns as this has indexes. */
    public void addRow(SparseMatrix matrix, int row, double factor) {
        if (!(factor > 0)) {
            return;
        }
        if (!noting) {
            addUnnoted(matrix, row, factor);
            return;
        }
        double[] to = sums;
        int[] noted = touched;
        int n = count;
        int end = matrix.end(row);
        if (matrix.isBinary()) {
            for (int p = matrix.start(row); p < end; p++) {
                int c = matrix.column(p);
                double before = to[c];
                double after = before + factor;
                to[c] = after;
                noted[n] = c;
                n += isZero(before) - isZero(after);
            }
        } else {
            for (int p = matrix.start(row); p < end; p++) {
                int c = matrix.column(p);
                double before = to[c];
                double after = before + factor * matrix.value(p);
                to[c] = after;
                noted[n] = c;
                n += isZero(before) - isZero(after);
            }
        }
        count = n;
    }

    private void addUnnoted(SparseMatrix matrix, int row, double factor) {
        double[] to = sums;
        int end = matrix.end(row);
        if (matrix.isBinary()) {
            for (int p = matrix.start(row); p < end; p++) {
                to[matrix.column(p)] += factor;
            }
        } else {
            for (int p = matrix.start(row); p < end; p++) {
                to[matrix.column(p)] += factor * matrix.value(p);
            }
        }
    }

    /** Sets every sum to 0 again. */
    public void clear() {
        if (!noting || count > sums.length / 4) {
            Arrays.fill(sums, 0d);
        } else {
            for (int t = 0; t < count; t++) {
                sums[touched[t]] = 0d;
            }
        }
        count = 0;
        noting = true;
    }

    /** 1 for positive zero, 0 for positive numbers: without a branch, which would be mispredicted every other time. */
    private static int isZero(double sum) {
        return (int) ((Double.doubleToRawLongBits(sum) - 1) >>> 63);
    }
}
