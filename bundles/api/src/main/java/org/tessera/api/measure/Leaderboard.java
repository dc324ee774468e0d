// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.measure;

import java.util.List;

/**
 * Strategies side by side on the same held-out data.
 *
 * @param split how the data was divided, in words
 * @param users customers the figures rest on
 * @param k length of the lists
 * @param rows best NDCG first
 */
public record Leaderboard(String split, int users, int k, List<Row> rows) {
    /**
     * @param hitRate share of customers with at least one hit
     * @param coverage share of the catalogue that is recommended to anybody
     * @param novelty mean self-information of recommended items, -log2 of the share of customers that had them
     * @param trainSeconds training, start to end
     * @param p50Ms median time of one answer in ms
     * @param p99Ms 99th percentile in ms
     */
    public record Row(
            String strategy,
            double ndcg,
            double precision,
            double recall,
            double hitRate,
            double map,
            double coverage,
            double novelty,
            double trainSeconds,
            double p50Ms,
            double p99Ms) {}
}
