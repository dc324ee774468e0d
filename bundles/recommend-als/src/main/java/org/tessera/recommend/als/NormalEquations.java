// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.als;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.dense.SmallSystem;
import org.tessera.numerics.factors.FactorTable;

/**
 * Solves for the factors of one row after the other, exactly: {@code (F'F + Σ c f f' + λI) x = Σ (1 + c) f}, sums over
 * the entries of the row, {@code c} its confidence beyond 1. Has scratch memory of its own, so each thread needs one.
 */
final class NormalEquations implements RowSolver {
    private static final int BLOCK = 128;

    private final FactorTable fixed;
    private final float[] gram;
    private final SmallSystem system;
    private final float[] block;
    private final float[] weights = new float[BLOCK];

    /** @param gram {@code F'F}, stride × stride */
    NormalEquations(FactorTable fixed, float[] gram) {
        this.fixed = fixed;
        this.gram = gram;
        this.system = new SmallSystem(fixed.factors());
        this.block = new float[BLOCK * fixed.stride()];
    }

    @Override
    public void solve(SparseMatrix confidences, int row, float ridge, FactorTable target) {
        int stride = fixed.stride();
        System.arraycopy(gram, 0, system.matrix(), 0, gram.length);
        system.addToDiagonal(ridge);
        Arrays.fill(system.right(), 0f);
        int end = confidences.end(row);
        for (int from = confidences.start(row); from < end; from += BLOCK) {
            int n = Math.min(BLOCK, end - from);
            for (int k = 0; k < n; k++) {
                float confidence = confidences.value(from + k);
                float root = (float) Math.sqrt(confidence);
                weights[k] = (1 + confidence) / root;
                copyScaled(fixed.values(), confidences.column(from + k) * stride, root, block, k * stride, stride);
            }
            system.add(block, n);
            SmallSystem.combine(weights, n, block, 0, stride, system.right(), stride);
        }
        system.solveOnce();
        System.arraycopy(system.solution(), 0, target.values(), row * stride, stride);
    }

    private static void copyScaled(float[] from, int at, float scale, float[] to, int offset, int width) {
        for (int f = 0; f < width; f++) {
            to[offset + f] = scale * from[at + f];
        }
    }
}
