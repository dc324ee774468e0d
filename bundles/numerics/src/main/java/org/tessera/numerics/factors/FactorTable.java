// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.factors;

import org.tessera.api.TesseraException;
import org.tessera.numerics.dense.SmallSystem;

/**
 * The factors of items or customers, a row each. Rows are padded with zeros to a whole number of vectors
 * ({@link SmallSystem#stride}). Whoever made the table may change it; then it must not be shared.
 */
public final class FactorTable {
    private final int rows;
    private final int factors;
    private final int stride;
    private final float[] values;

    /**
     * All zeros.
     *
     * @throws TesseraException if there is not the memory for it
     */
    public FactorTable(int rows, int factors) {
        this.rows = rows;
        this.factors = factors;
        this.stride = SmallSystem.stride(factors);
        long size = (long) rows * stride;
        if (size > Integer.MAX_VALUE - 8 || size * Float.BYTES > Runtime.getRuntime().maxMemory() / 2) {
            throw new TesseraException(
                    rows + " rows of " + factors + " factors need " + (size * Float.BYTES >> 20)
                            + " MB, which is more than half of the memory there is",
                    "give the JVM more memory with -Xmx, or set factors to fewer than " + factors);
        }
        this.values = new float[(int) size];
    }

    /**
     * A copy of rows without padding.
     *
     * @param matrix rows by factors
     */
    public static FactorTable of(float[] matrix, int rows, int factors) {
        if (matrix.length != (long) rows * factors) {
            throw new IllegalArgumentException(matrix.length + " numbers for " + rows + " x " + factors);
        }
        FactorTable table = new FactorTable(rows, factors);
        for (int r = 0; r < rows; r++) {
            System.arraycopy(matrix, r * factors, table.values, r * table.stride, factors);
        }
        return table;
    }

    public int rows() {
        return rows;
    }

    public int factors() {
        return factors;
    }

    /** Numbers from one row to the next. */
    public int stride() {
        return stride;
    }

    /** The numbers themselves, {@code rows × stride}. */
    public float[] values() {
        return values;
    }

    public float get(int row, int factor) {
        return values[row * stride + factor];
    }

    public void set(int row, int factor, float value) {
        values[row * stride + factor] = value;
    }

    /** Whether any factor of a row is not 0. */
    public boolean isKnown(int row) {
        int o = row * stride;
        for (int f = 0; f < factors; f++) {
            if (values[o + f] != 0f) {
                return true;
            }
        }
        return false;
    }

    /** Adds {@code factor} times a row to a vector. */
    public void addRow(int row, double factor, double[] to) {
        int o = row * stride;
        for (int f = 0; f < factors; f++) {
            to[f] += factor * values[o + f];
        }
    }

    /** Product of a row with a vector. */
    public double dot(int row, double[] with) {
        int o = row * stride;
        double sum = 0;
        for (int f = 0; f < factors; f++) {
            sum += values[o + f] * with[f];
        }
        return sum;
    }

    /** The rows without padding, a fresh array. */
    public float[] toMatrix() {
        float[] matrix = new float[rows * factors];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(values, r * stride, matrix, r * factors, factors);
        }
        return matrix;
    }

    /** A row, a fresh array. */
    public double[] row(int row) {
        double[] copy = new double[factors];
        addRow(row, 1, copy);
        return copy;
    }

    /** Whether all numbers are finite. */
    public boolean isFinite() {
        double sum = 0;
        for (float value : values) {
            sum += value * 0d;
        }
        return sum == 0;
    }

    @Override
    public String toString() {
        return "FactorTable[" + rows + " x " + factors + "]";
    }
}
