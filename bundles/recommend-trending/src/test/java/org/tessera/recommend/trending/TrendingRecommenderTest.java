// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.trending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Context;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleCatalog;
import org.tessera.tck.SampleCustomers;

class TrendingRecommenderTest {
    private static final long DAY = 86_400_000L;
    private static final long NOW = 1_700_000_000_000L;

    /** Item 0: every day for 100 days. 1: every other day, all of late. 2: all long ago. 3: one event, today. */
    private final Interactions pairs = pairs();

    private static Interactions pairs() {
        Interactions.Builder builder = Interactions.Builder.binary();
        for (int day = 0; day < 100; day++) {
            builder.add(day, 0, 1, NOW - day * DAY);
            if (day < 40 && day % 2 == 0) {
                builder.add(day, 1, 1, NOW - day * DAY / 2);
            }
            builder.add(day, 2, 1, NOW - (50 + day) * DAY);
        }
        return builder.add(0, 3, 1, NOW).build(100, 5);
    }

    @Test
    void putsWhatRisesFirst() {
        RecommenderModel model = train(Map.of());
        assertThat(model.recommend(asking(Context.none())).items())
                .as("2 falls out, 3 is too little to go by")
                .containsExactly(1, 0);
        assertThat(model.recommend(asking(Context.none())).scores()[0]).isGreaterThan(1);
        List<Reason> reasons = model.explain(asking(Context.none()), 1);
        assertThat(reasons).extracting(Reason::kind).containsExactly("trend");
        assertThat(reasons.get(0).detail()).matches("goes \\d\\.\\d times as fast as before");
        assertThat(model.similar(0, 5).size()).isZero();
    }

    /** Quantiles of the Gamma distribution, by scipy.stats.gamma.ppf(norm.cdf(-1), 5 + 2 * S, scale=1 / (5 + 2 * E)). */
    @ParameterizedTest
    @CsvSource({"3, 1, 1.10491723", "20, 10, 1.53267283", "2, 2, 0.67294877", "50, 80, 0.57435993"})
    void agreesWithTheQuantileOfTheGammaDistribution(double count, double expected, double quantile) {
        TrendingSettings settings = TrendingSettings.of(Settings.defaults(TrendingRecommender.Config.class));
        assertThat(settings.score(count, expected)).isCloseTo(quantile, within(.002 * quantile));
    }

    @Test
    void isMoreSureTheMoreThereIs() {
        TrendingSettings settings = TrendingSettings.of(Settings.defaults(TrendingRecommender.Config.class));
        for (double count = 2; count < 500; count *= 1.5) {
            assertThat(settings.score(1.5 * count, count * .75)).isGreaterThan(settings.score(count, count * .5));
            assertThat(settings.score(count, count)).isLessThan(1);
        }
        assertThat(settings.score(1.99, 0)).as("below the support").isZero();
    }

    @Test
    void answersASegmentByItsOwnTrend() {
        Interactions.Builder builder = Interactions.Builder.binary();
        for (int customer = 0; customer < 200; customer++) {
            boolean first = customer % 4 == 0;
            // taste 0 turns from 1 to 0, everybody else from 0 to 1
            builder.add(customer, first ? 1 : 0, 1, NOW - 60 * DAY).add(customer, first ? 0 : 1, 1, NOW);
        }
        RecommenderModel model = new TrendingRecommender(Settings.defaults(TrendingRecommender.Config.class))
                .train(
                        new RecommenderInput(
                                builder.build(200, 2), new SampleCatalog(2), new SampleCustomers(200), NOW, () -> {
                                    throw new AssertionError("sessions are not needed");
                                }),
                        Map.of("by", "segment", "shrinkage", 1),
                        TrainingContext.sequential(1));
        assertThat(model.recommend(asking(Context.none())).items()).containsExactly(1, 0);
        Query query = asking(new Context("Taste 0", Map.of(), new int[0], 0));
        assertThat(model.recommend(query).items()).containsExactly(0, 1);
        assertThat(model.explain(query, 0).get(0).detail()).isEqualTo("favoured in the segment Taste 0");
    }

    private static Query asking(Context context) {
        return new Query(Event.NONE, History.empty(), 10, ItemSet.all(), ItemSet.none(), context);
    }

    private RecommenderModel train(Map<String, ?> settings) {
        return new TrendingRecommender(Settings.defaults(TrendingRecommender.Config.class))
                .train(new RecommenderInput(pairs, new SampleCatalog(5), NOW), settings, TrainingContext.sequential(1));
    }
}
