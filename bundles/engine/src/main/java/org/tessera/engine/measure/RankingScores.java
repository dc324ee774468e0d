// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.util.Collection;
import java.util.function.ToDoubleFunction;
import org.tessera.api.measure.Leaderboard.Figures;
import org.tessera.api.recommend.Ranking;

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
 * @param reciprocalRank 1 over the place of the first hit, 0 without any
 * @param auc see {@link #auc}; NaN where it was not measured
 */
public record RankingScores(
        double ndcg,
        double ndcgUncut,
        double precision,
        double recall,
        double hit,
        double averagePrecision,
        double reciprocalRank,
        double auc) {
    /** Whether an item is relevant. */
    @FunctionalInterface
    public interface Relevance {
        boolean isRelevant(int item);
    }

    /**
     * Scores one list; AUC is left out.
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
        double reciprocal = 0;
        for (int place = 0; place < Math.min(k, items.length); place++) {
            if (relevance.isRelevant(items[place])) {
                hits++;
                gain += discount(place);
                precisions += (double) hits / (place + 1);
                reciprocal = hits == 1 ? 1.0 / (place + 1) : reciprocal;
            }
        }
        int reachable = Math.min(k, relevant);
        return new RankingScores(
                gain / idealGain(reachable),
                gain / idealGain(relevant),
                (double) hits / k,
                (double) hits / relevant,
                hits > 0 ? 1 : 0,
                precisions / reachable,
                reciprocal,
                Double.NaN);
    }

    /**
     * Area under the receiver operating characteristic (Hanley and McNeil 1982): the probability that a relevant item is
     * ranked before one that is not. Equal scores count half; items that are not in the ranking are taken to follow it,
     * all equal.
     *
     * @param ranking of as many items as the model has something to say about
     * @param relevant number of relevant items among the admitted ones
     * @param admitted number of items that could have been ranked
     * @return NaN where there are no relevant items, or no others
     */
    public static double auc(Ranking ranking, Relevance relevance, int relevant, int admitted) {
        long others = (long) admitted - relevant;
        long relevantBefore = 0;
        long othersBefore = 0;
        double wins = 0;
        int place = 0;
        while (place < ranking.size()) {
            double score = ranking.scores()[place];
            long good = 0;
            long bad = 0;
            for (; place < ranking.size() && ranking.scores()[place] == score; place++) {
                if (relevance.isRelevant(ranking.items()[place])) {
                    good++;
                } else {
                    bad++;
                }
            }
            wins += good * (others - othersBefore - bad / 2.0);
            relevantBefore += good;
            othersBefore += bad;
        }
        wins += (relevant - relevantBefore) * (others - othersBefore) / 2.0;
        return relevant == 0 || others <= 0 ? Double.NaN : wins / ((double) relevant * others);
    }

    RankingScores withAuc(double measured) {
        return new RankingScores(
                ndcg, ndcgUncut, precision, recall, hit, averagePrecision, reciprocalRank, measured);
    }

    /** Means of many, each of the same weight; AUC over those for whom it was measured. Zeros where there are none. */
    public static RankingScores mean(Collection<RankingScores> scores) {
        return new RankingScores(
                mean(scores, RankingScores::ndcg),
                mean(scores, RankingScores::ndcgUncut),
                mean(scores, RankingScores::precision),
                mean(scores, RankingScores::recall),
                mean(scores, RankingScores::hit),
                mean(scores, RankingScores::averagePrecision),
                mean(scores, RankingScores::reciprocalRank),
                scores.stream()
                        .mapToDouble(RankingScores::auc)
                        .filter(auc -> !Double.isNaN(auc))
                        .average()
                        .orElse(Double.NaN));
    }

    private static double mean(Collection<RankingScores> scores, ToDoubleFunction<RankingScores> figure) {
        return scores.stream().mapToDouble(figure).average().orElse(0);
    }

    /** As the leaderboard shows them. */
    public Figures figures() {
        return new Figures(ndcg, ndcgUncut, precision, recall, hit, averagePrecision, reciprocalRank, auc);
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
