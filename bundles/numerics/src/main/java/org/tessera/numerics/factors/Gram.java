// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.factors;

import java.util.Arrays;
import java.util.List;
import org.tessera.numerics.dense.SmallSystem;
import org.tessera.numerics.parallel.Parallel;

/** The products of the factors of a table with each other. */
public final class Gram {
    /** So few rows that single precision loses nothing, so many that adding them up in double costs nothing. */
    private static final int BLOCK = 512;

    private static final int PART = 32 * BLOCK;

    private Gram() {}

    /**
     * {@code f'f} of a table, {@code factors × factors}. Sums of {@value #BLOCK} rows in single precision are added up in
     * double, in order.
     */
    public static double[] of(FactorTable table, Parallel parallel) {
        int factors = table.factors();
        List<double[]> parts = parallel.map(
                Parallel.rangeCount(table.rows(), PART),
                part -> of(table, part * PART, Math.min(table.rows(), (part + 1) * PART)));
        double[] gram = new double[factors * factors];
        for (double[] part : parts) {
            for (int k = 0; k < gram.length; k++) {
                gram[k] += part[k];
            }
        }
        for (int f = 0; f < factors; f++) {
            for (int g = 0; g < f; g++) {
                gram[f * factors + g] = gram[g * factors + f];
            }
        }
        return gram;
    }

    private static double[] of(FactorTable table, int from, int to) {
        int factors = table.factors();
        int stride = table.stride();
        float[] block = new float[BLOCK * stride];
        float[] cross = new float[stride * stride];
        double[] sums = new double[factors * factors];
        for (int start = from; start < to; start += BLOCK) {
            int rows = Math.min(BLOCK, to - start);
            System.arraycopy(table.values(), start * stride, block, 0, rows * stride);
            Arrays.fill(cross, 0f);
            SmallSystem.addCross(block, rows, factors, cross);
            for (int f = 0; f < factors; f++) {
                for (int g = f; g < factors; g++) {
                    sums[f * factors + g] += cross[f * stride + g];
                }
            }
        }
        return sums;
    }
}
