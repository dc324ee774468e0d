// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

/**
 * Shares of a score for what went into it. A network's score is followed from an empty input to the full one along a
 * straight line, and each input gets what it adds on the way (integrated gradients, Sundararajan, Taly and Yan 2017, of
 * which the limit is the value of Aumann and Shapley). The integral is a sum over {@link #STEPS} midpoints.
 */
public final class Attribution {
    /** Points of the line at which gradients are taken. */
    public static final int STEPS = 32;

    private Attribution() {}

    /** Where on the line a step stands, between 0 and 1. */
    public static float place(int step) {
        return (step + .5f) / STEPS;
    }

    /**
     * Spreads what the sum over steps has missed of the integral over the parts by their size, so that they add up.
     *
     * @param parts changed in place
     * @param total what they are to add up to
     * @return what could not be spread because every part is 0
     */
    public static double settle(double[] parts, double total) {
        double sum = 0;
        double size = 0;
        for (double part : parts) {
            sum += part;
            size += Math.abs(part);
        }
        if (size == 0) {
            return total;
        }
        double missed = total - sum;
        for (int k = 0; k < parts.length; k++) {
            parts[k] += missed * Math.abs(parts[k]) / size;
        }
        return 0;
    }
}
