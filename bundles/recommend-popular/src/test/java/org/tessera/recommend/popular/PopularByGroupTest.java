// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.popular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Context;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.tck.SampleCatalog;
import org.tessera.tck.SampleCustomers;

class PopularByGroupTest {
    private static final long HOUR = 3_600_000L;
    private static final long MIDNIGHT = 1_699_920_000_000L;

    /**
     * Customers 0 and 4 are of taste 0, 1 and 5 of taste 1; 0, 1, 4 and 5 live in Norway, 2 in China. Item 0 is what all
     * but one have, item 1 is of taste 1, item 2 of China.
     */
    private final Interactions pairs = Interactions.Builder.binary()
            .add(0, 0, 1, MIDNIGHT + 8 * HOUR)
            .add(4, 0, 1, MIDNIGHT + 8 * HOUR)
            .add(2, 0, 1, MIDNIGHT + 20 * HOUR)
            .add(1, 1, 1, MIDNIGHT + 20 * HOUR)
            .add(5, 1, 1, MIDNIGHT + 20 * HOUR)
            .add(2, 2, 1, MIDNIGHT + 20 * HOUR)
            .build(6, 4);

    /** Of taste 1: 2 of 2 for item 1; of all 3, 2, 1 of 6. So 6 * (2 + 2 * 2/6) / 4 = 4 and 6 * (2 * 3/6) / 4 = 1.5. */
    @Test
    void favoursWhatTheSegmentHas() {
        RecommenderModel model = train(Map.of("by", "segment", "shrinkage", 2));
        Query query = asking(new Context("Taste 1", Map.of(), new int[0], 0));
        Ranking ranking = model.recommend(query);
        assertThat(ranking.items()).containsExactly(1, 0, 2);
        assertThat(ranking.scores()).containsExactly(new double[] {4, 1.5, .5}, within(1e-6));
        List<Reason> reasons = model.explain(query, 1);
        assertThat(reasons).extracting(Reason::kind).containsExactly("segment", Reason.POPULARITY);
        assertThat(reasons).extracting(Reason::detail).containsExactly("favoured in the segment Taste 1", "2");
        assertThat(reasons).extracting(Reason::weight).containsExactly(3.0, 1.0);
    }

    @Test
    void answersForAllWhereTheGroupIsUnknown() {
        RecommenderModel model = train(Map.of("by", "segment"));
        for (Context context : List.of(Context.none(), new Context("New", Map.of(), new int[0], 0))) {
            assertThat(model.recommend(asking(context)).items()).containsExactly(0, 1, 2);
            assertThat(model.recommend(asking(context)).scores()).containsExactly(3, 2, 1);
        }
    }

    @Test
    void answersNothingElseWithoutShrinkage() {
        Ranking ranking = train(Map.of("by", "attribute", "attribute", "country", "shrinkage", 0))
                .recommend(asking(new Context("", Map.of("country", "中国"), new int[0], 0)));
        assertThat(ranking.items()).containsExactly(0, 2);
        assertThat(ranking.scores()).containsExactly(3, 3);
    }

    @Test
    void tellsHoursInTheZone() {
        Context morning = new Context("", Map.of(), new int[0], MIDNIGHT + 32 * HOUR);
        assertThat(train(Map.of("by", "hour", "shrinkage", 0))
                        .recommend(asking(morning))
                        .items())
                .containsExactly(0);
        Context evening = new Context("", Map.of(), new int[0], MIDNIGHT + 20 * HOUR);
        assertThat(train(Map.of("by", "hour", "shrinkage", 0, "zone", "Europe/Berlin"))
                        .recommend(asking(evening))
                        .items())
                .containsExactly(1, 0, 2);
    }

    /** Every item is the only one of its first category: with two of item 1 and no smoothing it alone is liked. */
    @Test
    void favoursTheCategoriesOfTheHistory() {
        RecommenderModel model = train(Map.of("by", "category", "taste", 1));
        Query query = new Query(Event.NONE, History.of(1), 10, ItemSet.all(), ItemSet.none());
        Ranking ranking = model.recommend(query);
        assertThat(ranking.items()).containsExactly(1, 0, 2);
        // half as in all, half as in the history: 2 / 2 + 2 / (2 / 6) / 2
        assertThat(ranking.scores()).containsExactly(new double[] {1 + 3, 1.5, .5}, within(1e-5));
        assertThat(model.explain(query, 1))
                .extracting(Reason::kind)
                .containsExactly(Reason.CATEGORY, Reason.POPULARITY);
        assertThat(model.explain(query, 1).get(0).detail()).isEqualTo("Garden");
        assertThat(model.recommend(asking(Context.none())).scores()).containsExactly(3, 2, 1);
        assertThat(train(Map.of("by", "category", "taste", 0)).recommend(query).items())
                .containsExactly(1);
    }

    @Test
    void wantsTheNameOfTheAttribute() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> train(Map.of("by", "attribute")))
                .satisfies(failure -> assertThat(failure.setting()).isEqualTo("attribute"));
    }

    /** Models from before there were groups. */
    @Test
    void readsTheFirstVersion() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelOutput old = new ModelOutput(bytes, "popular", 1);
        old.writeTexts(Map.of("count", "customers", "halflife", "30.0"));
        old.writeDoubles(new double[] {1, 0, 2.5});
        old.writeInts(new int[] {1, 0, 3});
        old.finish();
        RecommenderModel model = new PopularRecommender(Settings.defaults(PopularRecommender.Config.class))
                .read(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(model.recommend(asking(Context.none())).items()).containsExactly(2, 0);
        assertThat(model.settings()).containsEntry("by", "all").containsEntry("halflife", 30.0);
    }

    private static Query asking(Context context) {
        return new Query(Event.NONE, History.empty(), 10, ItemSet.all(), ItemSet.none(), context);
    }

    private RecommenderModel train(Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("halflife", 0);
        return new PopularRecommender(Settings.defaults(PopularRecommender.Config.class))
                .train(
                        new RecommenderInput(
                                pairs, new SampleCatalog(4), new SampleCustomers(6), MIDNIGHT + 30 * HOUR, () -> {
                                    throw new AssertionError("sessions are not needed");
                                }),
                        all,
                        TrainingContext.sequential(1));
    }
}
