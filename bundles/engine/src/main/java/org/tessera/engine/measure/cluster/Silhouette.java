// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure.cluster;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;

/**
 * Silhouette with Euclidean distance (Rousseeuw 1987, "Silhouettes: a graphical aid to the interpretation and validation
 * of cluster analysis"). For a point with mean distance a to the others of its cluster and b to the nearest other
 * cluster: (b - a) / max(a, b); 0 for a point alone in its cluster. From -1 to 1, the higher the better; NaN with fewer
 * than two clusters. Time O(points asked for × points × dimensions), memory O(points × dimensions).
 */
public final class Silhouette {
    /** Points of a tile: its distances and one column of it stay in the first cache. */
    private static final int TILE = 256;

    /** Points asked for that share the tiles they are compared with. */
    private static final int GRAIN = 16;

    private final LabelledPoints points;

    /** The points tile by tile, each tile column after column, so that the inner loop runs over neighbours in memory. */
    private final double[] tiles;

    private final int[] tileStarts;
    private final int[] tileClusters;

    private Silhouette(LabelledPoints points) {
        this.points = points;
        int count = 0;
        for (int c = 0; c < points.clusters(); c++) {
            count += Parallel.rangeCount(points.size(c), TILE);
        }
        tileStarts = new int[count + 1];
        tileClusters = new int[count];
        tiles = new double[points.size() * points.dimensions];
        int tile = 0;
        for (int c = 0; c < points.clusters(); c++) {
            for (int from = points.starts[c]; from < points.starts[c + 1]; from += TILE) {
                tileStarts[tile] = from;
                tileClusters[tile++] = c;
                pack(from, Math.min(from + TILE, points.starts[c + 1]));
            }
        }
        tileStarts[count] = points.size();
    }

    private void pack(int from, int to) {
        int d = points.dimensions;
        for (int p = from; p < to; p++) {
            int row = points.order[p] * d;
            for (int j = 0; j < d; j++) {
                tiles[from * d + j * (to - from) + p - from] = points.data[row + j];
            }
        }
    }

    /** The mean over all points. */
    public static double mean(LabelledPoints points, Parallel parallel) {
        return mean(points, parallel, done -> {});
    }

    /**
     * @param watcher told how many points are finished; throws to stop
     */
    public static double mean(LabelledPoints points, Parallel parallel, IntConsumer watcher) {
        return points.clusters() < 2
                ? Double.NaN
                : average(new Silhouette(points)
                        .of(IntStream.range(0, points.size()).toArray(), parallel, watcher));
    }

    /**
     * An estimate: the mean over a random sample of the points, each compared with all points, so that it is unbiased.
     * Its standard error is at most one over the root of the sample's size.
     *
     * @param sample how many points; all of them where there are not more
     * @param watcher told how many points are finished; throws to stop
     */
    public static double sampled(LabelledPoints points, int sample, long seed, Parallel parallel, IntConsumer watcher) {
        if (sample < 1) {
            throw new IllegalArgumentException("sample must be at least 1, got " + sample);
        }
        if (points.clusters() < 2 || sample >= points.size()) {
            return mean(points, parallel, watcher);
        }
        return average(new Silhouette(points).of(draw(points.size(), sample, seed), parallel, watcher));
    }

    /** The value of each row, NaN for noise, and everywhere with fewer than two clusters. */
    public static double[] values(LabelledPoints points, Parallel parallel) {
        double[] byRow = new double[points.rows];
        Arrays.fill(byRow, Double.NaN);
        if (points.clusters() > 1) {
            double[] byPosition =
                    new Silhouette(points).of(IntStream.range(0, points.size()).toArray(), parallel, done -> {});
            for (int p = 0; p < byPosition.length; p++) {
                byRow[points.order[p]] = byPosition[p];
            }
        }
        return byRow;
    }

    /** Positions without repetition, ascending: the head of a Fisher-Yates shuffle. */
    private static int[] draw(int size, int sample, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] positions = IntStream.range(0, size).toArray();
        for (int k = 0; k < sample; k++) {
            int other = random.nextInt(k, size);
            int kept = positions[other];
            positions[other] = positions[k];
            positions[k] = kept;
        }
        int[] drawn = Arrays.copyOf(positions, sample);
        Arrays.sort(drawn);
        return drawn;
    }

    private static double average(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Values of points given by their positions in the order by cluster. */
    private double[] of(int[] positions, Parallel parallel, IntConsumer watcher) {
        double[] values = new double[positions.length];
        parallel.ranges(positions.length, GRAIN, () -> body(positions, values), watcher);
        return values;
    }

    private RangeBody body(int[] positions, double[] values) {
        int k = points.clusters();
        double[] sums = new double[GRAIN * k];
        double[] distances = new double[TILE];
        return (from, to) -> {
            Arrays.fill(sums, 0);
            for (int tile = 0; tile < tileClusters.length; tile++) {
                for (int q = from; q < to; q++) {
                    sums[(q - from) * k + tileClusters[tile]] += sumOfDistances(positions[q], tile, distances);
                }
            }
            for (int q = from; q < to; q++) {
                values[q] = value(positions[q], sums, (q - from) * k);
            }
        };
    }

    private double sumOfDistances(int position, int tile, double[] distances) {
        int d = points.dimensions;
        int row = points.order[position] * d;
        int length = tileStarts[tile + 1] - tileStarts[tile];
        int at = tileStarts[tile] * d;
        Arrays.fill(distances, 0, length, 0);
        int j = 0;
        for (; j + 1 < d; j += 2) {
            addSquares(distances, at + j * length, length, points.data[row + j], points.data[row + j + 1]);
        }
        if (j < d) {
            addSquares(distances, at + j * length, length, points.data[row + j]);
        }
        // Apart from the sum, so that the compiler can take several roots at once.
        for (int p = 0; p < length; p++) {
            distances[p] = Math.sqrt(distances[p]);
        }
        double sum = 0;
        for (int p = 0; p < length; p++) {
            sum += distances[p];
        }
        return sum;
    }

    private void addSquares(double[] distances, int at, int length, double first, double second) {
        for (int p = 0; p < length; p++) {
            double a = tiles[at + p] - first;
            double b = tiles[at + length + p] - second;
            distances[p] += a * a + b * b;
        }
    }

    private void addSquares(double[] distances, int at, int length, double only) {
        for (int p = 0; p < length; p++) {
            double a = tiles[at + p] - only;
            distances[p] += a * a;
        }
    }

    private double value(int position, double[] sums, int at) {
        int own = Arrays.binarySearch(points.starts, position);
        own = own < 0 ? -own - 2 : own;
        if (points.size(own) == 1) {
            return 0;
        }
        double a = sums[at + own] / (points.size(own) - 1);
        double b = Double.POSITIVE_INFINITY;
        for (int c = 0; c < points.clusters(); c++) {
            if (c != own) {
                b = Math.min(b, sums[at + c] / points.size(c));
            }
        }
        double larger = Math.max(a, b);
        return larger == 0 ? 0 : (b - a) / larger;
    }
}
