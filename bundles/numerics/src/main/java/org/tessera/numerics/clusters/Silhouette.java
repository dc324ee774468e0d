// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;

/**
 * Silhouette with Euclidean distance (Rousseeuw 1987, "Silhouettes: a graphical aid to the interpretation and validation
 * of cluster analysis"). For a point with mean distance a to the others of its cluster and b to the nearest other
 * cluster: (b - a) / max(a, b); 0 for a point alone in its cluster. From -1 to 1, the higher the better; NaN with fewer
 * than two clusters. Time O(points asked for × points × dimensions), half of that where all are asked for; memory
 * O(points × dimensions).
 */
public final class Silhouette {
    /** Points asked for that share the tiles they are compared with. */
    private static final int GRAIN = 16;

    private Silhouette() {}

    /** The mean over all points. */
    public static double mean(LabelledPoints points, Parallel parallel) {
        return mean(points, parallel, done -> {});
    }

    /**
     * @param watcher told how many points are finished; throws to stop
     */
    public static double mean(LabelledPoints points, Parallel parallel, IntConsumer watcher) {
        return points.clusters() < 2 ? Double.NaN : average(MeanDistances.silhouettes(points, parallel, watcher));
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
        return average(of(points, LabelledPoints.draw(points.size(), sample, seed), parallel, watcher));
    }

    /** The value of each row, NaN for noise, and everywhere with fewer than two clusters. */
    public static double[] values(LabelledPoints points, Parallel parallel) {
        double[] byRow = new double[points.rows];
        Arrays.fill(byRow, Double.NaN);
        if (points.clusters() > 1) {
            double[] byPosition = MeanDistances.silhouettes(points, parallel, done -> {});
            for (int p = 0; p < byPosition.length; p++) {
                byRow[points.order[p]] = byPosition[p];
            }
        }
        return byRow;
    }

    private static double average(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Values of points given by their positions in the order by cluster. */
    private static double[] of(LabelledPoints points, int[] positions, Parallel parallel, IntConsumer watcher) {
        PointTiles tiles = new PointTiles(points);
        double[] values = new double[positions.length];
        parallel.ranges(positions.length, GRAIN, () -> body(tiles, positions, values), watcher);
        return values;
    }

    private static RangeBody body(PointTiles tiles, int[] positions, double[] values) {
        int k = tiles.points.clusters();
        double[] sums = new double[GRAIN * k];
        PointTiles.Comparison comparison = tiles.comparison();
        return (from, to) -> {
            Arrays.fill(sums, 0);
            for (int tile = 0; tile < tiles.count(); tile++) {
                int length = tiles.starts[tile + 1] - tiles.starts[tile];
                for (int q = from; q < to; q++) {
                    comparison.compare(positions[q], tile);
                    sums[(q - from) * k + tiles.clusters[tile]] += comparison.sum(length);
                }
            }
            for (int q = from; q < to; q++) {
                values[q] = value(tiles.points, positions[q], sums, (q - from) * k);
            }
        };
    }

    private static double value(LabelledPoints points, int position, double[] sums, int at) {
        int own = Arrays.binarySearch(points.starts, position);
        own = own < 0 ? -own - 2 : own;
        double nearest = Double.POSITIVE_INFINITY;
        for (int c = 0; c < points.clusters(); c++) {
            if (c != own) {
                nearest = Math.min(nearest, sums[at + c] / points.size(c));
            }
        }
        return value(sums[at + own], points.size(own), nearest);
    }

    /**
     * The value of one point.
     *
     * @param own sum of its distances to its own cluster
     * @param size points of that cluster, itself included
     * @param nearest mean distance to the nearest other cluster
     */
    static double value(double own, int size, double nearest) {
        if (size == 1) {
            return 0;
        }
        double inside = own / (size - 1);
        double larger = Math.max(inside, nearest);
        return larger == 0 ? 0 : (nearest - inside) / larger;
    }
}
