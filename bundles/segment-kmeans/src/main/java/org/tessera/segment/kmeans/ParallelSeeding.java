// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.tessera.numerics.dense.PackedPoints;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * k-means|| (Bahmani, Moseley, Vattani, Kumar and Vassilvitskii 2012, Scalable k-means++, PVLDB 5, algorithm 2): in a few
 * rounds every row is drawn by itself, with a probability that makes 2 k of them in expectation and is proportional to
 * the squared distance to those drawn before; then the drawn ones, each counting as many rows as are nearest to it, are
 * brought down to k by greedy k-means++.
 */
final class ParallelSeeding {
    private static final int GRAIN = 4096;
    /** The paper finds no gain beyond five rounds; three of 2 k each are as good here as k-means++ (see the tests). */
    private static final int ROUNDS = 3;

    private static final int OVERSAMPLING = 2;

    private final Rows rows;
    private final Parallel parallel;
    private final RandomStream random;
    private final double[] squared;
    private final int[] nearest;
    private final double[] chunkSums;

    ParallelSeeding(Rows rows, Parallel parallel, RandomStream random) {
        this.rows = rows;
        this.parallel = parallel;
        this.random = random;
        this.squared = new double[rows.n()];
        this.nearest = new int[rows.n()];
        this.chunkSums = new double[Parallel.rangeCount(rows.n(), GRAIN)];
    }

    /** As {@link PlusPlus#choose}. */
    double[] choose(int k, IntConsumer watcher) {
        Arrays.fill(squared, Double.MAX_VALUE);
        int[] candidates = {first()};
        compare(candidates, 0);
        for (int round = 0; round < ROUNDS; round++) {
            watcher.accept(Math.min(k, candidates.length));
            int[] drawn = draw(k, random.part(1 + round));
            if (drawn.length > 0) {
                int known = candidates.length;
                candidates = IntStream.concat(Arrays.stream(candidates), Arrays.stream(drawn))
                        .toArray();
                compare(drawn, known);
            }
        }
        if (candidates.length < k) {
            // So few different rows that drawing them one by one costs nothing.
            return new PlusPlus(rows, parallel, random).choose(k, watcher);
        }
        Rows drawn = rows.subset(candidates);
        Rows weighted = Rows.of(drawn.x(), drawn.n(), drawn.d(), masses(candidates.length), Parallel.sequential());
        double[] seeds = new PlusPlus(weighted, parallel, random.part(0)).choose(k, watcher);
        return seeds.length < k * rows.d() ? new PlusPlus(rows, parallel, random).choose(k, watcher) : seeds;
    }

    private int first() {
        int[] weighty = rows.weighty();
        return weighty[random.nextInt(weighty.length)];
    }

    private int[] draw(int k, RandomStream round) {
        double total = Arrays.stream(chunkSums).sum();
        if (total <= 0) {
            return new int[0];
        }
        double factor = OVERSAMPLING * k / total;
        List<int[]> drawn = parallel.map(chunkSums.length, chunk -> {
            RandomStream stream = round.part(chunk);
            return IntStream.range(chunk * GRAIN, Math.min(rows.n(), (chunk + 1) * GRAIN))
                    .filter(row -> stream.nextDouble() < factor * rows.weight(row) * squared[row])
                    .toArray();
        });
        return drawn.stream().flatMapToInt(Arrays::stream).toArray();
    }

    /** Brings the distances to the nearest candidate up to date with some more of them. */
    private void compare(int[] more, int known) {
        int d = rows.d();
        double[] points = new double[more.length * d];
        for (int c = 0; c < more.length; c++) {
            System.arraycopy(rows.x(), more[c] * d, points, c * d, d);
        }
        PackedPoints packed = PackedPoints.of(points, more.length, d, rows.origin());
        parallel.ranges(
                rows.n(),
                GRAIN,
                () -> {
                    PackedPoints.Search search = packed.search();
                    int[] offsets = new int[GRAIN];
                    int[] found = new int[GRAIN];
                    double[] lowest = new double[GRAIN];
                    double[] second = new double[GRAIN];
                    return (from, to) -> {
                        for (int i = from; i < to; i++) {
                            offsets[i - from] = i * d;
                        }
                        search.nearest(rows.x(), offsets, 0, to - from, found, lowest, second);
                        double sum = 0;
                        for (int i = from; i < to; i++) {
                            double distance = Math.max(0, lowest[i - from] + rows.norms()[i]);
                            if (distance < squared[i]) {
                                // Scores round, and a row drawn again and again would be no second candidate.
                                distance = rows.squaredDistance(i, points, found[i - from]);
                                squared[i] = Math.min(squared[i], distance);
                                nearest[i] = known + found[i - from];
                            }
                            sum += rows.weight(i) * squared[i];
                        }
                        chunkSums[from / GRAIN] = sum;
                    };
                },
                done -> {});
    }

    /** How much the rows count that are nearest to each candidate. */
    private double[] masses(int candidates) {
        double[] masses = new double[candidates];
        for (int i = 0; i < rows.n(); i++) {
            masses[nearest[i]] += rows.weight(i);
        }
        return masses;
    }
}
