// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;

/**
 * Asks a model about every customer of a held-out set and scores the answers. Each question carries the customer's
 * training history; items of weight {@code seen} or more in it are excluded, as when serving. Immutable; safe for many
 * threads.
 *
 * @param k length of the lists
 * @param seen an item that weighs at least this in the training history may not be answered
 * @param customers those to ask about, each with at least one pair to foretell
 */
public record RankingEvaluator(Holdout holdout, int k, double seen, int[] customers) {
    private static final int WARM_UP = 500;

    /**
     * For all customers with something to foretell, or an even sample of them.
     *
     * @param limit at most so many customers, chosen by {@code seed} where there are more
     */
    public static RankingEvaluator of(Holdout holdout, int k, double seen, int limit, long seed) {
        SparseMatrix test = holdout.test().byCustomer();
        int[] all =
                IntStream.range(0, test.rows()).filter(c -> test.size(c) > 0).toArray();
        if (all.length > limit) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int place = 0; place < limit; place++) {
                int other = place + random.nextInt(all.length - place);
                int chosen = all[other];
                all[other] = all[place];
                all[place] = chosen;
            }
            all = Arrays.copyOf(all, limit);
            Arrays.sort(all);
        }
        return new RankingEvaluator(holdout, k, seen, all);
    }

    /**
     * What came out.
     *
     * @param scores of each customer, in the order of {@link RankingEvaluator#customers()}
     * @param mean over the customers
     * @param coverage share of the items that were recommended to anybody
     * @param novelty mean of -log2 of the share of customers that had a recommended item; an item nobody had counts as
     *     if one had
     * @param answerSeconds of each answer, ascending
     */
    public record Result(
            RankingScores[] scores, RankingScores mean, double coverage, double novelty, double[] answerSeconds) {
        /** Time below which a share of the answers stayed, in seconds. */
        public double answerSeconds(double share) {
            if (answerSeconds.length == 0) {
                return Double.NaN;
            }
            int place = (int) Math.ceil(share * answerSeconds.length) - 1;
            return answerSeconds[Math.max(0, place)];
        }
    }

    /** Asks the model; the first few hundred answers are given twice, and timed the second time only. */
    public Result evaluate(RecommenderModel model, Progress progress) {
        SparseMatrix train = holdout.train().byCustomer();
        SparseMatrix test = holdout.test().byCustomer();
        SparseMatrix byItem = holdout.train().byItem();
        for (int c = 0; c < Math.min(WARM_UP, customers.length); c++) {
            model.recommend(query(customers[c]));
        }
        RankingScores[] scores = new RankingScores[customers.length];
        double[] seconds = new double[customers.length];
        BitSet recommended = new BitSet();
        double information = 0;
        long places = 0;
        for (int c = 0; c < customers.length; c++) {
            int customer = customers[c];
            Query query = query(customer);
            long start = System.nanoTime();
            int[] items = model.recommend(query).items();
            seconds[c] = (System.nanoTime() - start) / 1e9;
            scores[c] = RankingScores.of(items, item -> test.find(customer, item) >= 0, test.size(customer), k);
            for (int item : items) {
                recommended.set(item);
                information += selfInformation(byItem.size(item), train.rows());
                places++;
            }
            if (c % 256 == 0) {
                progress.report("asking", c, customers.length);
            }
        }
        Arrays.sort(seconds);
        return new Result(
                scores,
                mean(scores),
                (double) recommended.cardinality() / Math.max(1, holdout.train().items()),
                places == 0 ? Double.NaN : information / places,
                seconds);
    }

    private Query query(int customer) {
        History history = holdout.train().history(customer);
        int[] taken = IntStream.range(0, history.size())
                .filter(place -> history.weight(place) >= seen)
                .map(history::item)
                .toArray();
        return new Query(customer, history, k, ItemSet.all(), ItemSet.of(taken));
    }

    private static double selfInformation(int had, int all) {
        return Math.log((double) all / Math.max(1, had)) / Math.log(2);
    }

    private static RankingScores mean(RankingScores[] scores) {
        double[] sums = new double[6];
        for (RankingScores s : scores) {
            sums[0] += s.ndcg();
            sums[1] += s.ndcgUncut();
            sums[2] += s.precision();
            sums[3] += s.recall();
            sums[4] += s.hit();
            sums[5] += s.averagePrecision();
        }
        double n = Math.max(1, scores.length);
        return new RankingScores(sums[0] / n, sums[1] / n, sums[2] / n, sums[3] / n, sums[4] / n, sums[5] / n);
    }
}
