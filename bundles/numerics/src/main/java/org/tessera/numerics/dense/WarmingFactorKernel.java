// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * The loops of the vector kernel, each from when the JVM has compiled it; until then plain loops do the work, which is
 * the same to the last bit. See {@link Warmth} for why.
 */
final class WarmingFactorKernel implements FactorKernel {
    /** With every tile in it whatever the width of the vectors. */
    private static final int STRIDE = 5 * PAD;

    private static final int FACTORS = 44;
    private static final int ROWS = 12;

    /** Short loops are called so often in a trial that all are compiled at about the same time. */
    private static final int REPEATS = 8;

    private final FactorKernel vector;
    private final FactorKernel scalar;
    private final Warmth cross;
    private final Warmth combine;
    private final Warmth respond;
    private final Warmth factorise;
    private final Warmth solve;

    WarmingFactorKernel(FactorKernel vector, FactorKernel scalar) {
        this.vector = vector;
        this.scalar = scalar;
        float[] ones = new float[ROWS * STRIDE];
        Arrays.fill(ones, 1f);
        int[] at = new int[ROWS];
        Arrays.setAll(at, k -> k * STRIDE);
        this.cross = warmth((kernel, out) -> kernel.cross(ones, ROWS, STRIDE, FACTORS, out), STRIDE * STRIDE);
        this.combine = warmth(
                (kernel, out) -> {
                    for (int k = 0; k < REPEATS; k++) {
                        kernel.combine(ones, ROWS, ones, 0, STRIDE, out, STRIDE);
                    }
                },
                STRIDE);
        this.respond = warmth(
                (kernel, out) -> {
                    for (int k = 0; k < REPEATS; k++) {
                        kernel.respond(ones, at, ROWS, ones, ones, ones, out, STRIDE);
                    }
                },
                STRIDE);
        float[] unit = new float[STRIDE * STRIDE];
        for (int f = 0; f < STRIDE; f++) {
            unit[f * STRIDE + f] = 1f;
        }
        this.factorise =
                warmth((kernel, inverse) -> kernel.factorise(unit.clone(), STRIDE, FACTORS, 0f, inverse), STRIDE);
        this.solve = warmth(
                (kernel, x) -> {
                    for (int k = 0; k < REPEATS; k++) {
                        kernel.solve(unit, STRIDE, FACTORS, ones, x, new float[STRIDE]);
                    }
                },
                STRIDE);
    }

    private Warmth warmth(BiConsumer<FactorKernel, float[]> work, int size) {
        return new Warmth(() -> work.accept(vector, new float[size]), () -> work.accept(scalar, new float[size]));
    }

    @Override
    public String name() {
        return vector.name();
    }

    @Override
    public void cross(float[] g, int n, int stride, int factors, float[] a) {
        present(cross).cross(g, n, stride, factors, a);
    }

    @Override
    public void combine(float[] s, int n, float[] m, int offset, int stride, float[] out, int width) {
        present(combine).combine(s, n, m, offset, stride, out, width);
    }

    @Override
    public void respond(float[] m, int[] at, int n, float[] a, float[] c, float[] v, float[] out, int stride) {
        present(respond).respond(m, at, n, a, c, v, out, stride);
    }

    @Override
    public void factorise(float[] a, int stride, int factors, float floor, float[] inverse) {
        present(factorise).factorise(a, stride, factors, floor, inverse);
    }

    @Override
    public void solve(float[] a, int stride, int factors, float[] inverse, float[] b, float[] x) {
        present(solve).solve(a, stride, factors, inverse, b, x);
    }

    private FactorKernel present(Warmth loop) {
        return loop.isReached() ? vector : scalar;
    }
}
