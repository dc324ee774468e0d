// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import java.util.Arrays;

/** The vector kernel once the JVM has compiled it, see {@link Warmth}, and plain loops before. */
final class WarmingKernel implements ScoreKernel {
    private static final int ROWS = 16;
    private static final int DIMENSIONS = 24;

    private final ScoreKernel vector;
    private final ScoreKernel scalar;
    private final Warmth warmth;

    WarmingKernel(ScoreKernel vector, ScoreKernel scalar) {
        this.vector = vector;
        this.scalar = scalar;
        // Small, to make little garbage, with every width of a group in it.
        int lanes = vector.widths(1)[0];
        int[] widths = {3 * lanes, 2 * lanes, lanes};
        int stride = 6 * lanes;
        double[] packed = new double[stride * (DIMENSIONS + 1)];
        Arrays.fill(packed, 1);
        this.warmth =
                new Warmth(() -> tryOut(vector, packed, widths, stride), () -> tryOut(scalar, packed, widths, stride));
    }

    private static void tryOut(ScoreKernel kernel, double[] packed, int[] widths, int stride) {
        kernel.scores(
                new double[ROWS * DIMENSIONS],
                new int[ROWS],
                0,
                ROWS,
                DIMENSIONS,
                packed,
                widths,
                stride,
                new double[ROWS * stride]);
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
        ScoreKernel present = warmth.isReached() ? vector : scalar;
        present.scores(x, offsets, from, to, dimensions, packed, widths, stride, scores);
    }
}
