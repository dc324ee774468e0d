// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.tessera.numerics.dense.SquaredDistances;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * Greedy k-means++ (Arthur and Vassilvitskii 2007, k-means++: the advantages of careful seeding, section 3, with the
 * greedy choice of its conclusion): each further centre is the best of 2 + ln k rows drawn with a probability
 * proportional to the squared distance to the centres so far.
 *
 * <p>A row that counts more is as likely as so many rows. A row cannot come nearer to a candidate that is at least twice as far from the row's centre as the row is, so most
 * distances are never computed.
 */
final class PlusPlus {
    private static final int GRAIN = 4096;

    private final Rows rows;
    private final Parallel parallel;
    private final RandomStream random;
    private final double[] squared;
    private final int[] nearest;
    private final double[] chunkSums;

    PlusPlus(Rows rows, Parallel parallel, RandomStream random) {
        this.rows = rows;
        this.parallel = parallel;
        this.random = random;
        this.squared = new double[rows.n()];
        this.nearest = new int[rows.n()];
        this.chunkSums = new double[Parallel.rangeCount(rows.n(), GRAIN)];
    }

    /**
     * Chooses rows as centres.
     *
     * @param watcher told how many centres there are; throws to stop
     * @return {@code k × d}, or fewer rows where there are fewer different ones
     */
    double[] choose(int k, IntConsumer watcher) {
        int d = rows.d();
        double[] centres = new double[k * d];
        int trials = 2 + (int) Math.log(k);
        Arrays.fill(squared, Double.MAX_VALUE);
        place(first(), centres, 0, new double[0]);
        for (int c = 1; c < k; c++) {
            watcher.accept(c);
            if (Arrays.stream(chunkSums).sum() <= 0) {
                return Arrays.copyOf(centres, c * d);
            }
            int[] candidates = new int[trials];
            for (int t = 0; t < trials; t++) {
                candidates[t] = draw();
            }
            double[] toCentres = distances(candidates, centres, c);
            int best = best(candidates, toCentres, c);
            place(candidates[best], centres, c, Arrays.copyOfRange(toCentres, best * c, (best + 1) * c));
        }
        return centres;
    }

    /** A row, with a probability proportional to its weight. */
    private int first() {
        if (rows.weights().length == 0) {
            return random.nextInt(rows.n());
        }
        double target = random.nextDouble() * Arrays.stream(rows.weights()).sum();
        int last = 0;
        for (int i = 0; i < rows.n(); i++) {
            if (rows.weight(i) > 0) {
                last = i;
                target -= rows.weight(i);
                if (target < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    /** A row, with a probability proportional to its weighted squared distance. */
    private int draw() {
        double target = random.nextDouble() * Arrays.stream(chunkSums).sum();
        int chunk = 0;
        while (chunk < chunkSums.length - 1 && target >= chunkSums[chunk]) {
            target -= chunkSums[chunk];
            chunk++;
        }
        int last = -1;
        for (int i = chunk * GRAIN; i < Math.min(rows.n(), (chunk + 1) * GRAIN); i++) {
            double share = rows.weight(i) * squared[i];
            if (share > 0) {
                last = i;
                target -= share;
                if (target < 0) {
                    return i;
                }
            }
        }
        // Rounding may leave a rest, and an empty last chunk nothing to choose from.
        return last >= 0 ? last : farthest();
    }

    private int farthest() {
        int farthest = 0;
        for (int i = 1; i < rows.n(); i++) {
            if (rows.weight(i) * squared[i] > rows.weight(farthest) * squared[farthest]) {
                farthest = i;
            }
        }
        return farthest;
    }

    private double[] distances(int[] candidates, double[] centres, int count) {
        double[] distances = new double[candidates.length * count];
        for (int t = 0; t < candidates.length; t++) {
            for (int c = 0; c < count; c++) {
                distances[t * count + c] = rows.squaredDistance(candidates[t], centres, c);
            }
        }
        return distances;
    }

    /** The candidate that leaves the smallest sum of squared distances, of equal ones the first. */
    private int best(int[] candidates, double[] toCentres, int count) {
        int d = rows.d();
        double[] x = rows.x();
        double[] totals = new double[candidates.length];
        parallel.map(chunkSums.length, chunk -> {
                    double[] sums = new double[candidates.length];
                    for (int i = chunk * GRAIN; i < Math.min(rows.n(), (chunk + 1) * GRAIN); i++) {
                        double now = squared[i];
                        for (int t = 0; t < candidates.length; t++) {
                            double then = now;
                            if (toCentres[t * count + nearest[i]] < 4 * now) {
                                then = Math.min(now, SquaredDistances.between(x, i * d, x, candidates[t] * d, d));
                            }
                            sums[t] += rows.weight(i) * then;
                        }
                    }
                    return sums;
                })
                .forEach(sums -> {
                    for (int t = 0; t < totals.length; t++) {
                        totals[t] += sums[t];
                    }
                });
        int best = 0;
        for (int t = 1; t < totals.length; t++) {
            if (totals[t] < totals[best]) {
                best = t;
            }
        }
        return best;
    }

    /** Makes a row the next centre. */
    private void place(int row, double[] centres, int centre, double[] toCentres) {
        int d = rows.d();
        double[] x = rows.x();
        System.arraycopy(x, row * d, centres, centre * d, d);
        parallel.ranges(rows.n(), GRAIN, (from, to) -> {
            double sum = 0;
            for (int i = from; i < to; i++) {
                if (centre == 0 || toCentres[nearest[i]] < 4 * squared[i]) {
                    double distance = SquaredDistances.between(x, i * d, x, row * d, d);
                    if (distance < squared[i]) {
                        squared[i] = distance;
                        nearest[i] = centre;
                    }
                }
                sum += rows.weight(i) * squared[i];
            }
            chunkSums[from / GRAIN] = sum;
        });
    }
}
