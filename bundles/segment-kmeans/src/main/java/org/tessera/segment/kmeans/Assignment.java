// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.segment.kmeans.KMeansSettings.Bounds;

/**
 * Finds the nearest centre of every row, again and again as the centres move. Rows whose nearest centre cannot have
 * changed are passed over: each has an upper bound of the distance to its centre and a lower one of that to all others
 * (Hamerly 2010, Making k-means even faster, SDM). The others are compared with all centres in blocks, or with those
 * that come into question ({@link Neighbours}). Bounds allow for rounding, so labels are those that comparing everything
 * would give.
 */
final class Assignment {
    private static final int[] NO_COUNTS = {};
    /** A row of a block costs about a quarter of what it would alone, and so much per centre. */
    private static final double BLOCKED = 4;

    private final Rows rows;
    private final int k;
    private final Bounds bounds;
    private final Parallel parallel;
    private final ClusterSums sums;
    private final int[] labels;
    private final float[] upper;
    private final float[] lower;
    private final int[] chunkDoubtful;
    private final int[] chunkCleared;
    private boolean tighten = true;
    private boolean first = true;
    private double[] previous = new double[0];

    /** @param bounds anything but {@link Bounds#AUTO} */
    Assignment(Rows rows, int k, Bounds bounds, Parallel parallel) {
        this.rows = rows;
        this.k = k;
        this.bounds = bounds;
        this.parallel = parallel;
        this.sums = new ClusterSums(rows, k, parallel);
        this.labels = new int[rows.n()];
        Arrays.fill(labels, -1);
        int bounded = bounds == Bounds.NONE ? 0 : rows.n();
        this.upper = new float[bounded];
        this.lower = new float[bounded];
        int chunks = bounded == 0 ? 0 : Parallel.rangeCount(rows.n(), sums.grain());
        this.chunkDoubtful = chunks == 0 ? NO_COUNTS : new int[chunks];
        this.chunkCleared = chunks == 0 ? NO_COUNTS : new int[chunks];
    }

    int[] labels() {
        return labels;
    }

    ClusterSums sums() {
        return sums;
    }

    /**
     * Assigns every row to its nearest centre, of equally near ones the first, and collects what that changes.
     *
     * @param watcher told how many rows are finished; throws to stop
     * @return how many rows changed sides
     */
    int assign(double[] centres, IntConsumer watcher) {
        boolean bounded = !first && bounds != Bounds.NONE;
        Step step = bounded
                ? Step.from(previous, centres, k, rows, bounds == Bounds.EXPONION, parallel)
                : Step.plain(centres, k, rows);
        parallel.ranges(
                rows.n(),
                sums.grain(),
                () -> new AssignmentWorker(this, step, bounded, tighten || bounds == Bounds.EXPONION),
                watcher);
        if (bounded) {
            // An exact distance pays where it saves a comparison with all centres often enough.
            tighten = IntStream.of(chunkCleared).asLongStream().sum() * (double) k
                    >= BLOCKED * IntStream.of(chunkDoubtful).asLongStream().sum();
        }
        first = false;
        if (bounds != Bounds.NONE) {
            previous = centres.clone();
        }
        return sums.changes();
    }

    Rows rows() {
        return rows;
    }

    /** Whether a row has bounds to be kept. */
    boolean bounded() {
        return upper.length > 0;
    }

    float[] upper() {
        return upper;
    }

    float[] lower() {
        return lower;
    }

    /** How often, in a chunk, the moved bounds left a doubt, and how often the exact distance cleared it. */
    void count(int firstRow, int doubtful, int cleared) {
        chunkDoubtful[firstRow / sums.grain()] = doubtful;
        chunkCleared[firstRow / sums.grain()] = cleared;
    }

    /** Sum of the squared distances of the rows to the centres of their labels, each by its weight. */
    double inertia(double[] centres) {
        int grain = sums.grain();
        return parallel
                .map(Parallel.rangeCount(rows.n(), grain), chunk -> {
                    double sum = 0;
                    for (int i = chunk * grain; i < Math.min(rows.n(), (chunk + 1) * grain); i++) {
                        sum += rows.weight(i) * rows.squaredDistance(i, centres, labels[i]);
                    }
                    return sum;
                })
                .stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /**
     * The rows that are away from their centres, the farthest first.
     *
     * @param watcher told how many rows are finished; throws to stop
     */
    Farthest farthest(double[] centres, IntConsumer watcher) {
        return new Farthest(rows, centres, labels, parallel, watcher);
    }

    /** Whether a row has its cluster for itself. */
    boolean alone(int row) {
        return sums.count(labels[row]) <= 1;
    }

    /** Gives a row to a cluster that is empty and whose centre is about to move there. */
    void move(int row, int cluster) {
        sums.move(row, labels[row], cluster);
        labels[row] = cluster;
        if (bounded()) {
            upper[row] = Float.MAX_VALUE;
            lower[row] = 0;
        }
    }
}
