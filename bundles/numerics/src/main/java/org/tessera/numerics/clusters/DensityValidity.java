// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.tessera.numerics.dense.SquaredDistances;
import org.tessera.numerics.parallel.Parallel;

/**
 * Density-based clustering validation, DBCV (Moulavi, Jaskowiak, Campello, Zimek and Sander 2014, "Density-based
 * clustering validation", section 3), with Euclidean distance: for each cluster how much sparser the space between it and
 * the nearest other cluster is than its own sparsest spot, weighted by size. From -1 to 1, the higher the better, for
 * clusters of any shape. Noise counts in the weights, so that leaving rows out is no way to a high value.
 *
 * <p>What the paper leaves open is as in its authors' code: where a tree has no inner edge, all edges count, where it has
 * no inner point, both points; a cluster of one point counts as noise.
 *
 * <p>Time O(points² × dimensions), memory O(points).
 */
public final class DensityValidity {
    private static final int GRAIN = 16;

    private final LabelledPoints points;
    private final Parallel parallel;

    /** By position: the core distance among the cluster's points, definition 1. */
    private final double[] core;

    /** By position: whether the point has more than one edge in its cluster's tree, or stands in for such. */
    private final boolean[] inner;

    private DensityValidity(LabelledPoints points, Parallel parallel) {
        this.points = points;
        this.parallel = parallel;
        core = new double[points.size()];
        inner = new boolean[points.size()];
    }

    /**
     * The index over all rows; NaN with fewer than two clusters of at least two points.
     *
     * @param watcher told about how many points are finished; throws to stop
     */
    public static double of(LabelledPoints points, Parallel parallel, IntConsumer watcher) {
        int[] clusters = IntStream.range(0, points.clusters())
                .filter(c -> points.size(c) > 1)
                .toArray();
        return clusters.length < 2 ? Double.NaN : new DensityValidity(points, parallel).over(clusters, watcher);
    }

    /**
     * The index of a random part of the rows. As thinner clusters are sparser inside and between, this is an indication
     * and no unbiased estimate.
     *
     * @param sample how many rows; all of them where there are not more
     */
    public static double sampled(LabelledPoints points, int sample, long seed, Parallel parallel, IntConsumer watcher) {
        if (sample < 1) {
            throw new IllegalArgumentException("sample must be at least 1, got " + sample);
        }
        return of(points.sample(sample, seed), parallel, watcher);
    }

    private double over(int[] clusters, IntConsumer watcher) {
        int n = points.size();
        parallel.ranges(
                n,
                GRAIN,
                () -> {
                    double[] distances = new double[largest(clusters)];
                    return (from, to) -> {
                        for (int p = from; p < to; p++) {
                            core[p] = coreDistance(p, distances);
                        }
                    };
                },
                done -> watcher.accept(done / 3));
        double[] sparseness = new double[clusters.length];
        parallel.ranges(clusters.length, 1, (from, to) -> {
            for (int k = from; k < to; k++) {
                sparseness[k] = sparseness(clusters[k], watcher);
            }
        });
        double[] apart = new double[n];
        parallel.ranges(
                n,
                GRAIN,
                () -> (from, to) -> {
                    for (int p = from; p < to; p++) {
                        apart[p] = nearestOther(p, cluster(p));
                    }
                },
                done -> watcher.accept((int) (n / 3 + done * 2L / 3)));
        double sum = 0;
        for (int k = 0; k < clusters.length; k++) {
            int c = clusters[k];
            double separation = Arrays.stream(apart, points.starts[c], points.starts[c + 1])
                    .min()
                    .orElseThrow();
            double larger = Math.max(separation, sparseness[k]);
            sum += larger == 0 ? 0 : points.size(c) * ((separation - sparseness[k]) / larger);
        }
        return sum / points.rows;
    }

    private int largest(int[] clusters) {
        return Arrays.stream(clusters).map(points::size).max().orElseThrow();
    }

    private int cluster(int position) {
        int found = Arrays.binarySearch(points.starts, position);
        return found < 0 ? -found - 2 : found;
    }

    /** Definition 1, in units of the nearest neighbour's distance, so that no power of it overflows. */
    private double coreDistance(int position, double[] distances) {
        int c = cluster(position);
        int from = points.starts[c];
        int size = points.size(c);
        double nearest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < size; k++) {
            distances[k] = from + k == position ? Double.POSITIVE_INFINITY : distance(position, from + k);
            nearest = Math.min(nearest, distances[k]);
        }
        if (nearest == 0 || size == 1) {
            return 0;
        }
        int d = points.dimensions;
        double sum = 0;
        for (int k = 0; k < size; k++) {
            sum += power(nearest / distances[k], d);
        }
        return nearest * Math.pow(sum / (size - 1), -1.0 / d);
    }

    private static double power(double base, int exponent) {
        double result = 1;
        double square = base;
        for (int left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    /**
     * The largest inner edge of a cluster's minimum spanning tree (Prim 1957) over mutual reachability, definition 5;
     * marks the inner points.
     */
    private double sparseness(int cluster, IntConsumer watcher) {
        int from = points.starts[cluster];
        int m = points.size(cluster);
        double[] edge = new double[m];
        Arrays.fill(edge, Double.POSITIVE_INFINITY);
        int[] parent = new int[m];
        boolean[] reached = new boolean[m];
        int[] degree = new int[m];
        int last = 0;
        for (int done = 1; done < m; done++) {
            reached[last] = true;
            int next = -1;
            for (int k = 0; k < m; k++) {
                if (reached[k]) {
                    continue;
                }
                double reach = reachability(from + last, from + k);
                if (reach < edge[k]) {
                    edge[k] = reach;
                    parent[k] = last;
                }
                if (next < 0 || edge[k] < edge[next]) {
                    next = k;
                }
            }
            degree[next]++;
            degree[parent[next]]++;
            last = next;
            if (done % 64 == 0) {
                watcher.accept(points.size() / 3);
            }
        }
        double largest = Double.NEGATIVE_INFINITY;
        double largestInner = Double.NEGATIVE_INFINITY;
        for (int k = 1; k < m; k++) {
            largest = Math.max(largest, edge[k]);
            if (degree[k] > 1 && degree[parent[k]] > 1) {
                largestInner = Math.max(largestInner, edge[k]);
            }
        }
        for (int k = 0; k < m; k++) {
            inner[from + k] = degree[k] > 1 || m == 2;
        }
        return largestInner > Double.NEGATIVE_INFINITY ? largestInner : largest;
    }

    /** Reachability of the nearest inner point of another cluster, definition 6; infinite for a point that is not inner. */
    private double nearestOther(int position, int own) {
        return inner[position]
                ? Math.min(
                        nearest(position, 0, points.starts[own]),
                        nearest(position, points.starts[own + 1], points.size()))
                : Double.POSITIVE_INFINITY;
    }

    private double nearest(int position, int from, int to) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int p = from; p < to; p++) {
            if (inner[p]) {
                nearest = Math.min(nearest, reachability(position, p));
            }
        }
        return nearest;
    }

    private double reachability(int a, int b) {
        return Math.max(Math.max(core[a], core[b]), distance(a, b));
    }

    private double distance(int a, int b) {
        int d = points.dimensions;
        return Math.sqrt(
                SquaredDistances.between(points.data, points.order[a] * d, points.data, points.order[b] * d, d));
    }
}
