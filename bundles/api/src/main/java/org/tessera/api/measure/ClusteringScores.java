// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.measure;

import java.util.List;

/**
 * Clustering strategies side by side on the same table.
 *
 * @param rows best silhouette first
 */
public record ClusteringScores(int customers, List<Row> rows) {
    /**
     * @param sizes of the clusters, the largest first
     * @param purity share of rows in the majority class of their cluster; like the three that follow, over the rows whose
     *     class is known, with noise as a cluster of its own, and NaN where no truth is known
     * @param ari adjusted Rand index: pairs together or apart in both, corrected for chance; at most 1, about 0 for a
     *     random grouping
     * @param nmi mutual information over the mean of the two entropies, 0..1
     * @param vMeasure harmonic mean of homogeneity and completeness, 0..1; the same number as {@code nmi}
     */
    public record Row(
            String strategy,
            int clusters,
            double silhouette,
            double daviesBouldin,
            double calinskiHarabasz,
            List<Integer> sizes,
            double purity,
            double ari,
            double nmi,
            double vMeasure,
            double trainSeconds) {}
}
