// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The vector kernel once the JVM has compiled all of it; until then plain loops do the work, which is the same to the
 * last bit. See {@link WarmingKernel} for why.
 */
final class WarmingFactorKernel implements FactorKernel {
    private static final long PAUSE_NS = 20_000_000;
    private static final int PATIENCE = 2_000;
    private static final int EAGER_TRIALS = 160;

    /** With every tile in it whatever the width of the vectors. */
    private static final int STRIDE = 5 * PAD;

    private static final int FACTORS = 44;
    private static final int ROWS = 12;

    /** Short loops are called so often in a trial that all are compiled at about the same time. */
    private static final int REPEATS = 8;

    private final FactorKernel vector;
    private final FactorKernel scalar;
    private final AtomicBoolean trying = new AtomicBoolean();
    private volatile boolean warm;
    private long nextTrial;
    private int trials;

    WarmingFactorKernel(FactorKernel vector, FactorKernel scalar) {
        this.vector = vector;
        this.scalar = scalar;
    }

    @Override
    public String name() {
        return vector.name();
    }

    @Override
    public void cross(float[] g, int n, int stride, int factors, float[] a) {
        present().cross(g, n, stride, factors, a);
    }

    @Override
    public void combine(float[] s, int n, float[] m, int offset, int stride, float[] out, int width) {
        present().combine(s, n, m, offset, stride, out, width);
    }

    @Override
    public void factorise(float[] a, int stride, int factors, float floor, float[] inverse) {
        present().factorise(a, stride, factors, floor, inverse);
    }

    @Override
    public void solve(float[] a, int stride, int factors, float[] inverse, float[] b, float[] x) {
        present().solve(a, stride, factors, inverse, b, x);
    }

    private FactorKernel present() {
        if (!warm) {
            warmUp();
        }
        return warm ? vector : scalar;
    }

    private void warmUp() {
        if (trials >= PATIENCE || !trying.compareAndSet(false, true)) {
            return;
        }
        try {
            if (System.nanoTime() >= nextTrial) {
                trials++;
                boolean faster = trial();
                // Once may be chance: the other one was interrupted.
                warm = faster && trial();
                nextTrial = System.nanoTime() + (trials < EAGER_TRIALS ? 0 : PAUSE_NS);
            }
        } finally {
            trying.set(false);
        }
    }

    /** Whether each of the vector kernel's loops is the faster one. */
    private boolean trial() {
        long[] first = new long[4];
        long[] second = new long[4];
        run(vector, first);
        run(scalar, second);
        for (int k = 0; k < first.length; k++) {
            if (first[k] > second[k]) {
                return false;
            }
        }
        return true;
    }

    private static void run(FactorKernel kernel, long[] nanos) {
        float[] g = new float[ROWS * STRIDE];
        Arrays.fill(g, .5f);
        float[] a = new float[STRIDE * STRIDE];
        float[] out = new float[STRIDE];
        float[] inverse = new float[STRIDE];
        long start = System.nanoTime();
        kernel.cross(g, ROWS, STRIDE, FACTORS, a);
        nanos[0] = System.nanoTime() - start;
        for (int i = 0; i < FACTORS; i++) {
            a[i * STRIDE + i] += 1;
        }
        start = System.nanoTime();
        for (int k = 0; k < REPEATS; k++) {
            kernel.combine(g, ROWS, g, 0, STRIDE, out, STRIDE);
        }
        nanos[1] = System.nanoTime() - start;
        start = System.nanoTime();
        kernel.factorise(a, STRIDE, FACTORS, 0, inverse);
        nanos[2] = System.nanoTime() - start;
        start = System.nanoTime();
        for (int k = 0; k < REPEATS; k++) {
            kernel.solve(a, STRIDE, FACTORS, inverse, out, new float[STRIDE]);
        }
        nanos[3] = System.nanoTime() - start;
    }
}
