// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.numerics.neighbours.KdTree;
import org.tessera.numerics.neighbours.NeighbourSearch;
import org.tessera.numerics.parallel.Parallel;

/**
 * The different core rows and their clusters: all that decides where another row belongs. Immutable and safe for many
 * threads.
 */
final class CoreIndex {
    private final double[] points;
    private final int[] labels;
    private final int d;
    /** Made when it is first asked for: many models are only looked at. */
    private volatile @Nullable KdTree tree;

    /**
     * @param points {@code labels.length × d}, row-major; kept
     */
    CoreIndex(double[] points, int[] labels, int d) {
        this.points = points;
        this.labels = labels;
        this.d = d;
    }

    /**
     * Of the core rows, equal ones once: the first of them.
     *
     * @param x {@code labels.length × d}, row-major; only read
     * @param labels by row
     * @param core by row
     */
    static CoreIndex of(double[] x, int d, int[] labels, boolean[] core) {
        int[] distinct = distinct(x, d, core);
        double[] points = new double[distinct.length * d];
        int[] theirs = new int[distinct.length];
        for (int i = 0; i < distinct.length; i++) {
            System.arraycopy(x, distinct[i] * d, points, i * d, d);
            theirs[i] = labels[distinct[i]];
        }
        return new CoreIndex(points, theirs, d);
    }

    private static int[] distinct(double[] x, int d, boolean[] core) {
        int[] table = new int[Integer.highestOneBit(Math.max(8, core.length)) << 1];
        Arrays.fill(table, -1);
        int mask = table.length - 1;
        int[] distinct = new int[core.length];
        int count = 0;
        for (int row = 0; row < core.length; row++) {
            if (core[row]) {
                int at = hash(x, row * d, d) & mask;
                while (table[at] >= 0 && !equal(x, table[at] * d, row * d, d)) {
                    at = (at + 1) & mask;
                }
                if (table[at] < 0) {
                    table[at] = row;
                    distinct[count++] = row;
                }
            }
        }
        return Arrays.copyOf(distinct, count);
    }

    private static int hash(double[] x, int at, int d) {
        long hash = 0;
        for (int j = 0; j < d; j++) {
            // Zeros of either sign are equal.
            hash = (hash ^ Double.doubleToRawLongBits(x[at + j] + 0.0)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return (int) (hash ^ hash >>> 32);
    }

    private static boolean equal(double[] x, int a, int b, int d) {
        for (int j = 0; j < d; j++) {
            if (x[a + j] != x[b + j]) {
                return false;
            }
        }
        return true;
    }

    double[] points() {
        return points;
    }

    int[] labels() {
        return labels;
    }

    /**
     * Cluster of the nearest core row of each of {@code n} rows, of equally near ones of the first; -1 where none is that
     * near.
     */
    int[] nearest(double[] x, int n, double squaredEps) {
        int[] found = new int[n];
        if (labels.length == 0) {
            Arrays.fill(found, ClusterModel.NOISE);
            return found;
        }
        NeighbourSearch search = tree().search();
        for (int i = 0; i < n; i++) {
            found[i] = search.nearest(x, i * d, 1, squaredEps) == 0 ? ClusterModel.NOISE : labels[search.row(0)];
        }
        return found;
    }

    private KdTree tree() {
        KdTree known = tree;
        if (known == null) {
            // Two threads at once make the same one.
            known = KdTree.of(points, labels.length, d, Parallel.sequential());
            tree = known;
        }
        return known;
    }
}
