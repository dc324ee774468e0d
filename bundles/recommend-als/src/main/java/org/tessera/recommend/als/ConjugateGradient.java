// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.als;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.dense.SmallSystem;
import org.tessera.numerics.factors.FactorTable;

/**
 * Improves the factors of one row after the other by a few steps of the conjugate gradient method from where they are
 * (Takács, Pilászy and Tikk, "Applications of the Conjugate Gradient Method for Implicit Feedback Collaborative
 * Filtering", 2011), without ever forming the equations: a step costs factors² + 2 × factors × entries. The rows of the
 * entries are laid out both ways, so that both products run over neighbouring numbers. Has scratch memory of its own.
 */
final class ConjugateGradient implements RowSolver {
    /** Rows of more entries are solved exactly: laying them out would take too much memory. */
    static final int MOST_ENTRIES = 4096;

    private final FactorTable fixed;
    private final float[] gram;
    private final int steps;
    private final NormalEquations exact;
    private final int stride;
    private float[] byEntry;
    private float[] byFactor;
    private float[] products;
    private float[] weights;
    private final float[] x;
    private final float[] residual;
    private final float[] direction;
    private final float[] image;

    /** @param gram {@code F'F}, both triangles, stride × stride */
    ConjugateGradient(FactorTable fixed, float[] gram, int steps) {
        this.fixed = fixed;
        this.gram = gram;
        this.steps = steps;
        this.exact = new NormalEquations(fixed, gram);
        this.stride = fixed.stride();
        this.byEntry = new float[0];
        this.byFactor = new float[0];
        this.products = new float[0];
        this.weights = new float[0];
        this.x = new float[stride];
        this.residual = new float[stride];
        this.direction = new float[stride];
        this.image = new float[stride];
    }

    @Override
    public void solve(SparseMatrix confidences, int row, float ridge, FactorTable target) {
        int n = confidences.size(row);
        if (n > MOST_ENTRIES) {
            exact.solve(confidences, row, ridge, target);
            return;
        }
        int width = SmallSystem.stride(n);
        layOut(confidences, row, n, width);
        System.arraycopy(target.values(), row * stride, x, 0, stride);
        // The residual at x: Σ (1 + c) f - A x.
        Arrays.fill(residual, 0f);
        SmallSystem.combine(weights, n, byEntry, 0, stride, residual, stride);
        multiply(confidences, confidences.start(row), n, width, ridge, x);
        for (int f = 0; f < stride; f++) {
            residual[f] -= image[f];
        }
        System.arraycopy(residual, 0, direction, 0, stride);
        double size = dot(residual, residual);
        for (int step = 0; step < steps && size > 1e-20; step++) {
            multiply(confidences, confidences.start(row), n, width, ridge, direction);
            float length = (float) (size / dot(direction, image));
            for (int f = 0; f < stride; f++) {
                x[f] += length * direction[f];
                residual[f] -= length * image[f];
            }
            double next = dot(residual, residual);
            float keep = (float) (next / size);
            for (int f = 0; f < stride; f++) {
                direction[f] = residual[f] + keep * direction[f];
            }
            size = next;
        }
        System.arraycopy(x, 0, target.values(), row * stride, stride);
    }

    private void layOut(SparseMatrix confidences, int row, int n, int width) {
        if (products.length < width) {
            byEntry = new float[width * stride];
            byFactor = new float[width * stride];
            products = new float[width];
            weights = new float[width];
        }
        int start = confidences.start(row);
        float[] values = fixed.values();
        for (int k = 0; k < n; k++) {
            System.arraycopy(values, confidences.column(start + k) * stride, byEntry, k * stride, stride);
            weights[k] = 1 + confidences.value(start + k);
        }
        turn(n, width);
    }

    /** Eight entries at a time, so that what is read follows on and what is written lies together. */
    private void turn(int n, int width) {
        float[] from = byEntry;
        float[] to = byFactor;
        int factors = fixed.factors();
        int k = 0;
        for (; k + 8 <= n; k += 8) {
            int r = k * stride;
            for (int f = 0; f < factors; f++) {
                int o = f * width + k;
                int e = r + f;
                to[o] = from[e];
                to[o + 1] = from[e + stride];
                to[o + 2] = from[e + 2 * stride];
                to[o + 3] = from[e + 3 * stride];
                to[o + 4] = from[e + 4 * stride];
                to[o + 5] = from[e + 5 * stride];
                to[o + 6] = from[e + 6 * stride];
                to[o + 7] = from[e + 7 * stride];
            }
        }
        for (int f = 0; f < factors; f++) {
            int o = f * width;
            for (int rest = k; rest < n; rest++) {
                to[o + rest] = from[rest * stride + f];
            }
            Arrays.fill(to, o + n, o + width, 0f);
        }
    }

    /** {@code image = (F'F + Σ c f f' + λI) v}. */
    private void multiply(SparseMatrix confidences, int start, int n, int width, float ridge, float[] v) {
        for (int f = 0; f < stride; f++) {
            image[f] = ridge * v[f];
        }
        SmallSystem.combine(v, fixed.factors(), gram, 0, stride, image, stride);
        Arrays.fill(products, 0, width, 0f);
        SmallSystem.combine(v, fixed.factors(), byFactor, 0, width, products, width);
        for (int k = 0; k < n; k++) {
            products[k] *= confidences.value(start + k);
        }
        SmallSystem.combine(products, n, byEntry, 0, stride, image, stride);
    }

    private double dot(float[] a, float[] b) {
        double first = 0;
        double second = 0;
        for (int f = 0; f < stride; f += 2) {
            first += (double) a[f] * b[f];
            second += (double) a[f + 1] * b[f + 1];
        }
        return first + second;
    }
}
