// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import org.tessera.numerics.dense.SquaredDistances;

/**
 * The rows to be grouped, prepared and dense.
 *
 * @param x {@code n × d}, row-major, finite; only read
 * @param origin a point near their middle, see {@link org.tessera.numerics.dense.PackedPoints}
 * @param variance mean variance of the columns, what tolerances are relative to
 */
record Rows(double[] x, int n, int d, double[] origin, double variance) {
    /** An origin and a scale are needed, not the exact ones: this many rows tell them. */
    private static final int SAMPLE = 4096;

    static Rows of(double[] x, int n, int d) {
        int step = Math.max(1, n / SAMPLE);
        int sampled = (n + step - 1) / step;
        double[] sample = new double[sampled * d];
        for (int s = 0; s < sampled; s++) {
            System.arraycopy(x, s * step * d, sample, s * d, d);
        }
        double[] origin = SquaredDistances.means(sample, sampled, d);
        double variance = 0;
        for (int s = 0; s < sampled; s++) {
            variance += SquaredDistances.between(sample, s * d, origin, 0, d) / d;
        }
        return new Rows(x, n, d, origin, variance / sampled);
    }

    /** Some of the rows, copied. */
    Rows subset(int[] rows) {
        double[] chosen = new double[rows.length * d];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(x, rows[i] * d, chosen, i * d, d);
        }
        return of(chosen, rows.length, d);
    }

    /** Squared distance of a row to one of the centres. */
    double squaredDistance(int row, double[] centres, int centre) {
        return SquaredDistances.between(x, row * d, centres, centre * d, d);
    }
}
