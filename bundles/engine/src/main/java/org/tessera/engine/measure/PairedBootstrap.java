// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How sure a mean difference is: percentile interval of the paired bootstrap over customers (Efron and Tibshirani 1993,
 * "An introduction to the bootstrap", chapter 13).
 *
 * @param difference mean of the differences
 * @param low lower end of the 95 % interval
 * @param high upper end
 */
public record PairedBootstrap(double difference, double low, double high) {
    private static final int RESAMPLES = 2000;
    private static final double TAIL = 0.025;

    /** @param differences one for each customer, of two strategies asked the same */
    public static PairedBootstrap of(double[] differences, long seed) {
        int n = differences.length;
        if (n == 0) {
            return new PairedBootstrap(Double.NaN, Double.NaN, Double.NaN);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[RESAMPLES];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                sum += differences[random.nextInt(n)];
            }
            means[resample] = sum / n;
        }
        Arrays.sort(means);
        int tail = (int) Math.floor(TAIL * RESAMPLES);
        return new PairedBootstrap(Arrays.stream(differences).sum() / n, means[tail], means[RESAMPLES - 1 - tail]);
    }
}
