// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.measure.Split;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;

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
    private static final class MostPopular implements RecommenderModel {
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
