// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import java.util.Arrays;
import org.tessera.numerics.dense.PackedPoints;
import org.tessera.numerics.dense.SquaredDistances;
import org.tessera.numerics.random.RandomStream;

/**
 * Where EM starts: means by greedy k-means++ (Arthur and Vassilvitskii, k-means++: the advantages of careful seeding,
 * SODA 2007, sections 2.2 and 5) and a few of Lloyd's iterations, weights and covariances of the rows nearest to each.
 */
final class Seeding {
    private static final int LLOYD = 10;

    private final double[] x;
    private final int n;
    private final int d;
    private final RandomStream random;
    private final Runnable watcher;

    /**
     * @param x {@code n × d}, row-major; a sample where there are many
     * @param watcher called now and then; throws to stop
     */
    Seeding(double[] x, int n, int d, RandomStream random, Runnable watcher) {
        this.x = x;
        this.n = n;
        this.d = d;
        this.random = random;
        this.watcher = watcher;
    }

    /** A mixture of {@code k} components, or of fewer where there are fewer different rows. */
    Mixture mixture(Covariance kind, int k, double regularization) {
        double[] means = spread(k);
        int found = means.length / d;
        int[] nearest = new int[n];
        for (int iteration = 0; iteration < LLOYD; iteration++) {
            if (!assign(means, found, nearest)) {
                break;
            }
            move(means, found, nearest);
        }
        Sums sums = new Sums(kind, found, d);
        double[] shares = new double[Densities.BLOCK * found];
        double[] scratch = new double[Densities.BLOCK * d];
        for (int from = 0; from < n; from += Densities.BLOCK) {
            int to = Math.min(n, from + Densities.BLOCK);
            Arrays.fill(shares, 0);
            for (int i = from; i < to; i++) {
                shares[(i - from) * found + nearest[i]] = 1;
            }
            for (int c = 0; c < found; c++) {
                sums.addRows(x, from, to, means, c, shares, scratch);
            }
        }
        sums.shrink(d + 1);
        return Maximisation.of(sums, Mixture.around(kind, means, d), regularization);
    }

    /** Rows far from each other, {@code k × d}. */
    private double[] spread(int k) {
        double[] means = new double[k * d];
        double[] squared = new double[n];
        Arrays.fill(squared, Double.MAX_VALUE);
        int candidates = 2 + (int) Math.log(k);
        place(random.nextInt(n), means, 0, squared);
        for (int c = 1; c < k; c++) {
            watcher.run();
            double sum = Arrays.stream(squared).sum();
            if (!(sum > 0)) {
                return Arrays.copyOf(means, c * d);
            }
            int best = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int candidate = 0; candidate < candidates; candidate++) {
                int row = draw(squared, random.nextDouble() * sum);
                double left = 0;
                for (int i = 0; i < n; i++) {
                    left += Math.min(squared[i], SquaredDistances.between(x, i * d, x, row * d, d));
                }
                if (left < least) {
                    least = left;
                    best = row;
                }
            }
            place(best, means, c, squared);
        }
        return means;
    }

    /** A row, with a probability proportional to its squared distance. */
    private int draw(double[] squared, double target) {
        double left = target;
        int last = 0;
        for (int i = 0; i < n; i++) {
            if (squared[i] > 0) {
                last = i;
                left -= squared[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    private void place(int row, double[] means, int c, double[] squared) {
        System.arraycopy(x, row * d, means, c * d, d);
        for (int i = 0; i < n; i++) {
            squared[i] = Math.min(squared[i], SquaredDistances.between(x, i * d, x, row * d, d));
        }
    }

    /** Returns whether a row has changed sides. */
    private boolean assign(double[] means, int k, int[] nearest) {
        PackedPoints.Search search = PackedPoints.of(means, k, d, SquaredDistances.means(means, k, d))
                .search();
        int[] offsets = new int[Densities.BLOCK];
        int[] found = new int[Densities.BLOCK];
        double[] lowest = new double[Densities.BLOCK];
        double[] second = new double[Densities.BLOCK];
        boolean changed = false;
        for (int from = 0; from < n; from += Densities.BLOCK) {
            watcher.run();
            int count = Math.min(Densities.BLOCK, n - from);
            for (int i = 0; i < count; i++) {
                offsets[i] = (from + i) * d;
            }
            search.nearest(x, offsets, 0, count, found, lowest, second);
            for (int i = 0; i < count; i++) {
                changed |= nearest[from + i] != found[i];
                nearest[from + i] = found[i];
            }
        }
        return changed;
    }

    /** Moves means to the middle of their rows; one without rows stays. */
    private void move(double[] means, int k, int[] nearest) {
        double[] shifts = new double[k * d];
        int[] counts = new int[k];
        for (int i = 0; i < n; i++) {
            counts[nearest[i]]++;
            for (int j = 0; j < d; j++) {
                shifts[nearest[i] * d + j] += x[i * d + j] - means[nearest[i] * d + j];
            }
        }
        for (int c = 0; c < k; c++) {
            for (int j = 0; j < d && counts[c] > 0; j++) {
                means[c * d + j] += shifts[c * d + j] / counts[c];
            }
        }
    }
}
