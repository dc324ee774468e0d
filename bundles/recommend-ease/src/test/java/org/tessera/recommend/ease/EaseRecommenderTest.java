// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleCatalog;
import org.tessera.tck.SampleInteractions;

class EaseRecommenderTest {
    /** Row 0 and 1 of the weights, worked out with numpy 1.24: -P / diag(P), P = inv(G + l2 I). */
    private static final double[][] PLAIN = {
        {0.0, -0.0629843, 0.2510898, 0.2226974, 0.163338, -0.0164715, 0.0103022, -0.1033972},
        {-0.0627015, 0.0, 0.1952389, 0.0118744, -0.0628011, 0.191745, 0.0387525, 0.094213}
    };

    /** The same with l2 20 and the diagonal of G once more by a third. */
    private static final double[][] DROPPED = {
        {0.0, -0.0151326, 0.1633122, 0.1118107, 0.1161065, 0.0198085, 0.0383982, -0.0164472},
        {-0.0157098, 0.0, 0.1227025, 0.0346217, -0.0033415, 0.1305579, 0.0383555, 0.0891632}
    };

    @Test
    void agreesWithNumpy() {
        assertSays(train(Pairs.weighted(), Map.of("l2", 5)), PLAIN);
        assertSays(train(Pairs.weighted(), Map.of("l2", 20, "dropout", .25)), DROPPED);
    }

    private static void assertSays(RecommenderModel model, double[][] expected) {
        for (int item = 0; item < expected.length; item++) {
            double[] actual = new double[8];
            Ranking ranking = model.recommend(asking(History.of(item)));
            for (int place = 0; place < ranking.size(); place++) {
                actual[ranking.items()[place]] = ranking.scores()[place];
            }
            assertThat(actual).as("what item %d says", item).containsExactly(expected[item], within(1e-6));
        }
    }

    @Test
    void addsUpWhatTheHistorySays() {
        RecommenderModel model = train(Pairs.weighted(), Map.of("l2", 5));
        History history = History.ofSorted(new int[] {0, 1}, new float[] {1, 3}, new long[2]);
        List<Reason> reasons = model.explain(asking(history), 7);
        assertThat(reasons).extracting(Reason::item).containsExactly(1, 0);
        assertThat(reasons.get(0).weight()).isCloseTo(3 * 0.094213, within(1e-6));
        assertThat(reasons.get(1).weight()).as("speaks against it").isCloseTo(-0.1033972, within(1e-6));
    }

    /** The largest ones by size for each recommended item. */
    @Test
    void keepsTheLargestWeights() {
        RecommenderModel all = train(Pairs.weighted(), Map.of("l2", 5));
        RecommenderModel few = train(Pairs.weighted(), Map.of("l2", 5, "neighbours", 2));
        for (int on = 0; on < 8; on++) {
            int item = on;
            List<Double> kept = weightsOn(few, item);
            List<Double> expected = weightsOn(all, item).stream()
                    .sorted((a, b) -> Double.compare(Math.abs(b), Math.abs(a)))
                    .limit(2)
                    .toList();
            assertThat(kept).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static List<Double> weightsOn(RecommenderModel model, int item) {
        return java.util.stream.IntStream.range(0, 8)
                .filter(of -> of != item)
                .boxed()
                .flatMap(of -> model.explain(asking(History.of(of)), item).stream())
                .map(Reason::weight)
                .toList();
    }

    @Test
    void letsOnlyThePopularTakePart() {
        Interactions shop = SampleInteractions.of(1);
        RecommenderModel model = train(shop, Map.of("items", 10));
        Ranking ranking = model.recommend(asking(shop.history(3)));
        assertThat(ranking.size()).isEqualTo(10);
        assertThat(ranking.items()).contains(SampleInteractions.EVERYBODYS);
        assertThat(model.items()).isEqualTo(SampleInteractions.ITEMS);
        assertThat(model.recommend(asking(History.of(SampleInteractions.NOBODYS)))
                        .size())
                .isZero();
    }

    /** Two items that go together always, of weights beside which any l2 is lost to rounding. */
    @Test
    void namesL2WhereWeightsAreTooLarge() {
        Interactions.Builder pairs = Interactions.Builder.weighted();
        for (int customer = 0; customer < 4; customer++) {
            pairs.add(customer, 0, 0x1p50f);
            pairs.add(customer, 1, 0x1p50f);
        }
        Interactions together = pairs.build(4, 2);
        assertThatThrownBy(() -> train(together, Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("setting l2: 400.0 is too little")
                .extracting(failure -> ((TesseraException) failure).hint())
                .asString()
                .contains("evidence to log");
        assertThat(train(together, Map.of("evidence", "log")).items()).isEqualTo(2);
    }

    @Test
    void saysHowMuchMemoryItWouldNeed() {
        int items = 1_000_000;
        Interactions.Builder each = Interactions.Builder.binary();
        for (int item = 0; item < items; item++) {
            each.add(item % 100, item, 1);
        }
        Interactions many = each.build(100, items);
        assertThatThrownBy(() -> train(many, Map.of()))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("GB of memory for 1,000,000 items")
                .extracting(failure -> ((TesseraException) failure).hint())
                .asString()
                .contains("set items to");
        RecommenderModel model = train(many, Map.of("items", 50));
        assertThat(model.items()).isEqualTo(items);
    }

    private static Query asking(History history) {
        return new Query(Event.NONE, history, Integer.MAX_VALUE, ItemSet.all(), ItemSet.none());
    }

    private static RecommenderModel train(Interactions pairs, Map<String, ?> settings) {
        return new EaseRecommender(Settings.defaults(EaseRecommender.Config.class))
                .train(
                        new RecommenderInput(pairs, new SampleCatalog(pairs.items()), 0),
                        settings,
                        TrainingContext.sequential(1));
    }
}
