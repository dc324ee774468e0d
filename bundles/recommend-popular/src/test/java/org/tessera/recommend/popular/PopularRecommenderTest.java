// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.popular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
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

class PopularRecommenderTest {
    private static final long DAY = 86_400_000L;
    private static final long NOW = 1000 * DAY;
    private static final Query ANYTHING = new Query(Event.NONE, History.empty(), 10, ItemSet.all(), ItemSet.none());

    /** Item 0: three customers long ago. 1: two lately. 2: one, weighing 5, of unknown time. 3: tomorrow. 4: nobody. */
    private final Interactions pairs = Interactions.Builder.weighted()
            .add(0, 0, 1, NOW - 20 * DAY)
            .add(1, 0, 1, NOW - 20 * DAY)
            .add(2, 0, 1, NOW - 30 * DAY)
            .add(0, 1, 1, NOW)
            .add(1, 1, 1, NOW - 10 * DAY)
            .add(2, 2, 5, 0)
            .add(2, 3, 1, NOW + DAY)
            .build(3, 5);

    @Test
    void countsCustomers() {
        Ranking ranking = train(Map.of("halflife", 0)).recommend(ANYTHING);
        assertThat(ranking.items()).containsExactly(0, 1, 2, 3);
        assertThat(ranking.scores()).containsExactly(3, 2, 1, 1);
    }

    @Test
    void addsUpWeights() {
        Ranking ranking = train(Map.of("count", "weights", "halflife", 0)).recommend(ANYTHING);
        assertThat(ranking.items()).containsExactly(2, 0, 1, 3);
        assertThat(ranking.scores()).containsExactly(5, 3, 2, 1);
    }

    /** Of a half-life of ten days: 20 days count 1/4, 30 days 1/8, unknown times and the future in full. */
    @Test
    void fadesWithTime() {
        RecommenderModel model = train(Map.of("halflife", "10"));
        Ranking ranking = model.recommend(ANYTHING);
        assertThat(ranking.items()).containsExactly(1, 2, 3, 0);
        assertThat(ranking.scores()).containsExactly(new double[] {1.5, 1, 1, .625}, within(1e-12));
        assertThat(model.explain(ANYTHING, 0))
                .containsExactly(new Reason(Reason.POPULARITY, Event.NONE, "3", ranking.scores()[3]));
        assertThat(model.explain(ANYTHING, 4)).isEmpty();
    }

    @Test
    void findsNothingSimilar() {
        assertThat(train(Map.of()).similar(0, 5).size()).isZero();
    }

    @Test
    void refusesImpossibleConfiguration() {
        PopularRecommender.Config config = Settings.overlay(
                PopularRecommender.Config.class,
                Settings.defaults(PopularRecommender.Config.class),
                Map.of("halflife", 40_000));
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> new PopularRecommender(config))
                .withMessage("setting halflife: 40000.0 is out of range, expected 0.0 to 36500.0");
    }

    private RecommenderModel train(Map<String, ?> settings) {
        return new PopularRecommender(Settings.defaults(PopularRecommender.Config.class))
                .train(new RecommenderInput(pairs, new SampleCatalog(5), NOW), settings, TrainingContext.sequential(1));
    }
}
