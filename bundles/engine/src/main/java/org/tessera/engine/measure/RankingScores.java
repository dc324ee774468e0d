// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

/**
 * How well one ranked list foretells what a customer did. Relevance is binary: an item was taken or not. The formulas
 * are those of Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002), for gain, and of
 * Manning, Raghavan and Schütze, "Introduction to Information Retrieval" (2008), chapter 8, for the rest.
 *
 * @param ndcg discounted gain of the list over that of the best possible list of the same length
 * @param ndcgUncut as above, but the best possible list holds every relevant item, however long that makes it; some
 *     published figures use this, which is lower for customers with more relevant items than places
 * @param precision share of the places that hold a relevant item; empty places count as misses
 * @param recall share of the relevant items that are in the list
 * @param hit 1 if any relevant item is in the list, else 0
 * @param averagePrecision mean of the precision at each hit, over the most hits there could have been
 */
public record RankingScores(
        double ndcg, double ndcgUncut, double precision, double recall, double hit, double averagePrecision) {
    /** Whether an item is relevant. */
    @FunctionalInterface
    public interface Relevance {
        boolean isRelevant(int item);
    }

    /**
     * Scores one list.
     *
     * @param items the list, best first; only the first {@code k} count
     * @param relevant number of relevant items, at least 1
     * @param k places of the list, at least 1
     */
    public static RankingScores of(int[] items, Relevance relevance, int relevant, int k) {
        if (relevant < 1 || k < 1) {
            throw new IllegalArgumentException(relevant + " relevant items, " + k + " places");
        }
        int hits = 0;
        double gain = 0;
        double precisions = 0;
        for (int place = 0; place < Math.min(k, items.length); place++) {
            if (relevance.isRelevant(items[place])) {
                hits++;
                gain += discount(place);
                precisions += (double) hits / (place + 1);
            }
        }
        int reachable = Math.min(k, relevant);
        return new RankingScores(
                gain / idealGain(reachable),
                gain / idealGain(relevant),
                (double) hits / k,
                (double) hits / relevant,
                hits > 0 ? 1 : 0,
                precisions / reachable);
    }

    private static double idealGain(int relevant) {
        double gain = 0;
        for (int place = 0; place < relevant; place++) {
            gain += discount(place);
        }
        return gain;
    }

    private static double discount(int place) {
        return Math.log(2) / Math.log(place + 2);
    }
}
