// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.numerics.clusters.DistinctRows;
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
     * Of the core rows, equal ones once.
     *
     * @param x {@code labels.length × d}, row-major; only read, kept where all rows are core rows and differ
     * @param labels by row
     * @param core by row
     */
    static CoreIndex of(double[] x, int d, int[] labels, boolean[] core) {
        int[] rows = IntStream.range(0, core.length).filter(row -> core[row]).toArray();
        DistinctRows distinct = DistinctRows.of(x, d, rows);
        int[] theirs = new int[distinct.count()];
        for (int i = 0; i < rows.length; i++) {
            // Equal core rows are of one cluster.
            theirs[distinct.of()[i]] = labels[rows[i]];
        }
        return new CoreIndex(distinct.x(), theirs, d);
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
