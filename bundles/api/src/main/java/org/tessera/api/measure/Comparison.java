// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.measure;

import java.util.List;

/**
 * Challengers beside a champion, on the same customers.
 *
 * @param split how data were held out, in words
 * @param users customers it rests on
 * @param k length of the lists
 * @param rows the challengers, the best first
 */
public record Comparison(String champion, double championNdcg, String split, int users, int k, List<Row> rows) {
    /**
     * One challenger.
     *
     * @param difference of its NDCG and the champion's
     * @param low lower end of the 95 % interval of the difference, by paired bootstrap over customers
     * @param high upper end
     * @param betterFor customers for whom it ranks better
     * @param worseFor customers for whom it ranks worse
     */
    public record Row(
            String strategy,
            double ndcg,
            double difference,
            double low,
            double high,
            int betterFor,
            int worseFor,
            double trainSeconds,
            double p50Ms,
            double p99Ms) {}
}
