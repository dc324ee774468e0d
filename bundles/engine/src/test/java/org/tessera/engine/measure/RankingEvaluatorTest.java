// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.CustomerCatalog;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.measure.Leaderboard;
import org.tessera.api.measure.Split;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.parallel.Parallel;

class RankingEvaluatorTest {
    @Test
    void scoresCoverageAndNoveltyByHand() {
        Interactions train = Interactions.Builder.binary()
                .add(0, 0, 1f)
                .add(1, 0, 1f)
                .add(1, 1, 1f)
                .add(2, 2, 1f)
                .build(4, 4);
        Interactions test =
                Interactions.Builder.binary().add(0, 1, 1f).add(2, 3, 1f).build(4, 4);
        Holdout holdout = new Holdout(train, test, 0, "");
        RankingEvaluator evaluator = RankingEvaluator.of(holdout, 2, 1, 100, 1);
        assertThat(evaluator.customers()).containsExactly(0, 2);
        // Popularity order: item 0, then 1 and 2 by index. Customer 0 gets 1, 2; customer 2 gets 0, 1.
        RankingEvaluator.Result result = evaluator.evaluate(new MostPopular(train), Progress.unwatched());
        assertThat(result.mean().hit()).isEqualTo(.5);
        assertThat(result.mean().precision()).isEqualTo(.25);
        assertThat(result.mean().ndcg()).isEqualTo(.5);
        assertThat(result.coverage()).isEqualTo(.75);
        // Shares of the four customers: items 1 and 2 a quarter, item 0 a half.
        assertThat(result.novelty()).isCloseTo((2 + 2 + 1 + 2) / 4.0, within(1e-12));
        assertThat(result.answerSeconds()).hasSize(2).isSorted();
    }

    @Test
    void manyThreadsGiveTheSameAnswersAsOne() {
        Interactions.Builder train = Interactions.Builder.binary();
        Interactions.Builder test = Interactions.Builder.binary();
        for (int c = 0; c < 5000; c++) {
            train.add(c, c % 17, 1f).add(c, 20 + c % 5, 1f);
            test.add(c, (c + 1) % 17, 1f);
        }
        Holdout holdout = new Holdout(train.build(5000, 25), test.build(5000, 25), 0, "");
        RankingEvaluator evaluator = RankingEvaluator.of(holdout, 5, 1, Integer.MAX_VALUE, 1);
        MostPopular model = new MostPopular(holdout.train());
        RankingEvaluator.Result one = evaluator.evaluate(model, Progress.unwatched());
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Parallel parallel = new Parallel(threads, 3);
            RankingEvaluator.Result many = evaluator.evaluate(model, parallel, Progress.unwatched());
            assertThat(many.lists()).isDeepEqualTo(one.lists());
            assertThat(many.mean()).isEqualTo(one.mean());
            assertThat(many.exposure()).isEqualTo(one.exposure());
            assertThat(one.answerSeconds()).hasSize(5000);
            assertThat(many.answerSeconds()).hasSize(2000);
            RankingEvaluator.Result all =
                    evaluator.withAuc(many, model, 1_000_000, parallel, Progress.unwatched());
            assertThat(all.scores()).noneMatch(score -> Double.isNaN(score.auc()));
            RankingEvaluator.Result some = evaluator.withAuc(many, model, 2500, parallel, Progress.unwatched());
            assertThat(some.scores()).filteredOn(score -> !Double.isNaN(score.auc())).hasSize(100);
            assertThat(some.mean().auc()).isCloseTo(all.mean().auc(), within(.05));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void areaUnderTheCurveLeavesOutWhatMayNotBeAnswered() {
        Interactions train = Interactions.Builder.binary()
                .add(0, 0, 1f)
                .add(1, 1, 1f)
                .add(2, 1, 1f)
                .add(1, 2, 1f)
                .build(3, 4);
        Interactions test = Interactions.Builder.binary().add(0, 2, 1f).build(3, 4);
        RankingEvaluator evaluator = RankingEvaluator.of(new Holdout(train, test, 0, ""), 2, 1, 10, 1);
        RecommenderModel model = new MostPopular(train);
        RankingEvaluator.Result result = evaluator.withAuc(
                evaluator.evaluate(model, Progress.unwatched()),
                model,
                100,
                Parallel.sequential(),
                Progress.unwatched());
        // Left for customer 0 are items 1, 2 and 3, all of score 0: a draw.
        assertThat(result.mean().auc()).isEqualTo(.5);
    }

    @Test
    void anItemIsToBeFoundAmongItsCandidates() {
        Interactions train = Interactions.Builder.binary()
                .add(0, 0, 1f)
                .add(1, 0, 1f)
                .add(1, 1, 1f)
                .add(2, 1, 1f)
                .add(2, 2, 1f)
                .add(0, 1, 1f)
                .build(3, 6);
        Interactions test =
                Interactions.Builder.binary().add(0, 3, 1f).add(1, 5, 1f).build(3, 6);
        ItemSet[] candidates = {ItemSet.of(2, 3, 4), ItemSet.of(5, 2)};
        Holdout holdout = new Holdout(train, test, 0, "").among(customer -> candidates[customer]);
        RankingScores mean = RankingEvaluator.of(holdout, 2, 1, 10, 1)
                .evaluate(new MostPopular(train), Progress.unwatched())
                .mean();
        // Customer 0 gets 2 and 3, customer 1 gets 2 and 5: both second, as He et al. count hits and gain.
        assertThat(mean.hit()).isEqualTo(1);
        assertThat(mean.ndcg()).isCloseTo(1 / (Math.log(3) / Math.log(2)), within(1e-12));
        assertThat(mean.reciprocalRank()).isEqualTo(.5);
    }

    @Test
    void whoHasNoHistoryIsAskedAboutAsUnknown() {
        Interactions train = Interactions.Builder.binary().add(0, 0, 1f).build(2, 2);
        Interactions test = Interactions.Builder.binary().add(1, 1, 1f).build(2, 2);
        java.util.List<Query> asked = new java.util.ArrayList<>();
        RecommenderModel model = new MostPopular(train) {
            @Override
            public Ranking recommend(Query query) {
                asked.add(query);
                return super.recommend(query);
            }
        };
        RankingEvaluator.of(new Holdout(train, test, 77, ""), 1, 1, 10, 1).evaluate(model, Progress.unwatched());
        assertThat(asked).isNotEmpty().allSatisfy(query -> {
            assertThat(query.customer()).isEqualTo(-1);
            assertThat(query.history().isEmpty()).isTrue();
            assertThat(query.context().time()).isEqualTo(77);
        });
    }

    @Test
    void weightsFadeInQuestionsAsInTrainingAndWhatWasHadStaysOut() {
        long day = 86_400_000L;
        Interactions train = Interactions.Builder.weighted()
                .add(0, 0, 1f, 10 * day)
                .add(0, 1, .4f, 20 * day)
                .build(1, 3);
        Interactions test = Interactions.Builder.binary().add(0, 2, 1f).build(1, 3);
        Holdout holdout = new Holdout(train, test, 20 * day, "")
                .knowing(CustomerCatalog.unknown(1), new org.tessera.engine.recommend.Decay(10));
        Interactions learned = holdout.input(new BareCatalog(3)).interactions();
        assertThat(learned.byCustomer().valuesOf(0)).containsExactly(.5f, .4f);
        assertThat(learned.time(0)).isEqualTo(10 * day);
        java.util.List<Query> asked = new java.util.ArrayList<>();
        RecommenderModel model = new MostPopular(train) {
            @Override
            public Ranking recommend(Query query) {
                asked.add(query);
                return super.recommend(query);
            }
        };
        RankingEvaluator.of(holdout, 3, 1, 10, 1).evaluate(model, Progress.unwatched());
        assertThat(asked.get(0).history().weight(0)).isEqualTo(.5f);
        assertThat(asked.get(0).exclusions().contains(0)).isTrue();
        assertThat(asked.get(0).exclusions().contains(1)).isFalse();
    }

    @Test
    void groupsOfCustomersHaveFiguresOfTheirOwn() {
        Interactions.Builder train = Interactions.Builder.binary();
        Interactions.Builder test = Interactions.Builder.binary();
        int[] sizes = {4, 5, 19, 20, 1};
        for (int c = 0; c < sizes.length; c++) {
            for (int item = 0; item < sizes[c]; item++) {
                train.add(c, item, 1f);
            }
            test.add(c, c == 4 ? 29 : sizes[c], 1f);
        }
        Holdout holdout = new Holdout(train.build(5, 30), test.build(5, 30), 0, "");
        RankingEvaluator evaluator = RankingEvaluator.of(holdout, 1, 1, 10, 1);
        RankingScores[] scores = evaluator
                .evaluate(new MostPopular(holdout.train()), Progress.unwatched())
                .scores();
        assertThat(Slices.byHistory(evaluator, scores))
                .extracting(Leaderboard.Slice::name, Leaderboard.Slice::users, slice -> slice.figures().hitRate())
                .containsExactly(tuple("0-4", 2, .5), tuple("5-19", 2, 1.0), tuple("20+", 1, 1.0));
        assertThat(Slices.bySegment(evaluator, scores, customer -> customer == 4 ? "" : customer < 2 ? "b" : "a"))
                .extracting(Leaderboard.Slice::name, Leaderboard.Slice::users)
                .containsExactly(tuple("a", 2), tuple("b", 2));
    }

    @Test
    void exposureAndDistancesByHand() {
        Interactions train = Interactions.Builder.binary()
                .add(0, 0, 1f)
                .add(1, 0, 1f)
                .add(0, 1, 1f)
                .add(2, 1, 1f)
                .build(4, 6);
        int[][] lists = {{0, 5}, {0, 5}, {0, 5}, {0, 5}, {0, 2}, {2, 3}};
        Exposure exposure = Exposure.of(lists, train);
        // numpy: mean absolute difference of 5, 0, 2, 1, 0, 4 over twice their mean.
        assertThat(exposure.gini()).isCloseTo(0.5277777777777778, within(1e-12));
        assertThat(exposure.coverage()).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(Exposure.of(new int[][] {{}}, train).gini()).isNaN();
        ItemDistance common = ItemDistance.of(new BareCatalog(6), train);
        assertThat(common.by()).isEqualTo("customers");
        // Items 0 and 1 share one of two customers each; nobody had 2.
        assertThat(common.between(0, 1)).isEqualTo(.5);
        assertThat(common.between(0, 2)).isEqualTo(1);
        assertThat(common.within(new int[][] {{0, 1}, {0, 1, 2}, {0}})).isCloseTo((.5 + 2.5 / 3) / 2, within(1e-12));
        assertThat(common.within(new int[][] {{0}})).isNaN();
        ItemDistance words = new ItemDistance.ByWords(java.util.List.of(
                java.util.Set.of("a", "b"), java.util.Set.of("b", "c"), java.util.Set.of()));
        assertThat(words.between(0, 1)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(words.between(0, 0)).isZero();
        assertThat(words.between(2, 2)).isEqualTo(1);
    }

    @Test
    void aSampleOfCustomersIsDrawnBySeed() {
        Interactions.Builder pairs = Interactions.Builder.binary();
        for (int c = 0; c < 100; c++) {
            pairs.add(c, 0, 1f);
        }
        Interactions all = pairs.build(100, 2);
        int[] once =
                RankingEvaluator.of(new Holdout(all, all, 0, ""), 1, 1, 10, 5).customers();
        assertThat(once).hasSize(10).isSorted().doesNotHaveDuplicates();
        assertThat(RankingEvaluator.of(new Holdout(all, all, 0, ""), 1, 1, 10, 5)
                        .customers())
                .isEqualTo(once);
    }

    /** Published: Ferrari Dacrema et al. (RecSys 2019), additional material, table 46, most popular. */
    @Test
    void agreesWithThePublishedFiguresOfTheMostPopularItems() throws IOException {
        Path folder = Path.of(System.getProperty("tessera.data", "../../../shared/data"))
                .resolve("ml-100k")
                .resolve("mcrec-split");
        Assumptions.assumeTrue(
                Files.isDirectory(folder), () -> "skipped: MovieLens 100K is not at " + folder.toAbsolutePath());
        Holdout holdout = Holdout.of(
                new EventLog(),
                new Split.Files(folder.resolve("ml-100k.train.rating"), folder.resolve("ml-100k.test.rating")),
                1);
        RankingScores mean = RankingEvaluator.of(holdout, 10, 1, Integer.MAX_VALUE, 1)
                .evaluate(new MostPopular(holdout.train()), Progress.unwatched())
                .mean();
        assertThat(mean.precision()).isCloseTo(.1907, within(.002));
        assertThat(mean.recall()).isCloseTo(.1180, within(.002));
        assertThat(mean.ndcgUncut()).isCloseTo(.1361, within(.002));
    }

    /** Items by the number of customers that had them. */
    private static class MostPopular implements RecommenderModel {
        private final int[] order;

        MostPopular(Interactions train) {
            SparseMatrix byItem = train.byItem();
            order = IntStream.range(0, byItem.rows())
                    .boxed()
                    .sorted(Comparator.comparing((Integer item) -> -byItem.size(item)))
                    .mapToInt(item -> item)
                    .toArray();
        }

        @Override
        public int items() {
            return order.length;
        }

        @Override
        public Ranking recommend(Query query) {
            int[] items =
                    IntStream.of(order).filter(query::admits).limit(query.n()).toArray();
            return new Ranking(items, new double[items.length]);
        }

        @Override
        public java.util.List<Reason> explain(Query query, int item) {
            return java.util.List.of();
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of();
        }

        @Override
        public void write(java.io.OutputStream out) {
            throw new UnsupportedOperationException("only for tests");
        }
    }
}
