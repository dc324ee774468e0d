// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.als;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.dense.SmallSystem;
import org.tessera.numerics.factors.FactorTable;

/**
 * Improves the factors of one row after the other by a few steps of the conjugate gradient method from where they are
 * (Takács, Pilászy and Tikk, "Applications of the Conjugate Gradient Method for Implicit Feedback Collaborative
 * Filtering", 2011), without ever forming the equations: a step costs factors² + 2 × factors × entries. Has scratch
 * memory of its own, 12 bytes for each entry of the longest row.
 */
final class ConjugateGradient implements RowSolver {
    private final FactorTable fixed;
    private final float[] gram;
    private final int steps;
    private final int stride;
    private int[] at = {};
    private float[] constant = {};
    private float[] confidence = {};
    private final float[] x;
    private final float[] residual;
    private final float[] direction;
    private final float[] image;

    /** @param gram {@code F'F}, both triangles, stride × stride */
    ConjugateGradient(FactorTable fixed, float[] gram, int steps) {
        this.fixed = fixed;
        this.gram = gram;
        this.steps = steps;
        this.stride = fixed.stride();
        this.x = new float[stride];
        this.residual = new float[stride];
        this.direction = new float[stride];
        this.image = new float[stride];
    }

    @Override
    public void solve(SparseMatrix confidences, int row, float ridge, FactorTable target) {
        int n = read(confidences, row);
        System.arraycopy(target.values(), row * stride, x, 0, stride);
        // The residual at x is Σ (1 + c) f - A x, its negative what one product gives with these constants.
        for (int k = 0; k < n; k++) {
            constant[k] = -1 - confidence[k];
        }
        multiply(n, ridge, x);
        for (int f = 0; f < stride; f++) {
            residual[f] = -image[f];
        }
        Arrays.fill(constant, 0, n, 0f);
        System.arraycopy(residual, 0, direction, 0, stride);
        double size = dot(residual, residual);
        for (int step = 0; step < steps && size > 1e-20; step++) {
            multiply(n, ridge, direction);
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

    private int read(SparseMatrix confidences, int row) {
        int n = confidences.size(row);
        if (at.length < n) {
            int room = Math.max(n, 2 * at.length);
            at = new int[room];
            constant = new float[room];
            confidence = new float[room];
        }
        int start = confidences.start(row);
        for (int k = 0; k < n; k++) {
            at[k] = confidences.column(start + k) * stride;
            confidence[k] = confidences.value(start + k);
        }
        return n;
    }

    /** {@code image = (F'F + Σ c f f' + λI) v + Σ constant f}. */
    private void multiply(int n, float ridge, float[] v) {
        for (int f = 0; f < stride; f++) {
            image[f] = ridge * v[f];
        }
        SmallSystem.combine(v, fixed.factors(), gram, 0, stride, image, stride);
        SmallSystem.respond(fixed.values(), at, n, constant, confidence, v, image, stride);
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
