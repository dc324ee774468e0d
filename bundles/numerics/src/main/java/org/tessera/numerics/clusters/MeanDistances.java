// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;

/**
 * Mean distances of every point to its own cluster and to the nearest other one, each pair of points computed once
 * except within a tile. The points of a tile are compared with all that come after it in the order by cluster; what the
 * later ones gain is kept per tile and added up in the order of the tiles, so that the sums are the same on any number of
 * threads. For any number of clusters, memory is the points once more and, for what is gained, 32 MB; with many points
 * and threads four times 8 n bytes for each thread, up to 256 MB or 8 n bytes, whichever is more.
 */
final class MeanDistances {
    /** Points whose gains are added up together. */
    private static final int GRAIN = 2048;

    /** Gains that are kept before they are added up, 32 MB; more only where threads would wait for each other. */
    private static final int SCRATCH = 1 << 22;

    /** Gains that are kept at most, 256 MB, or those of one tile, however many threads there are. */
    private static final int MOST = 1 << 25;

    private final LabelledPoints points;
    private final PointTiles tiles;

    /** By position: sum of the distances to the own cluster. */
    private final double[] own;

    /** By position: mean distance to the nearest other cluster so far. */
    private final double[] nearest;

    /** By position: sum of the distances to the cluster whose tiles are being added up. */
    private final double[] gained;

    private MeanDistances(LabelledPoints points) {
        this.points = points;
        tiles = new PointTiles(points);
        own = new double[points.size()];
        nearest = new double[points.size()];
        gained = new double[points.size()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    }

    /**
     * The silhouette of each point, by its position.
     *
     * @param watcher told about how many points are finished; throws to stop
     */
    static double[] silhouettes(LabelledPoints points, Parallel parallel, IntConsumer watcher) {
        return silhouettes(points, together(points.size(), parallel.parallelism()), parallel, watcher);
    }

    /** How many tiles are compared before their gains, one for each point, are added up. */
    static int together(int n, int threads) {
        return (int) Math.max(1, Math.min(Math.max(SCRATCH / n, 4L * threads), MOST / n));
    }

    /** As above, so many tiles together, which does not change the sums. */
    static double[] silhouettes(LabelledPoints points, int together, Parallel parallel, IntConsumer watcher) {
        MeanDistances means = new MeanDistances(points);
        means.run(together, parallel, watcher);
        double[] values = new double[points.size()];
        for (int c = 0; c < points.clusters(); c++) {
            for (int p = points.starts[c]; p < points.starts[c + 1]; p++) {
                values[p] = Silhouette.value(means.own[p], points.size(c), means.nearest[p]);
            }
        }
        return values;
    }

    private void run(int together, Parallel parallel, IntConsumer watcher) {
        int n = points.size();
        double[][] gains = new double[Math.min(tiles.count(), together)][n];
        for (int first = 0; first < tiles.count(); first += gains.length) {
            int from = first;
            int count = Math.min(gains.length, tiles.count() - from);
            double before = share(n - tiles.starts[from]);
            double after = share(n - tiles.starts[from + count]);
            parallel.ranges(
                    count,
                    1,
                    () -> compare(from, gains),
                    done -> watcher.accept((int) Math.min(n, (before + (after - before) * done / count) * n)));
            int base = points.starts[tiles.clusters[from]];
            parallel.ranges(n - base, GRAIN, (low, high) -> {
                for (int tile = from; tile < from + count; tile++) {
                    addUp(tile, gains[tile - from], base + low, base + high);
                }
            });
        }
    }

    /** The part of all pairs that is done when so many points are left. */
    private double share(int left) {
        double part = (double) left / points.size();
        return 1 - part * part;
    }

    private RangeBody compare(int first, double[][] gains) {
        PointTiles.Comparison comparison = tiles.comparison();
        double[] sums = new double[PointTiles.LENGTH];
        return (from, to) -> {
            for (int k = from; k < to; k++) {
                compare(first + k, gains[k], comparison, sums);
            }
        };
    }

    /** Compares the points of a tile with each other and with those of all later tiles. */
    private void compare(int tile, double[] gain, PointTiles.Comparison comparison, double[] sums) {
        int from = tiles.starts[tile];
        int to = tiles.starts[tile + 1];
        Arrays.fill(sums, 0);
        for (int other = tile; other < tiles.count(); other++) {
            int low = tiles.starts[other];
            int length = tiles.starts[other + 1] - low;
            Arrays.fill(comparison.gains, 0, length, 0);
            for (int p = from; p < to; p++) {
                comparison.compare(p, other);
                comparison.gain(length);
                sums[p - from] += comparison.sum(length);
            }
            System.arraycopy(comparison.gains, 0, gain, low, length);
            if (low + length == points.starts[tiles.clusters[other] + 1]) {
                finish(tiles.clusters[other], tile, sums);
            }
        }
    }

    /** The points of a tile have been compared with all of a cluster, or all later ones of their own. */
    private void finish(int cluster, int tile, double[] sums) {
        int from = tiles.starts[tile];
        for (int p = from; p < tiles.starts[tile + 1]; p++) {
            if (cluster == tiles.clusters[tile]) {
                own[p] = sums[p - from];
            } else {
                nearest[p] = Math.min(nearest[p], sums[p - from] / points.size(cluster));
            }
            sums[p - from] = 0;
        }
    }

    /** Adds what those of the points {@code low..high} that come after a tile gained from it. */
    private void addUp(int tile, double[] gain, int low, int high) {
        int to = tiles.starts[tile + 1];
        for (int p = Math.max(low, to); p < high; p++) {
            gained[p] += gain[p];
        }
        int cluster = tiles.clusters[tile];
        int end = points.starts[cluster + 1];
        if (to < end) {
            return;
        }
        for (int p = Math.max(low, points.starts[cluster]); p < Math.min(high, end); p++) {
            own[p] += gained[p];
            gained[p] = 0;
        }
        for (int p = Math.max(low, end); p < high; p++) {
            nearest[p] = Math.min(nearest[p], gained[p] / points.size(cluster));
            gained[p] = 0;
        }
    }
}
