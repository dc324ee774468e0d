// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import org.tessera.numerics.neighbours.KdTree;

/** Finds the core row nearest to another row, of equally near ones the smallest. For one thread at a time. */
final class NearestCore {
    private final KdTree tree;
    private final boolean[] core;
    private final int[] cores;
    private final double[] distances;
    private int from;
    private double least;
    private int nearest;

    /**
     * @param core by position
     * @param cores number of core rows of each node
     */
    NearestCore(KdTree tree, boolean[] core, int[] cores) {
        this.tree = tree;
        this.core = core;
        this.cores = cores;
        this.distances = new double[tree.largestLeaf()];
    }

    /** The position of the core row nearest to a position, or -1 if none is within the squared distance. */
    int find(int position, double squaredEps) {
        from = tree.row(position) * tree.dimensions();
        least = squaredEps;
        nearest = -1;
        visit(KdTree.ROOT, tree.minSquared(KdTree.ROOT, tree.points(), from));
        return nearest;
    }

    private void visit(int node, double bound) {
        if (cores[node] == 0
                || bound > least
                || (bound == least && nearest >= 0 && tree.leastRow(node) > tree.row(nearest))) {
            return;
        }
        if (!tree.isLeaf(node)) {
            int left = tree.left(node);
            double toLeft = tree.minSquared(left, tree.points(), from);
            double toRight = tree.minSquared(left + 1, tree.points(), from);
            if (toLeft <= toRight) {
                visit(left, toLeft);
                visit(left + 1, toRight);
            } else {
                visit(left + 1, toRight);
                visit(left, toLeft);
            }
            return;
        }
        tree.squaredDistances(node, tree.points(), from, distances);
        int start = tree.start(node);
        for (int k = 0, size = tree.count(node); k < size; k++) {
            if (distances[k] <= least && core[start + k] && (distances[k] < least || precedes(start + k))) {
                least = distances[k];
                nearest = start + k;
            }
        }
    }

    private boolean precedes(int position) {
        return nearest < 0 || tree.row(position) < tree.row(nearest);
    }
}
