// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.clusters.DistinctRows;

/**
 * The single-linkage tree from a minimum spanning tree (Gower and Ross, Minimum spanning trees and single linkage cluster
 * analysis, 1969; Müllner 2011, section 3.3), which Prim's algorithm (1957) grows with the distance of each row to the
 * tree and nothing else in memory. A row that joins the tree is compared with those blocks of {@link RowBlocks} only to
 * whose rows it may be nearer than the tree has been so far.
 */
final class SpanningTree {
    private static final int REPORT = 64;

    private final DistinctRows rows;
    private final Progress progress;
    private final RowBlocks blocks;
    private final double[] nearest;
    private final int[] neighbour;
    private final double[] least;
    private final double[] largest;

    SpanningTree(DistinctRows rows, Progress progress) {
        this.rows = rows;
        this.progress = progress;
        int n = rows.count();
        this.blocks = new RowBlocks(
                rows.x(),
                rows.d(),
                RowBlocks.order(rows.x(), rows.d(), IntStream.range(0, n).toArray()));
        this.nearest = new double[n];
        this.neighbour = new int[n];
        this.least = new double[blocks.blocks()];
        this.largest = new double[blocks.blocks()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(largest, Double.POSITIVE_INFINITY);
    }

    Merges run() {
        int n = rows.count();
        int d = rows.d();
        Merges merges = new Merges(n);
        double[] distances = new double[RowBlocks.WIDTH];
        int added = 0;
        take(added);
        while (merges.size() < n - 1) {
            if (merges.size() % REPORT == 0) {
                progress.report("merging", merges.size(), n - 1L);
            }
            int next = -1;
            for (int block = 0; block < blocks.blocks(); block++) {
                if (blocks.count(block) == 0) {
                    continue;
                }
                if (!blocks.beyond(block, rows.x(), added * d, largest[block])) {
                    blocks.distances(block, rows.x(), added * d, distances);
                    approach(block, added, distances);
                }
                if (next < 0 || least[block] < least[next]) {
                    next = block;
                }
            }
            added = closest(next);
            merges.add(neighbour[added], added, Math.sqrt(nearest[added]));
            take(added);
        }
        return merges;
    }

    /** Takes note of a row that has joined the tree. */
    private void approach(int block, int added, double[] distances) {
        for (int s = 0; s < blocks.count(block); s++) {
            int id = blocks.id(block, s);
            if (distances[s] < nearest[id]) {
                nearest[id] = distances[s];
                neighbour[id] = added;
            }
        }
        bound(block);
    }

    private int closest(int block) {
        int closest = blocks.id(block, 0);
        for (int s = 1; s < blocks.count(block); s++) {
            int id = blocks.id(block, s);
            if (nearest[id] < nearest[closest] || (nearest[id] == nearest[closest] && id < closest)) {
                closest = id;
            }
        }
        return closest;
    }

    private void take(int id) {
        int block = blocks.blockOf(id);
        blocks.remove(id);
        bound(block);
    }

    private void bound(int block) {
        double smallest = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int s = 0; s < blocks.count(block); s++) {
            double distance = nearest[blocks.id(block, s)];
            smallest = Math.min(smallest, distance);
            most = Math.max(most, distance);
        }
        least[block] = smallest;
        largest[block] = most;
    }
}
