// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import java.util.Arrays;

/**
 * Which clusters of a condensed tree are taken, none of them within another.
 *
 * @param owner the taken cluster that each cluster is or lies within, -1 where there is none
 * @param stability of each cluster
 */
record Selection(int[] owner, double[] stability) {
    /** How clusters are taken. */
    enum Method {
        /** Those that stand out most in all: a cluster instead of those below it where it is at least as stable. */
        EOM,
        /** Those that do not split any more. */
        LEAF
    }

    /**
     * Excess of mass is algorithm 3 of Campello, Moulavi and Sander 2013; clusters that came about at less than a distance
     * give way to the one above them (Malzer and Baum, A hybrid approach to hierarchical density-based cluster selection,
     * MFI 2020).
     *
     * @param counts how many rows equal each different row
     * @param epsilon that distance, 0 for none
     * @param single whether the cluster of all rows may be taken
     */
    static Selection of(CondensedTree tree, int[] counts, Method method, double epsilon, boolean single) {
        double[] stability = tree.stability(counts);
        boolean[] taken = method == Method.LEAF ? leaves(tree) : mostStable(tree, stability, single);
        taken[0] &= single;
        topmost(tree, taken);
        if (epsilon > 0) {
            boolean[] higher = new boolean[taken.length];
            for (int c = 0; c < taken.length; c++) {
                if (taken[c]) {
                    higher[above(tree, c, epsilon, single)] = true;
                }
            }
            taken = higher;
            topmost(tree, taken);
        }
        int[] owner = new int[taken.length];
        for (int c = 0; c < owner.length; c++) {
            owner[c] = taken[c] ? c : c == 0 ? -1 : owner[tree.parent()[c]];
        }
        return new Selection(owner, stability);
    }

    private static boolean[] leaves(CondensedTree tree) {
        boolean[] splits = tree.splits();
        boolean[] taken = new boolean[splits.length];
        for (int c = 0; c < taken.length; c++) {
            taken[c] = !splits[c];
        }
        return taken;
    }

    private static boolean[] mostStable(CondensedTree tree, double[] stability, boolean single) {
        boolean[] splits = tree.splits();
        double[] below = new double[stability.length];
        boolean[] taken = new boolean[stability.length];
        for (int c = stability.length - 1; c >= 0; c--) {
            taken[c] = (c > 0 || single) && (!splits[c] || stability[c] >= below[c]);
            if (c > 0) {
                below[tree.parent()[c]] += taken[c] ? stability[c] : below[c];
            }
        }
        return taken;
    }

    /** Leaves out those within others; parents have smaller numbers. */
    private static void topmost(CondensedTree tree, boolean[] taken) {
        boolean[] covered = new boolean[taken.length];
        for (int c = 1; c < taken.length; c++) {
            int parent = tree.parent()[c];
            covered[c] = covered[parent] || taken[parent];
            taken[c] &= !covered[c];
        }
    }

    private static int above(CondensedTree tree, int cluster, double epsilon, boolean single) {
        int at = cluster;
        while (at > 0 && 1 / tree.birth()[at] < epsilon) {
            int parent = tree.parent()[at];
            if (parent == 0 && !single) {
                return at;
            }
            at = parent;
        }
        return at;
    }

    /** How many there are. */
    int count() {
        int count = 0;
        for (int c = 0; c < owner.length; c++) {
            count += owner[c] == c ? 1 : 0;
        }
        return count;
    }

    /**
     * The taken cluster of each different row, -1 for noise.
     *
     * @param epsilon where the cluster of all rows is taken, rows that left it above this distance are noise; 0: none is
     */
    int[] owners(CondensedTree tree, double epsilon) {
        int[] owners = Arrays.stream(tree.last()).map(c -> owner[c]).toArray();
        if (epsilon > 0 && owner[0] == 0) {
            for (int u = 0; u < owners.length; u++) {
                if (tree.last()[u] == 0 && tree.lambda()[u] * epsilon < 1) {
                    owners[u] = -1;
                }
            }
        }
        return owners;
    }
}
