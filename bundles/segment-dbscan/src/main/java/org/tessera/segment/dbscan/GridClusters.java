// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.tessera.numerics.neighbours.KdTree;
import org.tessera.numerics.neighbours.NeighbourSearch;
import org.tessera.numerics.parallel.Parallel;

/**
 * Exact DBSCAN in few columns (Gunawan, A faster algorithm for DBSCAN, master's thesis, TU Eindhoven, 2013; Gan and Tao,
 * DBSCAN revisited: mis-claim, un-fixability, and approximation, SIGMOD 2015, section 3; de Berg, Gunawan and Roeloffzen,
 * Faster DBSCAN and HDBSCAN in low-dimensional Euclidean spaces, ISAAC 2017): rows of a cell with minPts of them are core
 * rows without a look, core rows of one cell are of one cluster, and two cells are joined by the first pair of core rows
 * that are neighbours.
 */
final class GridClusters {
    /** From so many pairs on, looking for a pair of neighbours is left to a tree: else two large cells are quadratic. */
    private static final long MANY_PAIRS = 1 << 18;

    private static final int SMALL = 4;
    private static final int GRAIN = 64;

    private final Cells cells;
    private final Density density;
    private final double limit;
    /** By position. */
    private final boolean[] core;
    /** Number of core rows of each cell. */
    private final int[] cores;

    private final DisjointSets clusters;
    private final ConcurrentMap<Integer, KdTree> trees = new ConcurrentHashMap<>();

    GridClusters(Cells cells, Density density) {
        this.cells = cells;
        this.density = density;
        this.limit = density.squaredEps();
        this.core = new boolean[cells.rows.length];
        this.cores = new int[cells.count()];
        this.clusters = new DisjointSets(cells.count());
    }

    Groups find() {
        density.parallel()
                .ranges(
                        cells.count(),
                        GRAIN,
                        () -> {
                            Cells.Around around = cells.new Around();
                            return (from, to) -> {
                                for (int c = from; c < to; c++) {
                                    cores[c] = countCores(c, around);
                                }
                            };
                        },
                        density.watch("counting neighbours", cells.count()));
        density.parallel()
                .ranges(
                        cells.count(),
                        GRAIN,
                        () -> {
                            Cells.Around around = cells.new Around();
                            return (from, to) -> {
                                for (int c = from; c < to; c++) {
                                    join(c, around);
                                }
                            };
                        },
                        density.watch("joining clusters", cells.count()));
        int[] labels = new int[core.length];
        boolean[] coreRows = new boolean[core.length];
        density.parallel()
                .ranges(
                        cells.count(),
                        GRAIN,
                        () -> {
                            Cells.Around around = cells.new Around();
                            return (from, to) -> {
                                for (int c = from; c < to; c++) {
                                    label(c, around, labels, coreRows);
                                }
                            };
                        },
                        density.watch("assigning border rows", cells.count()));
        return new Groups(labels, coreRows);
    }

    private int countCores(int cell, Cells.Around around) {
        int start = cells.starts[cell];
        int end = cells.starts[cell + 1];
        if (end - start >= density.minPts()) {
            Arrays.fill(core, start, end, true);
            return end - start;
        }
        int near = around.find(cell);
        int reachable = end - start;
        for (int i = 0; i < near; i++) {
            reachable += cells.size(around.get(i));
        }
        if (reachable < density.minPts()) {
            return 0;
        }
        int count = 0;
        for (int p = start; p < end; p++) {
            int neighbours = end - start;
            for (int i = 0; i < near && neighbours < density.minPts(); i++) {
                neighbours += neighbours(p, around.get(i), density.minPts() - neighbours);
            }
            if (neighbours >= density.minPts()) {
                core[p] = true;
                count++;
            }
        }
        return count;
    }

    /** Neighbours of a position in a cell; where there are enough, maybe not all of them. */
    private int neighbours(int p, int cell, int enough) {
        int size = cells.size(cell);
        if (size > SMALL) {
            if (cells.minSquared(p, cell) > limit) {
                return 0;
            }
            if (cells.maxSquared(p, cell) <= limit) {
                return size;
            }
        }
        int count = 0;
        for (int q = cells.starts[cell], end = q + size; q < end; q++) {
            if (cells.squared(p, q) <= limit && ++count == enough) {
                break;
            }
        }
        return count;
    }

    private void join(int cell, Cells.Around around) {
        if (cores[cell] == 0) {
            return;
        }
        int near = around.find(cell);
        for (int i = 0; i < near; i++) {
            int other = around.get(i);
            if (other > cell && cores[other] > 0 && !clusters.same(cell, other) && touch(cell, other)) {
                clusters.join(cell, other);
            }
        }
    }

    /** Whether a core row of one cell is a neighbour of one of the other. */
    private boolean touch(int a, int b) {
        if (cells.minSquaredOf(a, b) > limit) {
            return false;
        }
        if (cells.maxSquaredOf(a, b) <= limit) {
            return true;
        }
        int few = cores[a] <= cores[b] ? a : b;
        int many = few == a ? b : a;
        if ((long) cores[few] * cores[many] >= MANY_PAIRS) {
            return touchByTree(few, many);
        }
        for (int p = cells.starts[few]; p < cells.starts[few + 1]; p++) {
            if (core[p] && cells.minSquared(p, many) <= limit) {
                for (int q = cells.starts[many]; q < cells.starts[many + 1]; q++) {
                    if (core[q] && cells.squared(p, q) <= limit) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean touchByTree(int few, int many) {
        NeighbourSearch search =
                trees.computeIfAbsent(many, this::tree).search();
        for (int p = cells.starts[few]; p < cells.starts[few + 1]; p++) {
            if (core[p]
                    && cells.minSquared(p, many) <= limit
                    && search.count(cells.points, p * cells.stride, limit, 1) > 0) {
                return true;
            }
        }
        return false;
    }

    private KdTree tree(int cell) {
        double[] points = new double[cores[cell] * cells.stride];
        int at = 0;
        for (int p = cells.starts[cell]; p < cells.starts[cell + 1]; p++) {
            if (core[p]) {
                System.arraycopy(cells.points, p * cells.stride, points, at, cells.stride);
                at += cells.stride;
            }
        }
        return KdTree.of(points, cores[cell], cells.stride, Parallel.sequential());
    }

    private void label(int cell, Cells.Around around, int[] labels, boolean[] coreRows) {
        int near = cores[cell] == cells.size(cell) ? 0 : around.find(cell);
        for (int p = cells.starts[cell]; p < cells.starts[cell + 1]; p++) {
            int row = cells.rows[p];
            coreRows[row] = core[p];
            labels[row] = core[p] ? clusters.find(cell) : border(p, cell, around, near);
        }
    }

    /** Cluster of the nearest core row within eps, of equally near ones of the smallest, or -1. */
    private int border(int p, int cell, Cells.Around around, int near) {
        double least = limit;
        int row = Integer.MAX_VALUE;
        int home = -1;
        for (int i = -1; i < near; i++) {
            int other = i < 0 ? cell : around.get(i);
            if (cores[other] == 0 || cells.minSquared(p, other) > least) {
                continue;
            }
            for (int q = cells.starts[other]; q < cells.starts[other + 1]; q++) {
                if (core[q]) {
                    double squared = cells.squared(p, q);
                    if (squared < least || (squared == least && cells.rows[q] < row)) {
                        least = squared;
                        row = cells.rows[q];
                        home = other;
                    }
                }
            }
        }
        return home < 0 ? -1 : clusters.find(home);
    }
}
