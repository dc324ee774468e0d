// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.Arrays;
import org.tessera.numerics.neighbours.KdTree;

/**
 * Counts neighbours leaf by leaf: all rows of a leaf walk the tree together, from the leaf upwards, until each has enough.
 * Nodes that are within eps of the whole leaf count at once.
 */
final class TreeCores {
    private final KdTree tree;
    private final Density density;
    private final double limit;

    TreeCores(KdTree tree, Density density) {
        this.tree = tree;
        this.density = density;
        this.limit = density.squaredEps();
    }

    /** Whether each position is a core row. */
    boolean[] find() {
        boolean[] core = new boolean[tree.size()];
        int leaves = tree.nodes() - tree.firstLeaf();
        density.parallel()
                .ranges(
                        leaves,
                        16,
                        () -> {
                            Walk walk = new Walk();
                            return (from, to) -> {
                                for (int leaf = tree.firstLeaf() + from; leaf < tree.firstLeaf() + to; leaf++) {
                                    walk.run(leaf, core);
                                }
                            };
                        },
                        density.watch("counting neighbours", leaves));
        return core;
    }

    /** One leaf after the other, by one thread. */
    private final class Walk {
        private final double[] distances = new double[tree.largestLeaf()];
        private final int[] counts = new int[tree.largestLeaf()];
        private final int[] offsets = new int[tree.largestLeaf()];
        private final int[] places = new int[tree.largestLeaf()];
        private int open;
        private int leaf;

        void run(int at, boolean[] core) {
            leaf = at;
            open = tree.count(leaf);
            int start = tree.start(leaf);
            Arrays.fill(counts, 0, open, 0);
            for (int i = 0; i < open; i++) {
                places[i] = i;
                offsets[i] = tree.row(start + i) * tree.dimensions();
            }
            int size = open;
            visit(leaf);
            for (int node = leaf; node != KdTree.ROOT && open > 0; node = (node - 1) >> 1) {
                visit((node & 1) == 1 ? node + 1 : node - 1);
            }
            for (int i = 0; i < size; i++) {
                core[start + i] = counts[i] >= density.minPts();
            }
        }

        private void visit(int node) {
            if (open == 0 || tree.minSquared(node, leaf) > limit) {
                return;
            }
            if (tree.maxSquared(node, leaf) <= limit) {
                for (int i = 0; i < open; i++) {
                    counts[places[i]] += tree.count(node);
                }
                close();
            } else if (tree.isLeaf(node)) {
                compare(node);
                close();
            } else {
                visit(tree.left(node));
                visit(tree.right(node));
            }
        }

        private void compare(int other) {
            double[] x = tree.points();
            int size = tree.count(other);
            for (int i = 0; i < open; i++) {
                int place = places[i];
                if (tree.minSquared(other, x, offsets[place]) > limit) {
                    continue;
                }
                tree.squaredDistances(other, x, offsets[place], distances);
                int count = 0;
                for (int k = 0; k < size; k++) {
                    count += distances[k] <= limit ? 1 : 0;
                }
                counts[place] += count;
            }
        }

        /** Leaves out those that have enough. */
        private void close() {
            int left = 0;
            for (int i = 0; i < open; i++) {
                if (counts[places[i]] < density.minPts()) {
                    places[left++] = places[i];
                }
            }
            open = left;
        }
    }
}
