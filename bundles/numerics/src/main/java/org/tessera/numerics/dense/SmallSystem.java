// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import java.util.Arrays;

/**
 * A symmetric positive definite system of as many unknowns as there are factors, put together from rows and solved again
 * and again: the inner loops of alternating least squares. Single precision; the same to the last bit on every machine
 * that has fused multiply-add, with and without the vector module. Not safe for many threads.
 */
public final class SmallSystem {
    /** Pivots that lose more than this are noise in single precision. */
    private static final float FLOOR = 1e-6f;

    private static final FactorKernel KERNEL = Kernels.FACTORS;

    private final int factors;
    private final int stride;
    private final float[] matrix;
    private final float[] triangle;
    private final float[] inverse;
    private final float[] right;
    private final float[] solution;
    private final double[] residual;

    /** @param factors number of unknowns, at least 1 */
    public SmallSystem(int factors) {
        this.factors = factors;
        this.stride = stride(factors);
        this.matrix = new float[stride * stride];
        this.triangle = new float[stride * stride];
        this.inverse = new float[stride];
        this.right = new float[stride];
        this.solution = new float[stride];
        this.residual = new double[factors];
    }

    /** Numbers from one row to the next, for so many factors: what is beyond the factors must be 0. */
    public static int stride(int factors) {
        return (factors + FactorKernel.PAD - 1) / FactorKernel.PAD * FactorKernel.PAD;
    }

    /** Adds {@code s} times rows: {@code out += s'm}, see {@link #stride}; {@code width} is a multiple of 16. */
    public static void combine(float[] s, int n, float[] m, int offset, int stride, float[] out, int width) {
        KERNEL.combine(s, n, m, offset, stride, out, width);
    }

    /**
     * {@code out += Σ (a + c (row · v)) row} over rows anywhere in {@code m}: the product of normal equations with a
     * vector, without forming the equations.
     *
     * @param m rows, each of a stride, see {@link #stride}
     * @param at where the {@code n} rows begin in it
     * @param a constant part of the weight of each row
     * @param c what the product of each row with {@code v} counts
     * @param v of the length of a stride, as is {@code out}
     */
    public static void respond(float[] m, int[] at, int n, float[] a, float[] c, float[] v, float[] out, int stride) {
        KERNEL.respond(m, at, n, a, c, v, out, stride);
    }

    /** The upper triangle of {@code a += g'g}; {@code g} is {@code n × stride}, {@code a} is {@code stride × stride}. */
    public static void addCross(float[] g, int n, int factors, float[] a) {
        KERNEL.cross(g, n, stride(factors), factors, a);
    }

    /** The matrix, {@code stride × stride}: the caller sets its upper triangle. */
    public float[] matrix() {
        return matrix;
    }

    /** The right-hand side, of the length of a stride: the caller sets it before solving. */
    public float[] right() {
        return right;
    }

    /** The solution, of the length of a stride. */
    public float[] solution() {
        return solution;
    }

    /** Adds the products of rows, {@code n × stride}, to the matrix. */
    public void add(float[] rows, int n) {
        KERNEL.cross(rows, n, stride, factors, matrix);
    }

    /** Adds to the diagonal. */
    public void addToDiagonal(float value) {
        for (int f = 0; f < factors; f++) {
            matrix[f * stride + f] += value;
        }
    }

    /** Factorises the matrix in place and solves for the right-hand side, which it destroys. */
    public void solveOnce() {
        KERNEL.factorise(matrix, stride, factors, FLOOR, inverse);
        KERNEL.solve(matrix, stride, factors, inverse, right, solution);
    }

    /** Factorises the matrix, which stays as it is, for {@link #solve(double[])}. */
    public void factorise() {
        System.arraycopy(matrix, 0, triangle, 0, matrix.length);
        KERNEL.factorise(triangle, stride, factors, FLOOR, inverse);
        ScalarFactorKernel.mirror(matrix, stride, factors);
    }

    /**
     * Solves as exactly as double precision allows where the matrix is well conditioned: residuals in double precision
     * correct what single precision has lost (iterative refinement, Wilkinson 1963).
     *
     * @param b right-hand side, replaced by the solution
     */
    public void solve(double[] b) {
        double[] x = new double[factors];
        System.arraycopy(b, 0, residual, 0, factors);
        for (int round = 0; round < 3; round++) {
            double scale = 0;
            for (int f = 0; f < factors; f++) {
                scale = Math.max(scale, Math.abs(residual[f]));
            }
            if (!(scale > 0)) {
                break;
            }
            Arrays.fill(right, 0f);
            for (int f = 0; f < factors; f++) {
                right[f] = (float) (residual[f] / scale);
            }
            KERNEL.solve(triangle, stride, factors, inverse, right, solution);
            for (int f = 0; f < factors; f++) {
                x[f] += solution[f] * scale;
            }
            if (round < 2) {
                residual(b, x);
            }
        }
        System.arraycopy(x, 0, b, 0, factors);
    }

    private void residual(double[] b, double[] x) {
        for (int f = 0; f < factors; f++) {
            int o = f * stride;
            double even = 0;
            double odd = 0;
            int g = 0;
            for (; g + 2 <= factors; g += 2) {
                even += matrix[o + g] * x[g];
                odd += matrix[o + g + 1] * x[g + 1];
            }
            if (g < factors) {
                even += matrix[o + g] * x[g];
            }
            residual[f] = b[f] - (even + odd);
        }
    }
}
