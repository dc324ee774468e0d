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
     * @param purity share of rows in the majority class of their cluster, NaN where no truth is known
     */
    public record Row(
            String strategy,
            int clusters,
            double silhouette,
            double daviesBouldin,
            double calinskiHarabasz,
            List<Integer> sizes,
            double purity,
            double trainSeconds) {}
}
