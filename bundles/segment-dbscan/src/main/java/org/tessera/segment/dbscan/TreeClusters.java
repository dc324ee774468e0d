// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.function.IntConsumer;
import org.tessera.numerics.neighbours.KdTree;

/**
 * Joins core rows that are neighbours, by walking the tree against itself: near nodes first, and nodes whose core rows
 * are of one cluster already are passed over. So most of the pairs within eps are never looked at.
 */
final class TreeClusters {
    /** Nodes of this depth are joined in themselves at once, and then pairs of them. */
    private static final int DEPTH = 6;

    private final KdTree tree;
    private final Density density;
    private final double limit;
    private final boolean[] core;
    /** Of each node. */
    private final int[] cores;
    /** Whether all core rows of a node are of one cluster; once true it stays so. */
    private final boolean[] whole;

    private final int[] firstCore;
    private final DisjointSets clusters;

    /**
     * @param core by position
     */
    TreeClusters(KdTree tree, boolean[] core, Density density) {
        this.tree = tree;
        this.core = core;
        this.density = density;
        this.limit = density.squaredEps();
        this.cores = new int[tree.nodes()];
        this.firstCore = new int[tree.nodes()];
        this.whole = new boolean[tree.nodes()];
        this.clusters = new DisjointSets(tree.size());
        for (int node = tree.nodes() - 1; node >= 0; node--) {
            if (tree.isLeaf(node)) {
                for (int p = tree.end(node) - 1; p >= tree.start(node); p--) {
                    if (core[p]) {
                        cores[node]++;
                        firstCore[node] = p;
                    }
                }
            } else {
                int left = tree.left(node);
                cores[node] = cores[left] + cores[left + 1];
                firstCore[node] = cores[left] > 0 ? firstCore[left] : firstCore[left + 1];
            }
            whole[node] = cores[node] <= 1;
        }
    }

    Groups find() {
        join();
        int[] labels = new int[core.length];
        boolean[] coreRows = new boolean[core.length];
        density.parallel()
                .ranges(
                        core.length,
                        1024,
                        () -> {
                            NearestCore search = new NearestCore(tree, core, cores);
                            return (from, to) -> {
                                for (int p = from; p < to; p++) {
                                    coreRows[tree.row(p)] = core[p];
                                    int nearest = core[p] ? p : search.find(p, limit);
                                    labels[tree.row(p)] = nearest < 0 ? -1 : clusters.find(nearest);
                                }
                            };
                        },
                        density.watch("assigning border rows", core.length));
        return new Groups(labels, coreRows);
    }

    private void join() {
        int first = Math.min(tree.firstLeaf(), (1 << DEPTH) - 1);
        int parts = first + 1;
        int pairs = parts * (parts - 1) / 2;
        IntConsumer watch = density.watch("joining clusters", parts + pairs);
        density.parallel()
                .ranges(
                        parts,
                        1,
                        () -> {
                            double[] distances = new double[tree.largestLeaf()];
                            return (from, to) -> {
                                for (int k = from; k < to; k++) {
                                    within(first + k, distances);
                                }
                            };
                        },
                        watch);
        int[] lefts = new int[pairs];
        int[] rights = new int[pairs];
        int count = 0;
        // Pairs whose numbers differ in low bits only are near each other in the tree.
        for (int mask = 1; mask < parts; mask++) {
            for (int k = 0; k < parts; k++) {
                if (k < (k ^ mask)) {
                    lefts[count] = first + k;
                    rights[count++] = first + (k ^ mask);
                }
            }
        }
        density.parallel()
                .ranges(
                        pairs,
                        1,
                        () -> {
                            double[] distances = new double[tree.largestLeaf()];
                            return (from, to) -> {
                                for (int k = from; k < to; k++) {
                                    between(lefts[k], rights[k], distances);
                                }
                            };
                        },
                        finished -> watch.accept(parts + finished));
    }

    private void within(int node, double[] distances) {
        if (whole[node]) {
            return;
        }
        if (tree.maxSquared(node, node) <= limit) {
            joinAll(node, firstCore[node]);
        } else if (tree.isLeaf(node)) {
            for (int p = tree.start(node); p < tree.end(node); p++) {
                if (core[p]) {
                    joinNeighbours(p, node, distances);
                }
            }
            note(node);
        } else {
            int left = tree.left(node);
            within(left, distances);
            within(left + 1, distances);
            between(left, left + 1, distances);
            note(node);
        }
    }

    private void between(int a, int b, double[] distances) {
        if (cores[a] == 0
                || cores[b] == 0
                || (whole[a] && whole[b] && clusters.same(firstCore[a], firstCore[b]))
                || tree.minSquared(a, b) > limit) {
            return;
        }
        if (tree.maxSquared(a, b) <= limit) {
            joinAll(a, firstCore[b]);
            joinAll(b, firstCore[a]);
        } else if (tree.isLeaf(a) && tree.isLeaf(b)) {
            leaves(a, b, distances);
        } else if (tree.isLeaf(b) || (!tree.isLeaf(a) && tree.count(a) >= tree.count(b))) {
            int left = tree.left(a);
            between(left, b, distances);
            between(left + 1, b, distances);
            note(a);
        } else {
            int left = tree.left(b);
            between(a, left, distances);
            between(a, left + 1, distances);
            note(b);
        }
    }

    private void leaves(int a, int b, double[] distances) {
        double[] x = tree.points();
        for (int p = tree.start(a); p < tree.end(a); p++) {
            if (core[p] && tree.minSquared(b, x, tree.row(p) * tree.dimensions()) <= limit) {
                joinNeighbours(p, b, distances);
                if (whole[a] && whole[b] && clusters.same(p, firstCore[b])) {
                    return;
                }
            }
        }
        note(a);
        note(b);
    }

    private void joinNeighbours(int p, int leaf, double[] distances) {
        boolean one = whole[leaf];
        if (one && clusters.same(p, firstCore[leaf])) {
            return;
        }
        tree.squaredDistances(leaf, tree.points(), tree.row(p) * tree.dimensions(), distances);
        int start = tree.start(leaf);
        for (int k = 0, size = tree.count(leaf); k < size; k++) {
            if (distances[k] <= limit && core[start + k]) {
                clusters.join(p, start + k);
                if (one) {
                    return;
                }
            }
        }
    }

    /** Joins all core rows of a node to another one, as they are all its neighbours or joined to one that is. */
    private void joinAll(int node, int with) {
        clusters.join(with, firstCore[node]);
        if (whole[node]) {
            return;
        }
        for (int p = tree.start(node); p < tree.end(node); p++) {
            if (core[p]) {
                clusters.join(with, p);
            }
        }
        mark(node);
    }

    private void mark(int node) {
        whole[node] = true;
        if (!tree.isLeaf(node)) {
            mark(tree.left(node));
            mark(tree.right(node));
        }
    }

    /** Notes if all core rows of a node have come to be of one cluster. */
    private void note(int node) {
        if (whole[node]) {
            return;
        }
        if (tree.isLeaf(node)) {
            for (int p = firstCore[node] + 1; p < tree.end(node); p++) {
                if (core[p] && !clusters.same(p, firstCore[node])) {
                    return;
                }
            }
            whole[node] = true;
        } else {
            int left = tree.left(node);
            whole[node] = whole[left]
                    && whole[left + 1]
                    && (cores[left] == 0
                            || cores[left + 1] == 0
                            || clusters.same(firstCore[left], firstCore[left + 1]));
        }
    }
}
