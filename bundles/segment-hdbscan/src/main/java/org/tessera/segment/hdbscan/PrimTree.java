// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import java.util.Arrays;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;

/**
 * A minimum spanning tree by comparing all pairs (Prim, Shortest connection networks and some generalizations, 1957):
 * {@code O(m² d)} time and {@code O(m d)} memory whatever the data are like. For few rows, or many columns.
 */
final class PrimTree {
    private static final int GRAIN = 4096;
    private static final int BLOCK = 256;
    /** So many multiplications are worth waking other threads for. */
    private static final int WORTH_SHARING = 1 << 17;

    private final int m;
    private final int d;
    private final double[] columns;
    private final double[] core;
    private final int[] row;
    private final int[] from;
    private final double[] best;

    /** Whether comparing all pairs is faster than a tree, which helps the less the more columns there are. */
    static boolean suits(int m, int d) {
        return m <= 500;
    }

    /**
     * @param x {@code m × d}, row-major
     * @param core squared core distances
     */
    PrimTree(double[] x, int m, int d, double[] core) {
        this.m = m;
        this.d = d;
        this.core = core.clone();
        columns = new double[m * d];
        row = new int[m];
        for (int u = 0; u < m; u++) {
            row[u] = u;
            for (int j = 0; j < d; j++) {
                columns[j * m + u] = x[u * d + j];
            }
        }
        from = new int[m];
        best = new double[m];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
    }

    SpanningTree build(Parallel parallel, Progress progress) {
        int[] ends = new int[m - 1];
        int[] starts = new int[m - 1];
        double[] weights = new double[m - 1];
        double[] q = new double[d];
        int[] nearest = new int[Parallel.rangeCount(m, GRAIN)];
        Parallel alone = Parallel.sequential();
        take(0, m - 1, q);
        for (int left = m - 1, edge = 0; left > 0; left--, edge++) {
            // The row taken last stands behind those that are left.
            int taken = row[left];
            double reach = core[left];
            Parallel on = (long) left * d < WORTH_SHARING ? alone : parallel;
            on.ranges(left, GRAIN, () -> scan(taken, reach, q, nearest), finished -> {});
            int next = nearest[0];
            for (int range = 1; range < Parallel.rangeCount(left, GRAIN); range++) {
                next = closer(nearest[range], next) ? nearest[range] : next;
            }
            starts[edge] = from[next];
            ends[edge] = row[next];
            weights[edge] = Math.sqrt(best[next]);
            take(next, left - 1, q);
            if (edge % 64 == 0) {
                progress.report("joining", edge, m - 1);
            }
        }
        progress.report("joining", m - 1, m - 1);
        return SpanningTree.sorted(starts, ends, weights);
    }

    /** Brings what is left up to date with the row taken last, and finds the nearest of each range. */
    private RangeBody scan(int taken, double reach, double[] q, int[] nearest) {
        double[] squared = new double[BLOCK];
        return (low, high) -> {
            int least = low;
            for (int at = low; at < high; at += BLOCK) {
                int size = Math.min(BLOCK, high - at);
                distances(q, at, size, squared);
                for (int i = 0; i < size; i++) {
                    double weight = Math.max(squared[i], Math.max(reach, core[at + i]));
                    if (weight < best[at + i]) {
                        best[at + i] = weight;
                        from[at + i] = taken;
                    }
                    least = closer(at + i, least) ? at + i : least;
                }
            }
            nearest[low / GRAIN] = least;
        };
    }

    /** Added up in the order of the columns, as the tree's distances are: both ways give the same weights to the bit. */
    private void distances(double[] q, int at, int size, double[] squared) {
        Arrays.fill(squared, 0, size, 0);
        for (int j = 0; j < d; j++) {
            double v = q[j];
            int o = j * m + at;
            for (int i = 0; i < size; i++) {
                double gap = v - columns[o + i];
                squared[i] += gap * gap;
            }
        }
    }

    private boolean closer(int a, int b) {
        return best[a] < best[b] || (best[a] == best[b] && row[a] < row[b]);
    }

    /** Swaps one of those left with the last of them, and remembers its values. */
    private void take(int at, int last, double[] q) {
        for (int j = 0; j < d; j++) {
            q[j] = columns[j * m + at];
            columns[j * m + at] = columns[j * m + last];
        }
        int taken = row[at];
        double reach = core[at];
        row[at] = row[last];
        core[at] = core[last];
        best[at] = best[last];
        from[at] = from[last];
        row[last] = taken;
        core[last] = reach;
    }
}
