// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Context;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.parallel.Parallel;

/**
 * Asks a model about every customer of a held-out set and scores the answers. Each question carries the customer's
 * training history; items of weight {@code seen} or more in it are excluded, as when serving. A customer without one is
 * asked about as one unknown. Immutable; safe for many threads.
 *
 * @param k length of the lists
 * @param seen an item that weighs at least this in the training history may not be answered
 * @param customers those to ask about, each with at least one pair to foretell
 */
public record RankingEvaluator(Holdout holdout, int k, double seen, int[] customers) {
    /** Ranked items by which the area under the curve is measured at most. */
    static final long AUC_ANSWERS = 20_000_000;

    private static final int WARM_UP = 500;
    private static final int TIMED = 2000;
    private static final int GRAIN = 64;

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

    /** The same questions about those of the customers that are in a set. */
    public RankingEvaluator of(BitSet some) {
        return new RankingEvaluator(
                holdout, k, seen, Arrays.stream(customers).filter(some::get).toArray());
    }

    /**
     * What came out.
     *
     * @param scores of each customer, in the order of {@link RankingEvaluator#customers()}
     * @param lists the items answered to each, best first
     * @param mean over the customers
     * @param exposure how recommendations fall on items
     * @param answerSeconds of each answer that was timed, ascending
     */
    public record Result(
            RankingScores[] scores, int[][] lists, RankingScores mean, Exposure exposure, double[] answerSeconds) {
        /** Share of the items that were recommended to anybody. */
        public double coverage() {
            return exposure.coverage();
        }

        /** See {@link Exposure#novelty()}. */
        public double novelty() {
            return exposure.novelty();
        }

        /** Time below which a share of the answers stayed, in seconds. */
        public double answerSeconds(double share) {
            if (answerSeconds.length == 0) {
                return Double.NaN;
            }
            int place = (int) Math.ceil(share * answerSeconds.length) - 1;
            return answerSeconds[Math.max(0, place)];
        }

        Result withAuc(double[] auc) {
            RankingScores[] all = scores.clone();
            Arrays.setAll(all, c -> scores[c].withAuc(auc[c]));
            return new Result(all, lists, RankingScores.mean(Arrays.asList(all)), exposure, answerSeconds);
        }
    }

    /** On the calling thread, timing every answer. */
    public Result evaluate(RecommenderModel model, Progress progress) {
        return evaluate(model, customers.length, Parallel.sequential(), progress);
    }

    /** On many threads, timing an even sample of two thousand answers one at a time before. */
    public Result evaluate(RecommenderModel model, Parallel parallel, Progress progress) {
        return evaluate(model, Math.min(TIMED, customers.length), parallel, progress);
    }

    /** On many threads, without timing any answer. */
    Result score(RecommenderModel model, Parallel parallel, Progress progress) {
        return evaluate(model, 0, parallel, progress);
    }

    /** The first few hundred answers are given twice, and timed the second time only. */
    private Result evaluate(RecommenderModel model, int timed, Parallel parallel, Progress progress) {
        int n = customers.length;
        for (int c = 0; c < Math.min(WARM_UP, timed); c++) {
            model.recommend(query(customers[evenly(c, timed)], k));
        }
        int @Nullable [][] lists = new int[n][];
        double[] seconds = new double[timed];
        for (int t = 0; t < timed; t++) {
            int c = evenly(t, timed);
            Query query = query(customers[c], k);
            long start = System.nanoTime();
            int[] items = model.recommend(query).items();
            seconds[t] = (System.nanoTime() - start) / 1e9;
            lists[c] = items;
            if (t % GRAIN == 0) {
                progress.report("asking", t, n);
            }
        }
        int[][] answers = new int[n][];
        parallel.ranges(
                n,
                GRAIN,
                () -> (from, to) -> {
                    for (int c = from; c < to; c++) {
                        int[] timedList = lists[c];
                        answers[c] = timedList != null
                                ? timedList
                                : model.recommend(query(customers[c], k)).items();
                    }
                },
                done -> progress.report("asking", done, n));
        SparseMatrix test = holdout.test().byCustomer();
        RankingScores[] scores = new RankingScores[n];
        for (int c = 0; c < n; c++) {
            int customer = customers[c];
            scores[c] = RankingScores.of(answers[c], item -> test.find(customer, item) >= 0, test.size(customer), k);
        }
        Arrays.sort(seconds);
        return new Result(
                scores,
                answers,
                RankingScores.mean(Arrays.asList(scores)),
                Exposure.of(answers, holdout.train()),
                seconds);
    }

    private int evenly(int place, int of) {
        return (int) ((long) place * customers.length / of);
    }

    /**
     * Adds the area under the curve, for which every item has to be ranked.
     *
     * @param answers at most so many items are ranked in all: where there are more, for an even sample of the customers
     */
    public Result withAuc(Result result, RecommenderModel model, long answers, Parallel parallel, Progress progress) {
        int items = holdout.train().items();
        int n = customers.length;
        int asked = (int) Math.min(n, Math.max(1, answers / Math.max(1, items)));
        double[] auc = new double[n];
        Arrays.fill(auc, Double.NaN);
        SparseMatrix test = holdout.test().byCustomer();
        parallel.ranges(
                asked,
                1,
                () -> (from, to) -> {
                    for (int a = from; a < to; a++) {
                        int place = evenly(a, asked);
                        int customer = customers[place];
                        Query query = query(customer, items);
                        int admitted = (int)
                                IntStream.range(0, items).filter(query::admits).count();
                        auc[place] = RankingScores.auc(
                                model.recommend(query),
                                item -> test.find(customer, item) >= 0,
                                test.size(customer),
                                admitted);
                    }
                },
                done -> progress.report("ranking all items", done, asked));
        return result.withAuc(auc);
    }

    private Query query(int customer, int n) {
        History past = holdout.train().history(customer);
        int[] taken = IntStream.range(0, past.size())
                .filter(place -> past.weight(place) >= seen)
                .map(past::item)
                .toArray();
        Holdout.Around around = holdout.around();
        return new Query(
                past.isEmpty() ? -1 : customer,
                around.decay().at(holdout.now(), past),
                n,
                around.candidates().apply(customer),
                ItemSet.of(taken),
                new Context("", around.customers().attributes(customer), new int[0], holdout.now()));
    }
}
