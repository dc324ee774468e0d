// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The hierarchy without what is smaller than a cluster (Campello, Moulavi and Sander, Density-based clustering based on
 * hierarchical density estimates, PAKDD 2013, section 4). From large distances to small ones, a cluster loses rows, until
 * it splits into two or more that are large enough or falls apart. Density {@code lambda} is 1 / distance.
 *
 * <p>Edges of the same weight are cut at once, as the paper has it. So the tree does not depend on which of several
 * spanning trees it was made from, nor on the order of equal edges.
 *
 * @param parent of each cluster, a smaller number than its own; -1 for cluster 0, which holds all rows
 * @param birth density at which it came about, 0 for cluster 0
 * @param death density at which it split or fell apart
 * @param size rows it had when it came about
 * @param last the smallest cluster that each of the different rows was in
 * @param lambda density at which each of them left that
 */
record CondensedTree(int[] parent, double[] birth, double[] death, int[] size, int[] last, double[] lambda) {
    /** @param least rows of a cluster, at least 2 */
    static CondensedTree of(SingleLinkage hierarchy, int m, int least) {
        return new Builder(hierarchy, m, least).build();
    }

    int clusters() {
        return parent.length;
    }

    /** Whether each cluster has others below it. */
    boolean[] splits() {
        boolean[] splits = new boolean[clusters()];
        for (int c = 1; c < splits.length; c++) {
            splits[parent[c]] = true;
        }
        return splits;
    }

    /**
     * How much each cluster stands out: the sum over its rows of the densities through which they stayed in it.
     *
     * @param counts how many rows equal each different row
     */
    double[] stability(int[] counts) {
        double[] stability = new double[clusters()];
        for (int u = 0; u < last.length; u++) {
            stability[last[u]] += counts[u] * (lambda[u] - birth[last[u]]);
        }
        for (int c = clusters() - 1; c > 0; c--) {
            stability[parent[c]] += size[c] * (birth[c] - birth[parent[c]]);
        }
        return stability;
    }

    private static final class Builder {
        private final SingleLinkage hierarchy;
        private final int least;
        private final IntList parent = new IntList();
        private final IntList node = new IntList();
        private double[] birth = new double[16];
        private double[] death = new double[16];
        private final int[] last;
        private final double[] lambda;
        private final IntList pending = new IntList();
        private final IntList large = new IntList();

        Builder(SingleLinkage hierarchy, int m, int least) {
            this.hierarchy = hierarchy;
            this.least = least;
            this.last = new int[m];
            this.lambda = new double[m];
        }

        CondensedTree build() {
            add(-1, hierarchy.root(), 0);
            for (int c = 0; c < node.size(); c++) {
                grow(c);
            }
            int clusters = node.size();
            int[] size = IntStream.range(0, clusters)
                    .map(c -> hierarchy.rows(node.get(c)))
                    .toArray();
            return new CondensedTree(
                    parent.toArray(),
                    Arrays.copyOf(birth, clusters),
                    Arrays.copyOf(death, clusters),
                    size,
                    last,
                    lambda);
        }

        private void add(int over, int of, double born) {
            if (node.size() == birth.length) {
                birth = Arrays.copyOf(birth, 2 * birth.length);
                death = Arrays.copyOf(death, 2 * death.length);
            }
            birth[node.size()] = born;
            parent.add(over);
            node.add(of);
        }

        /** Follows a cluster until it splits or falls apart. */
        private void grow(int cluster) {
            int at = node.get(cluster);
            while (true) {
                double level = hierarchy.level(at);
                cut(at, level, cluster);
                if (large.size() == 1) {
                    at = large.get(0);
                    continue;
                }
                death[cluster] = 1 / level;
                // By their first rows, so that numbers do not depend on the spanning tree.
                IntStream.range(0, large.size())
                        .map(large::get)
                        .boxed()
                        .sorted(Comparator.comparingInt(hierarchy::first))
                        .forEach(part -> add(cluster, part, 1 / level));
                return;
            }
        }

        /** Cuts all of a node that is joined at a level; what is large enough is left in {@link #large}. */
        private void cut(int whole, double level, int cluster) {
            large.clear();
            pending.add(whole);
            while (pending.size() > 0) {
                int part = pending.removeLast();
                boolean falls = hierarchy.level(part) == level;
                if (falls && !hierarchy.isRow(part)) {
                    pending.add(hierarchy.left(part));
                    pending.add(hierarchy.right(part));
                } else if (!falls && hierarchy.rows(part) >= least) {
                    large.add(part);
                } else {
                    for (int p = hierarchy.start(part), end = hierarchy.end(part); p < end; p++) {
                        last[hierarchy.leaf(p)] = cluster;
                        lambda[hierarchy.leaf(p)] = 1 / level;
                    }
                }
            }
        }
    }
}
