// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

/** The vector kernel once the JVM has compiled it, see {@link Warmth}, and plain loops before. */
final class WarmingTileKernel implements TileKernel {
    private static final int TRIAL_ROWS = 16;
    private static final int TRIAL_COLUMNS = 8;

    private final TileKernel vector;
    private final TileKernel scalar;
    private final Warmth warmth;

    WarmingTileKernel(TileKernel vector, TileKernel scalar) {
        this.vector = vector;
        this.scalar = scalar;
        double[] ones = new double[SIDE * SIDE];
        double[] result = new double[SIDE * SIDE];
        this.warmth = new Warmth(() -> tryOut(vector, ones, result), () -> tryOut(scalar, ones, result));
    }

    private static void tryOut(TileKernel kernel, double[] ones, double[] result) {
        kernel.addCross(1, ones, ones, result, TRIAL_ROWS, TRIAL_COLUMNS);
    }

    @Override
    public void addCross(double sign, double[] a, double[] b, double[] c, int rows, int to) {
        TileKernel present = warmth.isReached() ? vector : scalar;
        present.addCross(sign, a, b, c, rows, to);
    }
}
