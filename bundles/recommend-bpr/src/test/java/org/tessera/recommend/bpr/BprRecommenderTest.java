// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.bpr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.factors.FactorTable;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;
import org.tessera.tck.SampleCatalog;
import org.tessera.tck.SampleInteractions;

class BprRecommenderTest {
    /** Share of pairs of an item that a customer has and one that the customer does not have that are in order. */
    @ParameterizedTest
    @CsvSource({"1, 0", "3, 0", "3, .5"})
    void putsWhatCustomersHaveFirst(int candidates, double popularity) {
        SparseMatrix matrix = SampleInteractions.many(2_000, 300, 12, 3).byCustomer();
        BprTrainer.Factors factors = new BprTrainer(
                        settings(Map.of(
                                "epochs",
                                30,
                                "regularisation",
                                .001,
                                "candidates",
                                candidates,
                                "popularity",
                                popularity)),
                        TrainingContext.sequential(1),
                        matrix)
                .train();
        RandomStream random = RandomStream.of(9);
        int right = 0;
        int all = 0;
        for (int c = 0; c < matrix.rows(); c++) {
            double[] customer = factors.customers().row(c);
            for (int p = matrix.start(c); p < matrix.end(c); p++) {
                int other = random.nextInt(matrix.columns());
                if (matrix.find(c, other) < 0) {
                    int item = matrix.column(p);
                    double ahead = factors.items().dot(item, customer) + factors.biases()[item];
                    double behind = factors.items().dot(other, customer) + factors.biases()[other];
                    right += ahead > behind ? 1 : 0;
                    all++;
                }
            }
        }
        assertThat((double) right / all).as("in order").isGreaterThan(.9);
    }

    /** Every pair is in exactly one bucket of its customer's block, and blocks share neither customers nor items. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void blocksHoldEveryPairOnce(long seed) {
        SparseMatrix matrix = SampleInteractions.many(300, 400, 10, seed).byCustomer();
        Blocks blocks = new Blocks(matrix);
        double[] weights = new double[matrix.columns()];
        Arrays.fill(weights, 1);
        RandomStream random = RandomStream.of(seed);
        blocks.deal(weights, random, Parallel.sequential());
        boolean[] met = new boolean[matrix.size()];
        int[] blockOf = new int[matrix.columns()];
        Arrays.fill(blockOf, -1);
        for (int b = 0; b < blocks.count(); b++) {
            for (int of = 0; of < blocks.count(); of++) {
                for (int p : blocks.pairs(b, of, random)) {
                    assertThat(met[p]).isFalse();
                    met[p] = true;
                    assertThat(blocks.customer(p) % blocks.count()).isEqualTo(b);
                    int item = matrix.column(p);
                    assertThat(blockOf[item]).isIn(-1, of);
                    blockOf[item] = of;
                }
            }
        }
        assertThat(met).doesNotContain(false);
    }

    @Test
    void drawsItemsAsOftenAsTheyWeigh() {
        SparseMatrix matrix = SparseMatrix.of(1, 4, new int[] {0, 1}, new int[] {0}, new float[0]);
        Blocks blocks = new Blocks(matrix);
        RandomStream random = RandomStream.of(4);
        blocks.deal(new double[] {1, 0, 3, 4}, random, Parallel.sequential());
        double[] drawn = new double[4];
        int rounds = 80_000;
        for (int k = 0; k < rounds; k++) {
            drawn[blocks.draw(0, random)] += 8d / rounds;
        }
        assertThat(drawn).containsExactly(new double[] {1, 0, 3, 4}, within(.1));
        blocks.deal(new double[4], random, Parallel.sequential());
        assertThat(blocks.draw(0, random)).isEqualTo(-1);
    }

    /** What the history gives comes close to what training found for the customer. */
    @Test
    void foldsInNearlyWhatTrainingFound() {
        Interactions pairs = SampleInteractions.many(2_000, 300, 12, 3);
        SparseMatrix matrix = pairs.byCustomer();
        BprTrainer.Factors factors =
                new BprTrainer(settings(Map.of("factors", 16)), TrainingContext.sequential(1), matrix).train();
        RecommenderModel model = train(pairs, Map.of("factors", 16));
        double products = 0;
        double trained = 0;
        double folded = 0;
        for (int c = 0; c < 200; c++) {
            Query query = new Query(c, pairs.history(c), Integer.MAX_VALUE, ItemSet.all(), ItemSet.none());
            var ranking = model.recommend(query);
            for (int place = 0; place < ranking.size(); place++) {
                int item = ranking.items()[place];
                double one = factors.items().dot(item, factors.customers().row(c));
                double other = ranking.scores()[place] - factors.biases()[item];
                products += one * other;
                trained += one * one;
                folded += other * other;
            }
        }
        assertThat(products / Math.sqrt(trained * folded)).as("correlation").isGreaterThan(.85);
    }

    @Test
    void namesTheRateWhereFactorsGrowWithoutBound() {
        Interactions pairs = SampleInteractions.many(500, 100, 12, 3);
        assertThatThrownBy(() -> train(pairs, Map.of("rate", 1, "regularisation", 0, "factors", 256)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("setting rate: the factors grew without bound");
    }

    @Test
    void reportsHowFarFoldingInIs() {
        Interactions pairs = SampleInteractions.many(2_000, 100, 3, 3);
        List<Long> reports = new ArrayList<>();
        FactorTable customers = new FactorTable(2_000, 2);
        FactorTable items = new FactorTable(100, 2);
        LearntFoldIn.of(pairs.byCustomer(), customers, items, (done, total) -> {
            assertThat(total).isEqualTo(10_000);
            reports.add(done);
        });
        assertThat(reports).isSorted().hasSizeGreaterThan(5).endsWith(10_000L);
    }

    @Test
    void namesTheHistoryAndPopularity() {
        Interactions pairs = SampleInteractions.of(1);
        List<Reason> reasons = train(pairs, Map.of())
                .explain(new Query(Event.NONE, History.of(4, 8), 5, ItemSet.all(), ItemSet.none()), 12);
        assertThat(reasons)
                .extracting(Reason::kind)
                .containsExactlyInAnyOrder(Reason.ITEM, Reason.ITEM, Reason.POPULARITY);
    }

    private static BprSettings settings(Map<String, ?> overrides) {
        return BprSettings.of(Settings.overlay(
                BprRecommender.Config.class, Settings.defaults(BprRecommender.Config.class), overrides));
    }

    private static RecommenderModel train(Interactions pairs, Map<String, ?> settings) {
        return new BprRecommender(Settings.defaults(BprRecommender.Config.class))
                .train(
                        new RecommenderInput(pairs, new SampleCatalog(pairs.items()), 0),
                        settings,
                        TrainingContext.sequential(1));
    }
}
