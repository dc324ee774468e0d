// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The vector kernel once the JVM has compiled it. Before, every vector is an object: a hundred times slower than plain
 * loops and hundreds of megabytes of garbage. So plain loops do the work, which is the same to the last bit, while now
 * and then a thread gives the vector kernel a trial until that is the faster one.
 */
final class WarmingKernel implements ScoreKernel {
    private static final long PAUSE_NS = 20_000_000;
    /** By then the JVM does not want to compile it, or the machine has no such vectors. */
    private static final int PATIENCE = 2_000;

    /** Enough for the JVM to find it worth compiling; after that it needs time, not trials. */
    private static final int EAGER_TRIALS = 160;

    private static final int ROWS = 16;
    private static final int DIMENSIONS = 24;

    private final ScoreKernel vector;
    private final ScoreKernel scalar;
    private final AtomicBoolean trying = new AtomicBoolean();
    private volatile boolean warm;
    private long nextTrial;
    private int trials;

    WarmingKernel(ScoreKernel vector, ScoreKernel scalar) {
        this.vector = vector;
        this.scalar = scalar;
    }

    @Override
    public String name() {
        return vector.name();
    }

    @Override
    public int[] widths(int count) {
        return vector.widths(count);
    }

    @Override
    public void scores(
            double[] x,
            int[] offsets,
            int from,
            int to,
            int dimensions,
            double[] packed,
            int[] widths,
            int stride,
            double[] scores) {
        if (warm) {
            vector.scores(x, offsets, from, to, dimensions, packed, widths, stride, scores);
        } else {
            scalar.scores(x, offsets, from, to, dimensions, packed, widths, stride, scores);
            warmUp();
        }
    }

    private void warmUp() {
        if (!trying.compareAndSet(false, true)) {
            return;
        }
        try {
            if (trials < PATIENCE && System.nanoTime() >= nextTrial) {
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

    /** Whether the vector kernel is the faster one; small, to make little garbage, with every width of a group in it. */
    private boolean trial() {
        int lanes = vector.widths(1)[0];
        int[] widths = {3 * lanes, 2 * lanes, lanes};
        int stride = 6 * lanes;
        double[] packed = new double[stride * (DIMENSIONS + 1)];
        Arrays.fill(packed, 1);
        double[] x = new double[ROWS * DIMENSIONS];
        int[] offsets = new int[ROWS];
        double[] scores = new double[ROWS * stride];
        long start = System.nanoTime();
        vector.scores(x, offsets, 0, ROWS, DIMENSIONS, packed, widths, stride, scores);
        long middle = System.nanoTime();
        scalar.scores(x, offsets, 0, ROWS, DIMENSIONS, packed, widths, stride, scores);
        return middle - start < System.nanoTime() - middle;
    }
}
