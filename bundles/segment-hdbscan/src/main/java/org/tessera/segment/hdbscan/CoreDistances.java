// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import org.tessera.api.strategy.Progress;
import org.tessera.numerics.neighbours.KdTree;
import org.tessera.numerics.neighbours.NeighbourSearch;
import org.tessera.numerics.parallel.Parallel;

/**
 * Core distances: how far it is to the {@code samples}-th nearest row, the row itself counted as the first, and equal
 * rows each.
 *
 * @param squared of each different row
 * @param near neighbours of each, {@code m × width}, the nearest first; -1 behind the last
 * @param width how many of them are kept
 */
record CoreDistances(double[] squared, int[] near, int width) {
    private static final int GRAIN = 512;
    private static final int MOST_KEPT = 16;

    /**
     * @param tree of the different rows
     * @param counts how many rows equal each
     */
    static CoreDistances of(KdTree tree, int[] counts, int samples, Parallel parallel, Progress progress) {
        int m = tree.size();
        int d = tree.dimensions();
        // One beside itself, so that even a single sample leaves a neighbour to begin the spanning tree with.
        int k = Math.min(m, Math.max(2, samples));
        int width = Math.min(MOST_KEPT, k - 1);
        double[] squared = new double[m];
        int[] near = new int[m * width];
        parallel.ranges(
                m,
                GRAIN,
                () -> {
                    NeighbourSearch search = tree.search();
                    return (from, to) -> {
                        for (int p = from; p < to; p++) {
                            int u = tree.row(p);
                            int found = search.nearest(tree.points(), u * d, k);
                            squared[u] = search.squared(reached(search, counts, found, samples));
                            keep(search, found, u, near, width);
                        }
                    };
                },
                finished -> progress.report("measuring densities", finished, m));
        return new CoreDistances(squared, near, width);
    }

    /** Which of the neighbours found makes the number of rows full. */
    private static int reached(NeighbourSearch search, int[] counts, int found, int samples) {
        long rows = 0;
        for (int i = 0; i < found; i++) {
            rows += counts[search.row(i)];
            if (rows >= samples) {
                return i;
            }
        }
        return found - 1;
    }

    private static void keep(NeighbourSearch search, int found, int u, int[] near, int width) {
        int at = u * width;
        int end = at + width;
        for (int i = 0; i < found && at < end; i++) {
            if (search.row(i) != u) {
                near[at++] = search.row(i);
            }
        }
        while (at < end) {
            near[at++] = -1;
        }
    }
}
