// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.neighbours;

import java.util.Arrays;

/**
 * Searches a {@link KdTree} for the neighbours of points, one point at a time. What was found stands in this object until
 * the next search. For one thread at a time.
 */
public final class NeighbourSearch {
    private final KdTree tree;
    private final double[] distances;
    private int[] rows = new int[32];
    private double[] squared = new double[32];
    private int found;
    private int wanted;

    NeighbourSearch(KdTree tree) {
        this.tree = tree;
        this.distances = new double[tree.largestLeaf()];
    }

    /** The {@code i}-th row found. */
    public int row(int i) {
        return rows[i];
    }

    /** Squared distance of the {@code i}-th row found. */
    public double squared(int i) {
        return squared[i];
    }

    /**
     * Finds the k nearest rows of the point at {@code q[qo..]}, the nearest first, of equally near ones the smaller row
     * first. A row of the tree finds itself, too.
     *
     * @param k at least 1
     * @return how many were found: k, or all there are
     */
    public int nearest(double[] q, int qo, int k) {
        return nearest(q, qo, k, Double.POSITIVE_INFINITY);
    }

    /** As {@link #nearest(double[], int, int)}, of those whose squared distance is at most {@code squaredRadius}. */
    public int nearest(double[] q, int qo, int k, double squaredRadius) {
        wanted = Math.min(k, tree.size());
        room(wanted);
        found = 0;
        if (wanted > 0) {
            nearestIn(KdTree.ROOT, tree.minSquared(KdTree.ROOT, q, qo), q, qo, squaredRadius);
        }
        return found;
    }

    private void nearestIn(int node, double least, double[] q, int qo, double limit) {
        if (least > limit || passed(least, tree.leastRow(node))) {
            return;
        }
        if (!tree.isLeaf(node)) {
            int left = tree.left(node);
            double toLeft = tree.minSquared(left, q, qo);
            double toRight = tree.minSquared(left + 1, q, qo);
            if (toRight < toLeft) {
                nearestIn(left + 1, toRight, q, qo, limit);
                nearestIn(left, toLeft, q, qo, limit);
            } else {
                nearestIn(left, toLeft, q, qo, limit);
                nearestIn(left + 1, toRight, q, qo, limit);
            }
            return;
        }
        tree.squaredDistances(node, q, qo, distances);
        int start = tree.start(node);
        int count = tree.end(node) - start;
        double worst = found < wanted ? limit : squared[found - 1];
        for (int i = 0; i < count; i++) {
            if (distances[i] <= worst) {
                insert(distances[i], tree.row(start + i));
                if (found == wanted) {
                    worst = squared[found - 1];
                }
            }
        }
    }

    /** Whether nothing that far, of rows from that one on, would be among the nearest. */
    private boolean passed(double least, int row) {
        return found == wanted
                && (least > squared[found - 1] || (least == squared[found - 1] && row > rows[found - 1]));
    }

    private void insert(double distance, int row) {
        if (found == wanted && passed(distance, row)) {
            return;
        }
        int at = found == wanted ? found - 1 : found++;
        while (at > 0 && (squared[at - 1] > distance || (squared[at - 1] == distance && rows[at - 1] > row))) {
            squared[at] = squared[at - 1];
            rows[at] = rows[at - 1];
            at--;
        }
        squared[at] = distance;
        rows[at] = row;
    }

    /**
     * Finds all rows whose squared distance from the point at {@code q[qo..]} is at most {@code squaredRadius}, in the
     * order of their positions in the tree.
     *
     * @return how many
     */
    public int within(double[] q, int qo, double squaredRadius) {
        found = 0;
        withinIn(KdTree.ROOT, q, qo, squaredRadius);
        return found;
    }

    private void withinIn(int node, double[] q, int qo, double limit) {
        if (tree.minSquared(node, q, qo) > limit) {
            return;
        }
        if (!tree.isLeaf(node)) {
            withinIn(tree.left(node), q, qo, limit);
            withinIn(tree.right(node), q, qo, limit);
            return;
        }
        tree.squaredDistances(node, q, qo, distances);
        int start = tree.start(node);
        int count = tree.end(node) - start;
        room(found + count);
        for (int i = 0; i < count; i++) {
            if (distances[i] <= limit) {
                squared[found] = distances[i];
                rows[found++] = tree.row(start + i);
            }
        }
    }

    /**
     * Counts the rows whose squared distance from the point at {@code q[qo..]} is at most {@code squaredRadius}, and stops
     * when there are enough.
     *
     * @return how many; from {@code enough} on, any number that is not more than there are
     */
    public int count(double[] q, int qo, double squaredRadius, int enough) {
        return countIn(KdTree.ROOT, q, qo, squaredRadius, enough);
    }

    private int countIn(int node, double[] q, int qo, double limit, int enough) {
        if (tree.minSquared(node, q, qo) > limit) {
            return 0;
        }
        if (tree.maxSquared(node, q, qo) <= limit) {
            return tree.count(node);
        }
        if (!tree.isLeaf(node)) {
            int count = countIn(tree.left(node), q, qo, limit, enough);
            return count >= enough ? count : count + countIn(tree.right(node), q, qo, limit, enough - count);
        }
        tree.squaredDistances(node, q, qo, distances);
        int count = 0;
        for (int i = 0, size = tree.count(node); i < size; i++) {
            count += distances[i] <= limit ? 1 : 0;
        }
        return count;
    }

    private void room(int size) {
        if (rows.length < size) {
            int larger = Math.max(size, rows.length + (rows.length >> 1));
            rows = Arrays.copyOf(rows, larger);
            squared = Arrays.copyOf(squared, larger);
        }
    }
}
