// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.tessera.numerics.dense.PackedPoints;
import org.tessera.numerics.dense.SquaredDistances;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;

/**
 * Finds the nearest centre of every row, again and again as the centres move. Rows whose nearest centre cannot have
 * changed are passed over: each has an upper bound of the distance to its centre and a lower one of that to all others
 * (Hamerly 2010, Making k-means even faster, SDM). The others are compared with all centres in blocks. Bounds allow for
 * rounding, so labels are those that comparing everything would give.
 *
 * <p>Changes of the sums per cluster are collected in chunks of rows that depend on the size of the data alone.
 */
final class Assignment {
    private static final int BLOCK = 1024;
    private static final long CHUNK_SUMS_LIMIT = 2_000_000;
    /** Bounds are kept as floats: outward by more than half a unit in the last place. */
    private static final double UP = 1 + 0x1p-23;

    private static final double DOWN = 1 - 0x1p-23;

    private final Rows rows;
    private final int k;
    private final int d;
    private final Parallel parallel;
    private final int grain;
    private final int[] labels;
    private final float[] upper;
    private final float[] lower;
    private final double[][] chunkSums;
    private final int[][] chunkCounts;
    private final int[] chunkChanges;
    private final double[] chunkFarthest;
    private double rowNorm;
    private boolean first = true;
    private double[] previous = new double[0];

    /** Where the centres stand and how they got there. */
    private record Step(
            double[] centres,
            PackedPoints points,
            double[] movement,
            int most,
            double[] largest,
            double[] gap,
            double slack) {}

    Assignment(Rows rows, int k, Parallel parallel) {
        this.rows = rows;
        this.k = k;
        this.d = rows.d();
        this.parallel = parallel;
        long chunks = Math.max(1, Math.min(256, CHUNK_SUMS_LIMIT / ((long) k * d)));
        this.grain = (int) Math.max(BLOCK, (rows.n() / chunks + BLOCK) / BLOCK * BLOCK);
        int count = Parallel.rangeCount(rows.n(), grain);
        this.labels = new int[rows.n()];
        Arrays.fill(labels, -1);
        this.upper = new float[rows.n()];
        this.lower = new float[rows.n()];
        this.chunkSums = new double[count][k * d];
        this.chunkCounts = new int[count][k];
        this.chunkChanges = new int[count];
        this.chunkFarthest = new double[count];
    }

    int[] labels() {
        return labels;
    }

    /**
     * Assigns every row to its nearest centre, of equally near ones the first.
     *
     * @param watcher told how many rows are finished; throws to stop
     * @return how many rows changed sides
     */
    int assign(double[] centres, IntConsumer watcher) {
        Step step = step(centres);
        parallel.ranges(rows.n(), grain, () -> new Worker(step), watcher);
        if (first) {
            double farthest = Arrays.stream(chunkFarthest).max().orElse(0);
            double centreNorm = 0;
            for (int c = 0; c < k; c++) {
                centreNorm = Math.max(centreNorm, SquaredDistances.between(centres, c * d, rows.origin(), 0, d));
            }
            rowNorm = farthest + Math.sqrt(centreNorm);
            first = false;
        }
        previous = centres.clone();
        return Arrays.stream(chunkChanges).sum();
    }

    private Step step(double[] centres) {
        PackedPoints points = PackedPoints.of(centres, k, d, rows.origin());
        double[] movement = new double[k];
        double[] gap = new double[k];
        if (first) {
            return new Step(centres, points, movement, 0, new double[2], gap, 0);
        }
        int most = 0;
        double[] largest = new double[2];
        for (int c = 0; c < k; c++) {
            movement[c] = UP * Math.sqrt(SquaredDistances.between(centres, c * d, previous, c * d, d));
            if (movement[c] > largest[0]) {
                largest[1] = largest[0];
                largest[0] = movement[c];
                most = c;
            } else {
                largest[1] = Math.max(largest[1], movement[c]);
            }
        }
        Arrays.fill(gap, Double.MAX_VALUE);
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < a; b++) {
                double distance = DOWN * Math.sqrt(SquaredDistances.between(centres, a * d, centres, b * d, d));
                gap[a] = Math.min(gap[a], distance);
                gap[b] = Math.min(gap[b], distance);
            }
        }
        return new Step(centres, points, movement, most, largest, gap, 4 * points.scoreError(rowNorm));
    }

    /** Adds to the sums and counts per cluster what the last assignment changed. */
    void addChanges(double[] sums, int[] counts) {
        for (int chunk = 0; chunk < chunkSums.length; chunk++) {
            if (chunkChanges[chunk] > 0) {
                add(chunkSums[chunk], sums);
                add(chunkCounts[chunk], counts);
            }
        }
    }

    /** Adds up the sums and counts per cluster afresh. */
    void freshSums(double[] sums, int[] counts) {
        parallel.ranges(rows.n(), grain, (from, to) -> {
            double[] chunk = chunkSums[from / grain];
            int[] chunkCount = chunkCounts[from / grain];
            Arrays.fill(chunk, 0);
            Arrays.fill(chunkCount, 0);
            for (int i = from; i < to; i++) {
                addRow(i, labels[i], 1, chunk, chunkCount);
            }
        });
        Arrays.fill(sums, 0);
        Arrays.fill(counts, 0);
        for (int chunk = 0; chunk < chunkSums.length; chunk++) {
            add(chunkSums[chunk], sums);
            add(chunkCounts[chunk], counts);
        }
    }

    private void addRow(int row, int cluster, int sign, double[] sums, int[] counts) {
        double[] x = rows.x();
        int o = row * d;
        int s = cluster * d;
        for (int j = 0; j < d; j++) {
            sums[s + j] += sign * x[o + j];
        }
        counts[cluster] += sign;
    }

    private static void add(double[] from, double[] to) {
        for (int j = 0; j < from.length; j++) {
            to[j] += from[j];
        }
    }

    private static void add(int[] from, int[] to) {
        for (int j = 0; j < from.length; j++) {
            to[j] += from[j];
        }
    }

    /** Sum of the squared distances of the rows to the centres of their labels. */
    double inertia(double[] centres) {
        return parallel
                .map(chunkSums.length, chunk -> {
                    double sum = 0;
                    for (int i = chunk * grain; i < Math.min(rows.n(), (chunk + 1) * grain); i++) {
                        sum += rows.squaredDistance(i, centres, labels[i]);
                    }
                    return sum;
                })
                .stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** The row farthest from its centre, of a cluster with more than one; -1 if none is away from its centre. */
    int farthest(double[] centres, int[] counts) {
        double most = 0;
        int farthest = -1;
        for (int i = 0; i < rows.n(); i++) {
            if (counts[labels[i]] > 1) {
                double distance = rows.squaredDistance(i, centres, labels[i]);
                if (distance > most) {
                    most = distance;
                    farthest = i;
                }
            }
        }
        return farthest;
    }

    /** Gives a row to another cluster, whose centre is about to move there; returns the one it was in. */
    int move(int row, int cluster) {
        int from = labels[row];
        labels[row] = cluster;
        upper[row] = Float.MAX_VALUE;
        lower[row] = 0;
        return from;
    }

    /** One thread's work on one chunk after the other. */
    private final class Worker implements RangeBody {
        private final Step step;
        private final PackedPoints.Search search;
        private final int[] ids = new int[BLOCK];
        private final int[] offsets = new int[BLOCK];
        private final double[] distances = new double[BLOCK];
        private final int[] nearest = new int[BLOCK];
        private final double[] lowest = new double[BLOCK];
        private final double[] second = new double[BLOCK];

        Worker(Step step) {
            this.step = step;
            this.search = step.points().search();
        }

        @Override
        public void run(int from, int to) {
            int chunk = from / grain;
            Arrays.fill(chunkSums[chunk], 0);
            Arrays.fill(chunkCounts[chunk], 0);
            int changes = 0;
            double farthest = 0;
            for (int block = from; block < to; block += BLOCK) {
                int end = Math.min(to, block + BLOCK);
                int left = first ? all(block, end) : doubtful(block, end);
                search.nearest(rows.x(), offsets, 0, left, nearest, lowest, second);
                for (int s = 0; s < left; s++) {
                    changes += settle(s, chunkSums[chunk], chunkCounts[chunk]);
                    farthest = Math.max(farthest, distances[s]);
                }
            }
            chunkChanges[chunk] = changes;
            chunkFarthest[chunk] = farthest;
        }

        private int all(int from, int to) {
            for (int i = from; i < to; i++) {
                ids[i - from] = i;
                offsets[i - from] = i * d;
            }
            return to - from;
        }

        /** Moves the bounds along with the centres and collects the rows whose nearest centre may be another now. */
        private int doubtful(int from, int to) {
            double[] movement = step.movement();
            double[] gap = step.gap();
            double slack = step.slack();
            int most = step.most();
            double largest = step.largest()[0];
            double nextLargest = step.largest()[1];
            int left = 0;
            for (int i = from; i < to; i++) {
                int label = labels[i];
                double u = upper[i] + movement[label];
                double l = lower[i] - (label == most ? nextLargest : largest);
                double others = Math.max(l, gap[label] - u);
                if (others <= 0 || u * u + slack >= others * others) {
                    u = UP * Math.sqrt(rows.squaredDistance(i, step.centres(), label));
                    others = Math.max(l, gap[label] - u);
                    if (others <= 0 || u * u + slack >= others * others) {
                        ids[left] = i;
                        offsets[left] = i * d;
                        distances[left] = u;
                        left++;
                        continue;
                    }
                }
                upper[i] = up(u);
                lower[i] = down(l);
            }
            return left;
        }

        /** Takes over what the search found for the s-th row of the block; returns 1 if the row changed sides. */
        private int settle(int s, double[] sums, int[] counts) {
            int row = ids[s];
            int label = labels[row];
            int now = nearest[s];
            int changed = 0;
            if (now != label) {
                if (label >= 0) {
                    addRow(row, label, -1, sums, counts);
                }
                addRow(row, now, 1, sums, counts);
                labels[row] = now;
                distances[s] = UP * Math.sqrt(rows.squaredDistance(row, step.centres(), now));
                changed = 1;
            }
            double u = distances[s];
            upper[row] = up(u);
            double squared = u * u * (DOWN * DOWN) + (second[s] - lowest[s]) - step.slack();
            lower[row] = down(Math.sqrt(Math.max(0, squared)));
            return changed;
        }

        private static float up(double value) {
            return (float) (value * UP) + Float.MIN_VALUE;
        }

        private static float down(double value) {
            return (float) Math.min(Math.max(0, value * DOWN), Float.MAX_VALUE);
        }
    }
}
