// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Event;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;
import org.tessera.recommend.itemknn.ItemKnnRecommender;
import org.tessera.recommend.popular.PopularRecommender;
import org.tessera.tck.SampleCatalog;
import org.tessera.tck.SampleInteractions;

class BlendRecommenderTest {
    private static final Interactions SHOP = SampleInteractions.of(1);
    private static final Recommender ITEMKNN =
            new ItemKnnRecommender(Settings.defaults(ItemKnnRecommender.Config.class));
    private static final Recommender POPULAR =
            new PopularRecommender(Settings.defaults(PopularRecommender.Config.class));

    /** With k = 1 the first is worth 1, the second 2/3, the third 1/2. */
    @Test
    void addsUpReciprocalRanks() {
        Map<String, ?> settings = Map.of("method", "reciprocal", "k", 1);
        Query query = asking(5);
        Ranking blended = train(both(), settings).recommend(query);
        double[] expected = new double[SHOP.items()];
        for (Recommender part : List.of(ITEMKNN, POPULAR)) {
            Ranking ranking = train(part, Map.of()).recommend(query);
            for (int place = 0; place < ranking.size(); place++) {
                expected[ranking.items()[place]] += 2d / (2 + place);
            }
        }
        for (int place = 0; place < blended.size(); place++) {
            assertThat(blended.scores()[place]).isCloseTo(expected[blended.items()[place]], within(1e-12));
        }
    }

    @Test
    void dropsPartsThatDoNotHelp() {
        Judged customer =
                new Judged(new double[][][] {{{.1, .2, .9}, {.9, .2, .1}}}, new boolean[] {true, false, false}, 1);
        Selection selection =
                Selection.of(List.of(customer), 2, Opinion.Scale.RANK, 1, Parallel.sequential(), round -> {});
        assertThat(selection.weights()).containsExactly(0, 1);
        assertThat(selection.ndcg()).isEqualTo(1);
    }

    @Test
    void findsWeightsThatNeitherPartHasAlone() {
        double[][][] first = {{{1, .9, 0}, {0, .9, 1}}};
        Judged middle = new Judged(first, new boolean[] {false, true, false}, 1);
        Selection selection =
                Selection.of(List.of(middle), 2, Opinion.Scale.RANK, 1, Parallel.sequential(), round -> {});
        assertThat(selection.weights()).containsExactly(.5, .5);
        assertThat(selection.ndcg()).isEqualTo(1);
    }

    @Test
    void holdsOutTheNewest() {
        HeldOut heldOut = HeldOut.of(SHOP, .25, RandomStream.of(1));
        assertThat(heldOut.customers()).doesNotContain(SampleInteractions.STRANGER);
        for (int k = 0; k < heldOut.customers().length; k++) {
            int customer = heldOut.customers()[k];
            int[] wanted = heldOut.wanted().get(k);
            int all = SHOP.byCustomer().size(customer);
            assertThat(heldOut.rest().byCustomer().size(customer))
                    .isEqualTo(all - wanted.length)
                    .isPositive();
            long newest = heldOut.rest().byCustomer().size(customer) == 0 ? 0 : newest(heldOut.rest(), customer);
            for (int item : wanted) {
                assertThat(heldOut.rest().byCustomer().find(customer, item)).isNegative();
                assertThat(SHOP.time(SHOP.byCustomer().find(customer, item))).isGreaterThanOrEqualTo(newest);
            }
        }
    }

    private static long newest(Interactions interactions, int customer) {
        long newest = 0;
        for (int p = interactions.byCustomer().start(customer);
                p < interactions.byCustomer().end(customer);
                p++) {
            newest = Math.max(newest, interactions.time(p));
        }
        return newest;
    }

    @Test
    void readsTheSettingsOfItsParts() {
        RecommenderModel few = train(both(), Map.of("strategies", "itemknn", "settings", "itemknn.neighbours=1"));
        RecommenderModel one = train(ITEMKNN, Map.of("neighbours", 1));
        assertThat(few.recommend(asking(3)).items())
                .isEqualTo(one.recommend(asking(3)).items());
        assertThatThrownBy(() -> train(both(), Map.of("settings", "itemknn.neighbours=0")))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("itemknn: setting neighbours");
    }

    @Test
    void needsOneOfItsParts() {
        assertThatThrownBy(() -> train(both(), Map.of("strategies", "slim,als")))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("none of the strategies slim, als")
                .extracting(failure -> ((TesseraException) failure).hint())
                .asString()
                .contains("itemknn, popular");
    }

    @Test
    void readsWhatPartsAreThereAndWaitsForTheOthers() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecommenderModel whole = train(both(), Map.of("method", "reciprocal"));
        whole.write(out);
        byte[] bytes = out.toByteArray();
        assertThatThrownBy(() -> of(Map.of()).read(new ByteArrayInputStream(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("itemknn")
                .hasMessageContaining("popular");

        BlendRecommender blend = of(Map.of("popular", POPULAR));
        RecommenderModel half = blend.read(new ByteArrayInputStream(bytes));
        assertThat(half.recommend(asking(5)).items())
                .isEqualTo(train(POPULAR, Map.of()).recommend(asking(5)).items());
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        half.write(again);
        assertThat(again.toByteArray()).as("nothing is lost").hasSameSizeAs(bytes);
        blend.parts().add("itemknn", "", 0, 7, ITEMKNN);
        assertThat(half.recommend(asking(5)).scores())
                .isEqualTo(whole.recommend(asking(5)).scores());
        blend.parts().remove(7);
        assertThat(half.recommend(asking(5)).size()).isPositive();
    }

    @Test
    void mergesReasons() {
        MergedReasons merged = new MergedReasons();
        merged.add(
                List.of(new Reason(Reason.ITEM, 3, "", 2), new Reason(Reason.OTHERS, Event.NONE, "4", 2)), 1, 4, "a");
        merged.add(List.of(new Reason(Reason.ITEM, 3, "", 10)), .5, 10, "b");
        merged.add(List.of(new Reason(Reason.ITEM, 4, "", -1)), .25, -1, "c");
        assertThat(merged.toList())
                .containsExactly(
                        new Reason(Reason.ITEM, 3, "", 1),
                        new Reason("strategy", Event.NONE, "c", .25),
                        new Reason(Reason.OTHERS, Event.NONE, "4", .5));
    }

    private static Recommender both() {
        return of(new java.util.TreeMap<>(Map.of("itemknn", ITEMKNN, "popular", POPULAR)));
    }

    private static BlendRecommender of(Map<String, Recommender> parts) {
        return BlendRecommender.of(Settings.defaults(BlendRecommender.Config.class), parts);
    }

    private static RecommenderModel train(Recommender recommender, Map<String, ?> settings) {
        return recommender.train(
                new RecommenderInput(SHOP, new SampleCatalog(SHOP.items()), SampleInteractions.NOW),
                settings,
                TrainingContext.sequential(1));
    }

    private static Query asking(int customer) {
        return new Query(
                Event.NONE,
                SHOP.history(customer),
                Integer.MAX_VALUE,
                ItemSet.all(),
                ItemSet.of(SHOP.history(customer)));
    }
}
