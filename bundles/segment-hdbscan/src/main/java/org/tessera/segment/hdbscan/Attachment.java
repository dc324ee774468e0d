// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import org.tessera.numerics.neighbours.KdTree;
import org.tessera.numerics.neighbours.NeighbourSearch;
import org.tessera.numerics.parallel.Parallel;

/**
 * How new rows get clusters without forming them anew: a row joins the training row of least mutual reachability, and is
 * in its cluster if it is as near as the cluster's rows were when it came about, else noise (approximate prediction,
 * McInnes, Healy and Astels 2017). A row that equals a training row gets its cluster. Immutable and safe for many threads.
 */
final class Attachment {
    private static final int LARGE_LEAF = 256;

    private final KdTree tree;
    private final int[] counts;
    private final double[] core;
    private final int samples;
    private final int[] labels;
    private final double[] reach;
    private final double[] nodeCore;

    /**
     * @param tree of the different training rows
     * @param counts how many rows equal each
     * @param core squared core distance of each
     * @param samples rows within a core distance, oneself counted
     * @param labels cluster of each, -1 for noise
     * @param reach of each cluster, the distance at which it came about
     */
    Attachment(KdTree tree, int[] counts, double[] core, int samples, int[] labels, double[] reach) {
        this.tree = tree;
        this.counts = counts;
        this.core = core;
        this.samples = samples;
        this.labels = labels;
        this.reach = reach;
        double[] byPosition = new double[core.length];
        for (int p = 0; p < byPosition.length; p++) {
            byPosition[p] = core[tree.row(p)];
        }
        this.nodeCore = BoruvkaTree.leastOf(tree, byPosition);
    }

    /** A tree of different rows, with large leaves where it is only there to compare all of them quickly. */
    static KdTree tree(double[] x, int m, int d, Parallel parallel) {
        return d >= PrimTree.MANY_COLUMNS ? KdTree.of(x, m, d, LARGE_LEAF, parallel) : KdTree.of(x, m, d, parallel);
    }

    KdTree tree() {
        return tree;
    }

    double[] core() {
        return core;
    }

    int samples() {
        return samples;
    }

    double[] reach() {
        return reach;
    }

    /** @param x {@code rows × d}, row-major */
    int[] assign(double[] x, int rows) {
        int[] assigned = new int[rows];
        Search search = new Search();
        for (int row = 0; row < rows; row++) {
            assigned[row] = search.assign(x, row * tree.dimensions());
        }
        return assigned;
    }

    private final class Search {
        private final NeighbourSearch neighbours = tree.search();
        private final double[] squared = new double[tree.largestLeaf()];
        private double own;
        private double least;
        private double away;
        private int nearest;

        int assign(double[] x, int q) {
            int found = neighbours.nearest(x, q, Math.max(1, samples - 1));
            if (neighbours.squared(0) == 0) {
                return labels[neighbours.row(0)];
            }
            own = ownCore(found);
            least = Double.POSITIVE_INFINITY;
            away = Double.POSITIVE_INFINITY;
            nearest = neighbours.row(0);
            visit(KdTree.ROOT, tree.minSquared(KdTree.ROOT, x, q), x, q);
            int label = labels[nearest];
            return label >= 0 && Math.sqrt(least) <= reach[label] ? label : -1;
        }

        /** Its squared core distance, were it one of the rows. */
        private double ownCore(int found) {
            long rows = 1;
            if (samples == 1) {
                return 0;
            }
            for (int i = 0; i < found; i++) {
                rows += counts[neighbours.row(i)];
                if (rows >= samples) {
                    return neighbours.squared(i);
                }
            }
            return neighbours.squared(found - 1);
        }

        private void visit(int node, double apart, double[] x, int q) {
            double bound = Math.max(apart, Math.max(own, nodeCore[node]));
            if (bound > least || (bound == least && apart > away)) {
                return;
            }
            if (tree.isLeaf(node)) {
                scan(node, x, q);
                return;
            }
            int left = tree.left(node);
            double toLeft = tree.minSquared(left, x, q);
            double toRight = tree.minSquared(left + 1, x, q);
            if (toRight < toLeft) {
                visit(left + 1, toRight, x, q);
                visit(left, toLeft, x, q);
            } else {
                visit(left, toLeft, x, q);
                visit(left + 1, toRight, x, q);
            }
        }

        /** The least mutual reachability counts, of equal ones the nearest, of equally near ones the first row. */
        private void scan(int leaf, double[] x, int q) {
            tree.squaredDistances(leaf, x, q, squared);
            int start = tree.start(leaf);
            for (int i = 0, count = tree.count(leaf); i < count; i++) {
                int row = tree.row(start + i);
                double reached = Math.max(squared[i], Math.max(own, core[row]));
                if (reached < least
                        || (reached == least && (squared[i] < away || (squared[i] == away && row < nearest)))) {
                    least = reached;
                    away = squared[i];
                    nearest = row;
                }
            }
        }
    }
}
