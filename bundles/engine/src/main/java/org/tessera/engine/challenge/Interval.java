// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.challenge;

/** 95 % intervals of differences of shares (Agresti and Min 2005 for pairs, Agresti and Caffo 2000 for two groups). */
record Interval(double low, double high) {
    static final Interval NONE = new Interval(Double.NaN, Double.NaN);

    private static final double Z = 1.959963984540054;

    /** Fewer judged answers than these say nothing. */
    private static final int FEW = 20;

    /** Of pairs: half a hit is added to each of the four outcomes. */
    static Interval ofPairs(long n, long gained, long lost) {
        if (n < FEW) {
            return NONE;
        }
        double m = n + 2;
        double b = (gained + 0.5) / m;
        double c = (lost + 0.5) / m;
        double error = Z * Math.sqrt((b + c - (b - c) * (b - c)) / m);
        return new Interval(b - c - error, b - c + error);
    }

    /** Of two groups: a hit and a miss are added to each. */
    static Interval ofGroups(long n, long hits, long otherN, long otherHits) {
        if (n < FEW || otherN < FEW) {
            return NONE;
        }
        double p = (hits + 1.0) / (n + 2);
        double q = (otherHits + 1.0) / (otherN + 2);
        double error = Z * Math.sqrt(p * (1 - p) / (n + 2) + q * (1 - q) / (otherN + 2));
        return new Interval(p - q - error, p - q + error);
    }
}
