// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.measure;

import java.util.List;
import java.util.Objects;

/**
 * Strategies side by side on the same held-out data.
 *
 * @param split how the data was divided, in words
 * @param users customers the figures rest on
 * @param k length of the lists
 * @param reference the strategy the others are compared with, by default the best
 * @param diversityBy what tells items apart for {@link Row#diversity()}: {@code categories} or {@code customers}
 * @param rows best NDCG first
 * @param refused strategies that could not be trained and are left out
 */
public record Leaderboard(
        String split, int users, int k, String reference, String diversityBy, List<Row> rows, List<Refusal> refused) {
    public Leaderboard {
        rows = List.copyOf(rows);
        // Boards that were saved before strategies could be left out have no such list.
        refused = List.copyOf(Objects.requireNonNullElse(refused, List.of()));
    }

    /**
     * A strategy that is left out.
     *
     * @param reason why it could not be trained, and what to do about it
     */
    public record Refusal(String strategy, String reason) {}

    /**
     * Means over customers, all of the same weight.
     *
     * @param ndcg discounted gain over that of the best list of length k
     * @param ndcgUncut as above, but the best list has room for every relevant item
     * @param hitRate share of customers with at least one hit
     * @param map mean average precision
     * @param mrr mean of 1 over the place of the first hit, 0 without any
     * @param auc probability that a relevant item is ranked before one that is not, over all items, equal ones counting
     *     half; over a sample of the customers where there are many items; NaN where it was not measured
     */
    public record Figures(
            double ndcg,
            double ndcgUncut,
            double precision,
            double recall,
            double hitRate,
            double map,
            double mrr,
            double auc) {}

    /**
     * The figures of some of the customers.
     *
     * @param by {@code history} or {@code segment}
     * @param name of the group, such as {@code 5-19}
     * @param users how many of them there are
     */
    public record Slice(String by, String name, int users, Figures figures) {}

    /**
     * How far the NDCG of a strategy is from that of the reference, on the same customers.
     *
     * @param low lower end of the 95 % interval, by paired bootstrap over customers
     * @param high upper end
     */
    public record Difference(double ndcg, double low, double high) {
        /** Whether the interval leaves out 0. */
        public boolean certain() {
            return low > 0 || high < 0;
        }
    }

    /**
     * @param coverage share of the catalogue that is recommended to anybody
     * @param gini how unevenly recommendations fall on items: 0 if on all alike, towards 1 if on few
     * @param novelty mean self-information of recommended items, -log2 of the share of customers that had them
     * @param diversity mean distance of two items of a list, 0 to 1; NaN where lists have fewer than two
     * @param trainSeconds training, start to end
     * @param p50Ms median time of one answer in ms
     * @param p99Ms 99th percentile in ms
     * @param difference from the reference; zeros for that itself
     * @param slices groups of customers, in order
     */
    public record Row(
            String strategy,
            Figures figures,
            double coverage,
            double gini,
            double novelty,
            double diversity,
            double trainSeconds,
            double p50Ms,
            double p99Ms,
            Difference difference,
            List<Slice> slices) {}
}
