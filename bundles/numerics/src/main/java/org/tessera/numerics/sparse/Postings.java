// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import org.tessera.api.data.SparseMatrix;

/**
 * The rows of a sparse matrix laid out for being added up many times, which is where nearest neighbours spend their
 * time. Up to 65,536 columns the indexes take two bytes each: half the memory traffic.
 */
sealed interface Postings {
    /**
     * The value that all entries of a row have, for every row; empty where the entries of some row differ. Customers that
     * are weighed and items that are not make such a matrix.
     */
    static float[] commonValues(SparseMatrix matrix) {
        float[] common = new float[matrix.rows()];
        for (int r = 0; r < common.length; r++) {
            int from = matrix.start(r);
            common[r] = from < matrix.end(r) ? matrix.value(from) : 1f;
            for (int p = from + 1; p < matrix.end(r); p++) {
                if (matrix.value(p) != common[r]) {
                    return new float[0];
                }
            }
        }
        return common;
    }

    /**
     * The best layout for a matrix.
     *
     * @param withValues whether values are kept; else every entry adds the factor itself
     */
    static Postings of(SparseMatrix matrix, boolean withValues) {
        int size = matrix.size();
        float[] values = new float[withValues ? size : 0];
        for (int p = 0; p < values.length; p++) {
            values[p] = matrix.value(p);
        }
        if (matrix.columns() <= Character.MAX_VALUE + 1) {
            char[] columns = new char[size];
            for (int p = 0; p < size; p++) {
                columns[p] = (char) matrix.column(p);
            }
            return new Narrow(columns, values);
        }
        int[] columns = new int[size];
        for (int p = 0; p < size; p++) {
            columns[p] = matrix.column(p);
        }
        return new Wide(columns, values);
    }

    /** Adds {@code factor} times the entries at positions {@code from <= p < to} to the sums of their columns. */
    void add(float[] sums, int from, int to, float factor);

    /**
     * As above, and notes every column whose sum is 0 no longer.
     *
     * @param touched columns noted; needs room for one more than there are columns
     * @param count how many are noted already
     * @return how many are noted then
     */
    int addTracked(float[] sums, int[] touched, int count, int from, int to, float factor);

    /** 1 for positive zero, 0 for positive numbers: without a branch, which would be mispredicted every other time. */
    private static int isZero(float sum) {
        return (Float.floatToRawIntBits(sum) - 1) >>> 31;
    }

    /** Indexes of two bytes. */
    record Narrow(char[] columns, float[] values) implements Postings {
        @Override
        public void add(float[] sums, int from, int to, float factor) {
            if (values.length == 0) {
                for (int p = from; p < to; p++) {
                    sums[columns[p]] += factor;
                }
            } else {
                for (int p = from; p < to; p++) {
                    sums[columns[p]] += factor * values[p];
                }
            }
        }

        @Override
        public int addTracked(float[] sums, int[] touched, int count, int from, int to, float factor) {
            int n = count;
            boolean binary = values.length == 0;
            for (int p = from; p < to; p++) {
                int c = columns[p];
                float before = sums[c];
                float after = before + (binary ? factor : factor * values[p]);
                sums[c] = after;
                touched[n] = c;
                n += isZero(before) - isZero(after);
            }
            return n;
        }
    }

    /** Indexes of four bytes. */
    record Wide(int[] columns, float[] values) implements Postings {
        @Override
        public void add(float[] sums, int from, int to, float factor) {
            if (values.length == 0) {
                for (int p = from; p < to; p++) {
                    sums[columns[p]] += factor;
                }
            } else {
                for (int p = from; p < to; p++) {
                    sums[columns[p]] += factor * values[p];
                }
            }
        }

        @Override
        public int addTracked(float[] sums, int[] touched, int count, int from, int to, float factor) {
            int n = count;
            boolean binary = values.length == 0;
            for (int p = from; p < to; p++) {
                int c = columns[p];
                float before = sums[c];
                float after = before + (binary ? factor : factor * values[p]);
                sums[c] = after;
                touched[n] = c;
                n += isZero(before) - isZero(after);
            }
            return n;
        }
    }
}
