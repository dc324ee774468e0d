// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

/** Squared Euclidean distances, straight from the differences: exact where {@link PackedPoints} cancels digits. */
public final class SquaredDistances {
    private SquaredDistances() {}

    /** Between the {@code d} values from {@code xo} of {@code x} and those from {@code yo} of {@code y}. */
    public static double between(double[] x, int xo, double[] y, int yo, int d) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = 0;
        for (; j + 3 < d; j += 4) {
            double a = x[xo + j] - y[yo + j];
            double b = x[xo + j + 1] - y[yo + j + 1];
            double c = x[xo + j + 2] - y[yo + j + 2];
            double e = x[xo + j + 3] - y[yo + j + 3];
            s0 += a * a;
            s1 += b * b;
            s2 += c * c;
            s3 += e * e;
        }
        for (; j < d; j++) {
            double a = x[xo + j] - y[yo + j];
            s0 += a * a;
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Means of the columns of {@code n × d} row-major values. */
    public static double[] means(double[] x, int n, int d) {
        double[] means = new double[d];
        if (n == 0) {
            return means;
        }
        // Blocks keep the sum of a million rows as exact as that of a thousand sums of a thousand.
        double[] block = new double[d];
        int filled = 0;
        for (int i = 0, o = 0; i < n; i++, o += d) {
            for (int j = 0; j < d; j++) {
                block[j] += x[o + j];
            }
            if (++filled == 1024 || i == n - 1) {
                for (int j = 0; j < d; j++) {
                    means[j] += block[j];
                    block[j] = 0;
                }
                filled = 0;
            }
        }
        for (int j = 0; j < d; j++) {
            means[j] /= n;
        }
        return means;
    }
}
