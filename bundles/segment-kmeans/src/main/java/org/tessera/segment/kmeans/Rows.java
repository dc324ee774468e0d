// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tessera.numerics.dense.SquaredDistances;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * The rows to be grouped, prepared and dense.
 *
 * @param x {@code n × d}, row-major, finite; only read
 * @param weights how much each row counts, not negative; empty where each counts once
 * @param origin a point near their middle, see {@link org.tessera.numerics.dense.PackedPoints}
 * @param variance mean variance of the columns, what tolerances are relative to
 * @param norms squared distance of each row to the origin
 * @param extent the largest distance of a row to the origin
 */
record Rows(
        double[] x, int n, int d, double[] weights, double[] origin, double variance, double[] norms, double extent) {
    /** Each row counts once. */
    static final double[] UNWEIGHTED = {};

    /** An origin and a scale are needed, not the exact ones: this many rows tell them. */
    private static final int SAMPLE = 4096;

    private static final int GRAIN = 8192;

    static Rows of(double[] x, int n, int d) {
        return of(x, n, d, UNWEIGHTED, Parallel.sequential());
    }

    static Rows of(double[] x, int n, int d, double[] weights, Parallel parallel) {
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
        double[] norms = new double[n];
        parallel.ranges(n, GRAIN, (from, to) -> {
            for (int i = from; i < to; i++) {
                norms[i] = SquaredDistances.between(x, i * d, origin, 0, d);
            }
        });
        double extent = Math.sqrt(Arrays.stream(norms).max().orElse(0));
        return new Rows(x, n, d, weights, origin, variance / sampled, norms, extent);
    }

    /** How much a row counts. */
    double weight(int row) {
        return weights.length == 0 ? 1 : weights[row];
    }

    /** The rows that weigh anything, ascending. */
    int[] weighty() {
        return IntStream.range(0, n).filter(row -> weight(row) > 0).toArray();
    }

    /**
     * At most so many of the rows that weigh anything, at random: a row that counts nothing says nothing of clusters.
     *
     * @return these rows themselves where all are wanted and weigh anything
     */
    Rows sample(int size, RandomStream random) {
        if (weights.length == 0) {
            return n <= size ? this : subset(random.sample(n, size));
        }
        int[] weighty = weighty();
        if (weighty.length <= size) {
            return weighty.length == n ? this : subset(weighty);
        }
        int[] chosen = random.sample(weighty.length, size);
        return subset(Arrays.stream(chosen).map(s -> weighty[s]).toArray());
    }

    /** Some of the rows, copied. */
    Rows subset(int[] rows) {
        double[] chosen = new double[rows.length * d];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(x, rows[i] * d, chosen, i * d, d);
        }
        double[] theirs = weights.length == 0
                ? UNWEIGHTED
                : Arrays.stream(rows).mapToDouble(row -> weights[row]).toArray();
        return of(chosen, rows.length, d, theirs, Parallel.sequential());
    }

    /** Squared distance of a row to one of the centres. */
    double squaredDistance(int row, double[] centres, int centre) {
        return SquaredDistances.between(x, row * d, centres, centre * d, d);
    }
}
