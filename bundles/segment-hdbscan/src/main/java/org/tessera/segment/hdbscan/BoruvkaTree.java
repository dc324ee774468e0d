// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.neighbours.KdTree;
import org.tessera.numerics.parallel.Parallel;

/**
 * A minimum spanning tree by Borůvka's algorithm over a k-d tree, with the bounds of March, Ram and Gray (Fast Euclidean
 * minimum spanning tree, KDD 2010) for mutual reachability (McInnes and Healy, Accelerated hierarchical density based
 * clustering, 2017): in each round, every component finds the nearest row outside of it and is joined with it. What
 * lies in one component altogether is passed over, and so are rows that a bound from an earlier round shows to be
 * farther out than what the component has found already.
 *
 * <p>Points stand for their positions in the tree here; weights are squared. Equal weights may be settled differently on
 * several threads, which {@link SpanningTree} says makes no difference. For one use.
 */
final class BoruvkaTree {
    private static final VarHandle DOUBLES = MethodHandles.arrayElementVarHandle(double[].class);
    private static final int GRAIN = 256;

    private final KdTree tree;
    private final int m;
    private final double[] core;
    private final double[] nodeCore;
    private final int[] component;
    private final int[] nodeComponent;
    /** No point outside its component is nearer to a point than this. */
    private final double[] bound;
    private final int[] target;
    private final double[] weight;
    /** Of each component, by the point that stands for it: the least weight found in this round. */
    private final double[] best;
    private final Components components;
    private final int[] from;
    private final int[] to;
    private final double[] edge;
    private int edges;

    /** @param cores of the rows of the tree */
    BoruvkaTree(KdTree tree, CoreDistances cores) {
        this.tree = tree;
        m = tree.size();
        core = new double[m];
        for (int p = 0; p < m; p++) {
            core[p] = cores.squared()[tree.row(p)];
        }
        nodeCore = leastOf(tree, core);
        component = new int[m];
        nodeComponent = new int[tree.nodes()];
        bound = core.clone();
        target = new int[m];
        weight = new double[m];
        best = new double[m];
        components = new Components(m);
        from = new int[m - 1];
        to = new int[m - 1];
        edge = new double[m - 1];
        begin(cores);
    }

    /** The least of the values, by position, within each node. */
    static double[] leastOf(KdTree tree, double[] values) {
        double[] least = new double[tree.nodes()];
        for (int node = tree.nodes() - 1; node >= 0; node--) {
            if (tree.isLeaf(node)) {
                least[node] = Double.POSITIVE_INFINITY;
                for (int p = tree.start(node); p < tree.end(node); p++) {
                    least[node] = Math.min(least[node], values[p]);
                }
            } else {
                least[node] = Math.min(least[tree.left(node)], least[tree.right(node)]);
            }
        }
        return least;
    }

    /** The neighbours known from the core distances are where each point looks first. */
    private void begin(CoreDistances cores) {
        int[] position = new int[m];
        for (int p = 0; p < m; p++) {
            position[tree.row(p)] = p;
        }
        double[] x = tree.points();
        int d = tree.dimensions();
        Arrays.fill(target, -1);
        Arrays.fill(weight, Double.POSITIVE_INFINITY);
        for (int p = 0; p < m; p++) {
            int u = tree.row(p);
            for (int i = u * cores.width(), end = i + cores.width(); i < end && weight[p] > core[p]; i++) {
                int v = cores.near()[i];
                if (v >= 0) {
                    double apart = squared(x, u * d, v * d, d);
                    double reach = Math.max(apart, Math.max(core[p], cores.squared()[v]));
                    if (reach < weight[p]) {
                        weight[p] = reach;
                        target[p] = position[v];
                    }
                }
            }
        }
    }

    private static double squared(double[] x, int a, int b, int d) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
            double gap = x[a + j] - x[b + j];
            sum += gap * gap;
        }
        return sum;
    }

    SpanningTree build(Parallel parallel, Progress progress) {
        while (edges < m - 1) {
            int done = edges;
            progress.report("joining", done, m - 1);
            int[] seeds = prepare();
            parallel.ranges(
                    seeds.length,
                    16,
                    () -> {
                        Search search = new Search();
                        return (low, high) -> {
                            for (int s = low; s < high; s++) {
                                search.improve(seeds[s]);
                            }
                        };
                    },
                    finished -> progress.report("joining", done, m - 1));
            parallel.ranges(
                    m,
                    GRAIN,
                    () -> {
                        Search search = new Search();
                        return (low, high) -> {
                            for (int p = low; p < high; p++) {
                                search.improve(p);
                            }
                        };
                    },
                    finished -> progress.report("joining", done, m - 1));
            join();
        }
        progress.report("joining", m - 1, m - 1);
        for (int e = 0; e < edges; e++) {
            from[e] = tree.row(from[e]);
            to[e] = tree.row(to[e]);
            edge[e] = Math.sqrt(edge[e]);
        }
        return SpanningTree.sorted(from, to, edge);
    }

    /**
     * Finds out which points and nodes are in which component, and what is known of the nearest outside of each.
     *
     * @return of each component for which nothing is known, the point with the least bound
     */
    private int[] prepare() {
        int[] seed = new int[m];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        Arrays.fill(seed, -1);
        for (int p = 0; p < m; p++) {
            component[p] = components.find(p);
        }
        for (int p = 0; p < m; p++) {
            int own = component[p];
            if (leadsOut(p)) {
                best[own] = Math.min(best[own], weight[p]);
            }
            if (seed[own] < 0 || bound[p] < bound[seed[own]]) {
                seed[own] = p;
            }
        }
        for (int node = tree.nodes() - 1; node >= 0; node--) {
            nodeComponent[node] = tree.isLeaf(node) ? ofLeaf(node) : ofChildren(node);
        }
        IntList seeds = new IntList();
        for (int c = 0; c < m; c++) {
            if (seed[c] >= 0 && best[c] == Double.POSITIVE_INFINITY) {
                seeds.add(seed[c]);
            }
        }
        return seeds.toArray();
    }

    private int ofLeaf(int node) {
        int one = component[tree.start(node)];
        for (int p = tree.start(node) + 1; p < tree.end(node); p++) {
            if (component[p] != one) {
                return -1;
            }
        }
        return one;
    }

    private int ofChildren(int node) {
        int one = nodeComponent[tree.left(node)];
        return one == nodeComponent[tree.right(node)] ? one : -1;
    }

    private boolean leadsOut(int p) {
        return target[p] >= 0 && component[target[p]] != component[p];
    }

    /** Joins every component with the nearest point outside of it. */
    private void join() {
        for (int p = 0; p < m; p++) {
            int own = component[p];
            if (leadsOut(p) && weight[p] == best[own]) {
                // One edge for each component is enough.
                best[own] = Double.NaN;
                if (components.join(p, target[p])) {
                    from[edges] = p;
                    to[edges] = target[p];
                    edge[edges++] = weight[p];
                }
            }
        }
    }

    /** The search of one thread. */
    private final class Search {
        private final double[] squared = new double[tree.largestLeaf()];
        private int own;
        private double reach;
        private double limit;
        private int found;

        /** Finds the nearest point outside of the component, if it is nearer than what the component has found. */
        void improve(int p) {
            own = component[p];
            limit = (double) DOUBLES.getOpaque(best, own);
            if (bound[p] >= limit || (leadsOut(p) && weight[p] == bound[p])) {
                return;
            }
            reach = core[p];
            found = -1;
            int q = tree.row(p) * tree.dimensions();
            visit(KdTree.ROOT, tree.minSquared(KdTree.ROOT, tree.points(), q), q);
            bound[p] = limit;
            if (found >= 0) {
                target[p] = found;
                weight[p] = limit;
                lower(own, limit);
            }
        }

        private void lower(int of, double to) {
            double seen = (double) DOUBLES.getOpaque(best, of);
            while (to < seen && !DOUBLES.weakCompareAndSetPlain(best, of, seen, to)) {
                seen = (double) DOUBLES.getOpaque(best, of);
            }
        }

        private void visit(int node, double least, int q) {
            if (nodeComponent[node] == own || Math.max(least, Math.max(reach, nodeCore[node])) >= limit) {
                return;
            }
            if (tree.isLeaf(node)) {
                scan(node, q);
                return;
            }
            int left = tree.left(node);
            double toLeft = tree.minSquared(left, tree.points(), q);
            double toRight = tree.minSquared(left + 1, tree.points(), q);
            if (toRight < toLeft) {
                visit(left + 1, toRight, q);
                visit(left, toLeft, q);
            } else {
                visit(left, toLeft, q);
                visit(left + 1, toRight, q);
            }
        }

        private void scan(int leaf, int q) {
            tree.squaredDistances(leaf, tree.points(), q, squared);
            int start = tree.start(leaf);
            int count = tree.end(leaf) - start;
            for (int i = 0; i < count; i++) {
                double away = Math.max(squared[i], Math.max(reach, core[start + i]));
                if (away < limit && component[start + i] != own) {
                    limit = away;
                    found = start + i;
                }
            }
        }
    }
}
