// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The vector kernel once the JVM has compiled it, plain loops before, as {@link WarmingKernel}: until then a vector is
 * an object, a hundred times slower. Both give the same bits.
 */
final class WarmingTileKernel implements TileKernel {
    private static final int TRIAL_ROWS = 16;
    private static final int TRIAL_COLUMNS = 8;

    /** By then the JVM does not want to compile it, or the machine has no such vectors. */
    private static final int PATIENCE = 20_000;

    private final TileKernel vector;
    private final TileKernel scalar;
    private final AtomicBoolean trying = new AtomicBoolean();
    private final double[] ones = new double[SIDE * SIDE];
    private final double[] result = new double[SIDE * SIDE];
    private volatile boolean warm;
    private int trials;

    WarmingTileKernel(TileKernel vector, TileKernel scalar) {
        this.vector = vector;
        this.scalar = scalar;
    }

    @Override
    public void addCross(double sign, double[] a, double[] b, double[] c, int rows, int to) {
        if (warm) {
            vector.addCross(sign, a, b, c, rows, to);
        } else {
            scalar.addCross(sign, a, b, c, rows, to);
            warmUp();
        }
    }

    private void warmUp() {
        if (trying.compareAndSet(false, true)) {
            try {
                if (trials++ < PATIENCE) {
                    // Once may be chance: the other one was interrupted.
                    warm = trial() && trial();
                }
            } finally {
                trying.set(false);
            }
        }
    }

    private boolean trial() {
        long start = System.nanoTime();
        vector.addCross(1, ones, ones, result, TRIAL_ROWS, TRIAL_COLUMNS);
        long middle = System.nanoTime();
        scalar.addCross(1, ones, ones, result, TRIAL_ROWS, TRIAL_COLUMNS);
        return middle - start < System.nanoTime() - middle;
    }
}
