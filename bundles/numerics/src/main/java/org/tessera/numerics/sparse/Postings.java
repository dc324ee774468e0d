// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import java.util.Arrays;
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
        Arrays.fill(common, 1f);
        for (int r = 0; r < common.length && !matrix.isBinary(); r++) {
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
        if (matrix.columns() > Character.MAX_VALUE + 1) {
            return new Wide(matrix, withValues);
        }
        char[] columns = new char[matrix.size()];
        float[] values = new float[withValues ? columns.length : 0];
        for (int p = 0; p < columns.length; p++) {
            columns[p] = (char) matrix.column(p);
        }
        for (int p = 0; p < values.length; p++) {
            values[p] = matrix.value(p);
        }
        return new Narrow(columns, values);
    }

    /** Adds {@code factor} times the entries at positions {@code from <= p < to} to the sums of their columns. */
    void add(float[] sums, int from, int to, float factor);

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
    }

    /** Indexes of four bytes: the matrix as it is. */
    record Wide(SparseMatrix matrix, boolean withValues) implements Postings {
        @Override
        public void add(float[] sums, int from, int to, float factor) {
            if (withValues) {
                for (int p = from; p < to; p++) {
                    sums[matrix.column(p)] += factor * matrix.value(p);
                }
            } else {
                for (int p = from; p < to; p++) {
                    sums[matrix.column(p)] += factor;
                }
            }
        }
    }
}
