// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

/**
 * How each of the different rows belongs.
 *
 * @param strengths density at which it left its cluster, in relation to the one at which the cluster ended, 0..1; 0 for
 *     noise (McInnes, Healy and Astels, hdbscan: Hierarchical density based clustering, JOSS 2017)
 * @param outlierScores GLOSH (Campello, Moulavi, Zimek and Sander 2015, section 5): 1 less the density at which it left
 *     the smallest cluster it was in, in relation to the largest density within that cluster, 0..1
 */
record Memberships(double[] strengths, double[] outlierScores) {
    /** @param owners taken cluster of each different row, -1 for noise */
    static Memberships of(CondensedTree tree, int[] owners) {
        double[] densest = tree.death().clone();
        for (int c = tree.clusters() - 1; c > 0; c--) {
            densest[tree.parent()[c]] = Math.max(densest[tree.parent()[c]], densest[c]);
        }
        double[] strengths = new double[owners.length];
        double[] outlierScores = new double[owners.length];
        for (int u = 0; u < owners.length; u++) {
            double lambda = tree.lambda()[u];
            outlierScores[u] = 1 - lambda / densest[tree.last()[u]];
            if (owners[u] >= 0) {
                strengths[u] = Math.min(1, lambda / tree.death()[owners[u]]);
            }
        }
        return new Memberships(strengths, outlierScores);
    }
}
