// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.neighbours;

import java.util.Arrays;

/**
 * Searches a {@link KdTree} for the neighbours of points, one point at a time. What was found stands in this object until
 * the next search. For one thread at a time.
 */
public final class NeighbourSearch {
    /** Of so many neighbours and fewer, it is faster to keep them in order than in a heap. */
    private static final int FEW = 128;

    private final KdTree tree;
    private final double[] distances;
    private int[] rows = new int[32];
    private double[] squared = new double[32];
    private int found;
    private int wanted;

    /** The place of the farthest of those found, once there are as many as are wanted. */
    private int farthest;

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
        gather(q, qo, k, squaredRadius);
        if (wanted > FEW) {
            if (found < wanted) {
                heapify();
            }
            for (int size = found - 1; size > 0; size--) {
                double distance = squared[size];
                int row = rows[size];
                squared[size] = squared[0];
                rows[size] = rows[0];
                sink(0, size, distance, row);
            }
        }
        return found;
    }

    /**
     * Squared distance of the point at {@code q[qo..]} to its k-th nearest row, or to the farthest where there are fewer.
     * Puts nothing in order, so of many it is faster than {@link #nearest(double[], int, int)}.
     *
     * @param k at least 1
     */
    public double kthSquared(double[] q, int qo, int k) {
        gather(q, qo, k, Double.POSITIVE_INFINITY);
        return squared[farthest];
    }

    /** The nearest ones: few in their order, many as a heap if there are as many as are wanted. */
    private void gather(double[] q, int qo, int k, double squaredRadius) {
        wanted = Math.min(k, tree.size());
        farthest = wanted > FEW ? 0 : wanted - 1;
        room(wanted);
        found = 0;
        if (wanted > 0) {
            nearestIn(KdTree.ROOT, tree.minSquared(KdTree.ROOT, q, qo), q, qo, squaredRadius);
        }
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
        double worst = found < wanted ? limit : squared[farthest];
        for (int i = 0; i < count; i++) {
            if (distances[i] <= worst) {
                insert(distances[i], tree.row(start + i));
                if (found == wanted) {
                    worst = squared[farthest];
                }
            }
        }
    }

    /** Whether nothing that far, of rows from that one on, would be among the nearest. */
    private boolean passed(double least, int row) {
        return found == wanted && (least > squared[farthest] || (least == squared[farthest] && row > rows[farthest]));
    }

    private void insert(double distance, int row) {
        if (found == wanted && passed(distance, row)) {
            return;
        }
        if (wanted > FEW) {
            insertMany(distance, row);
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

    private void insertMany(double distance, int row) {
        if (found == wanted) {
            sink(0, found, distance, row);
            return;
        }
        squared[found] = distance;
        rows[found++] = row;
        if (found == wanted) {
            heapify();
        }
    }

    /** The farthest first, of equally far ones the larger row (Williams, Heapsort, CACM 7, 1964). */
    private void heapify() {
        for (int at = found / 2 - 1; at >= 0; at--) {
            sink(at, found, squared[at], rows[at]);
        }
    }

    /** Puts a row into the heap of the first {@code size}, at a place or below it. */
    private void sink(int place, int size, double distance, int row) {
        int at = place;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && farther(squared[child + 1], rows[child + 1], squared[child], rows[child])) {
                child++;
            }
            if (!farther(squared[child], rows[child], distance, row)) {
                break;
            }
            squared[at] = squared[child];
            rows[at] = rows[child];
            at = child;
        }
        squared[at] = distance;
        rows[at] = row;
    }

    private static boolean farther(double distance, int row, double otherDistance, int otherRow) {
        return distance > otherDistance || (distance == otherDistance && row > otherRow);
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
