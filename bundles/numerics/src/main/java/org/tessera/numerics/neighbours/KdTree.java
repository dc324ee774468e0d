// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.neighbours;

import java.util.function.IntConsumer;
import org.tessera.numerics.parallel.Parallel;

/**
 * A balanced k-d tree over dense points with a bounding box for each node (Bentley, Multidimensional binary search trees
 * used for associative searching, CACM 18, 1975; Omohundro, Five balltree construction algorithms, 1989, for the boxes).
 * Nodes are numbered as in a heap: the root is {@link #ROOT}, the children of {@code i} are {@code 2 i + 1} and
 * {@code 2 i + 2}, and all leaves are of the same depth. The points of a node stand at the positions
 * {@code start(node) <= position < end(node)}; {@link #row} tells which row stands at a position. Coordinates of a leaf
 * are kept by column, so that distances to all its points are computed in vector registers.
 *
 * <p>All distances are squared and Euclidean, added up in the order of the columns. Rounding is monotonous, so bounds of
 * nodes hold for the computed distances to the last bit and results are those of comparing all pairs. The same points
 * give the same tree on any number of threads. Immutable and safe for many threads; distances beyond 1e150 overflow.
 */
public final class KdTree {
    /** The node that holds all points. */
    public static final int ROOT = 0;

    private static final int LEAF = 32;

    /** Few, as a row's search takes long where k is large, and a watcher can stop between them only. */
    private static final int GRAIN = 64;

    private final double[] x;
    private final int n;
    private final int d;
    private final int firstLeaf;
    private final int[] rows;
    private final int[] starts;
    private final int[] ends;
    private final int[] leastRows;
    private final double[] lower;
    private final double[] upper;
    private final double[] blocks;

    KdTree(KdTreeBuilder built) {
        this.x = built.x;
        this.n = built.n;
        this.d = built.d;
        this.firstLeaf = built.firstLeaf;
        this.rows = built.rows;
        this.starts = built.starts;
        this.ends = built.ends;
        this.leastRows = built.leastRows;
        this.lower = built.lower;
        this.upper = built.upper;
        this.blocks = built.blocks;
    }

    /** With leaves of 16 to 32 points, which suits most uses. */
    public static KdTree of(double[] x, int n, int d, Parallel parallel) {
        return of(x, n, d, LEAF, parallel);
    }

    /**
     * Builds the tree in {@code O(n log n)}; it takes {@code 8 n d} bytes beside the points, and little more.
     *
     * @param x {@code n × d}, row-major, finite; kept and only read, must not change
     * @param n at least 1
     * @param d at least 1
     * @param leafSize most points of a leaf, at least 2; leaves have from half as many
     */
    public static KdTree of(double[] x, int n, int d, int leafSize, Parallel parallel) {
        if (n < 1 || d < 1 || leafSize < 2 || x.length < (long) n * d) {
            throw new IllegalArgumentException(
                    n + " points of " + d + " dimensions in " + x.length + " values, leaves of " + leafSize);
        }
        return new KdTree(new KdTreeBuilder(x, n, d, leafSize).build(parallel));
    }

    /** Number of points. */
    public int size() {
        return n;
    }

    public int dimensions() {
        return d;
    }

    /** The points as they were given, {@code size() × dimensions()}, row-major; only to be read. */
    public double[] points() {
        return x;
    }

    /** Number of nodes. */
    public int nodes() {
        return starts.length;
    }

    /** The first leaf; all nodes from it to {@link #nodes()} are leaves, in the order of their positions. */
    public int firstLeaf() {
        return firstLeaf;
    }

    public boolean isLeaf(int node) {
        return node >= firstLeaf;
    }

    public int left(int node) {
        return 2 * node + 1;
    }

    public int right(int node) {
        return 2 * node + 2;
    }

    /** Position of the first point of a node. */
    public int start(int node) {
        return starts[node];
    }

    /** Position behind the last point of a node. */
    public int end(int node) {
        return ends[node];
    }

    /** Number of points of a node, at least 1. */
    public int count(int node) {
        return ends[node] - starts[node];
    }

    /** The row that stands at a position; within a leaf, rows ascend. */
    public int row(int position) {
        return rows[position];
    }

    /** The smallest row of a node. */
    public int leastRow(int node) {
        return leastRows[node];
    }

    /** At most the squared distance of a point to any point of a node. */
    public double minSquared(int node, double[] q, int qo) {
        double sum = 0;
        for (int j = 0, b = node * d; j < d; j++, b++) {
            double v = q[qo + j];
            double gap = Math.max(Math.max(lower[b] - v, v - upper[b]), 0);
            sum += gap * gap;
        }
        return sum;
    }

    /** At least the squared distance of a point to any point of a node. */
    public double maxSquared(int node, double[] q, int qo) {
        double sum = 0;
        for (int j = 0, b = node * d; j < d; j++, b++) {
            double v = q[qo + j];
            double reach = Math.max(upper[b] - v, v - lower[b]);
            sum += reach * reach;
        }
        return sum;
    }

    /** At most the squared distance of any two points of two nodes. */
    public double minSquared(int a, int b) {
        double sum = 0;
        for (int j = 0, p = a * d, q = b * d; j < d; j++, p++, q++) {
            double gap = Math.max(Math.max(lower[p] - upper[q], lower[q] - upper[p]), 0);
            sum += gap * gap;
        }
        return sum;
    }

    /** At least the squared distance of any two points of two nodes; of a node and itself, its squared diagonal. */
    public double maxSquared(int a, int b) {
        double sum = 0;
        for (int j = 0, p = a * d, q = b * d; j < d; j++, p++, q++) {
            double reach = Math.max(upper[p] - lower[q], upper[q] - lower[p]);
            sum += reach * reach;
        }
        return sum;
    }

    /**
     * Squared distances of the point at {@code q[qo..]} to all points of a leaf, in the order of their positions.
     *
     * @param distances receives {@code count(leaf)} values from index 0 on
     */
    public void squaredDistances(int leaf, double[] q, int qo, double[] distances) {
        LeafDistances.fill(blocks, starts[leaf] * d, ends[leaf] - starts[leaf], d, q, qo, distances);
    }

    /** Most points of a leaf: the length of the scratch arrays that {@link #squaredDistances} needs. */
    public int largestLeaf() {
        // Halves are cut so that the right one is never smaller, see KdTreeBuilder.
        return count(nodes() - 1);
    }

    /** A search with its own scratch memory: for one thread at a time. */
    public NeighbourSearch search() {
        return new NeighbourSearch(this);
    }

    /**
     * Squared distance of every row to its k-th nearest row, itself counted as the first; to the farthest one where there
     * are fewer than k.
     *
     * @param k at least 1
     * @param watcher told how many rows are finished; throws to stop
     * @return by row
     */
    public double[] kthSquared(int k, Parallel parallel, IntConsumer watcher) {
        double[] squared = new double[n];
        parallel.ranges(
                n,
                GRAIN,
                () -> {
                    NeighbourSearch search = search();
                    return (from, to) -> {
                        for (int p = from; p < to; p++) {
                            squared[rows[p]] = search.kthSquared(x, rows[p] * d, k);
                        }
                    };
                },
                watcher);
        return squared;
    }
}
