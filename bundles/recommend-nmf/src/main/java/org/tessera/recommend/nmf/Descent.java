// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.nmf;

/**
 * Coordinate descent for least squares without negative numbers: {@code min x'(G + λI)x / 2 - b'x, x >= 0}. Immutable
 * and safe for many threads.
 *
 * @param gram {@code factors × factors}
 * @param ridge λ
 */
record Descent(double[] gram, int factors, double ridge) {
    /**
     * Sets each number in turn to what is best while the others stay.
     *
     * @return the largest change
     */
    double pass(double[] b, double[] x) {
        double largest = 0;
        for (int f = 0; f < factors; f++) {
            int o = f * factors;
            double curvature = gram[o + f] + ridge;
            if (!(curvature > 0)) {
                x[f] = 0;
                continue;
            }
            double first = 0;
            double second = 0;
            int g = 0;
            for (; g + 2 <= factors; g += 2) {
                first += gram[o + g] * x[g];
                second += gram[o + g + 1] * x[g + 1];
            }
            if (g < factors) {
                first += gram[o + g] * x[g];
            }
            double gradient = first + second + ridge * x[f] - b[f];
            double next = Math.max(0, x[f] - gradient / curvature);
            largest = Math.max(largest, Math.abs(next - x[f]));
            x[f] = next;
        }
        return largest;
    }
}
