// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.engine.measure.BareCatalog;
import org.tessera.engine.measure.EventLog;

class EventWeightsTest {
    private static final long DAY = 86_400_000L;

    private static EventWeights weights(Map<String, ?> settings) {
        RecommendationService.Config config = Settings.defaults(RecommendationService.Config.class);
        return EventWeights.of(Settings.overlay(RecommendationService.Config.class, config, settings));
    }

    private static RecommendationService.Config weighing(String... weights) {
        RecommendationService.Config defaults = Settings.defaults(RecommendationService.Config.class);
        return (RecommendationService.Config) java.lang.reflect.Proxy.newProxyInstance(
                EventWeightsTest.class.getClassLoader(),
                new Class<?>[] {RecommendationService.Config.class},
                (proxy, method, arguments) -> method.getName().equals("weights") ? weights : method.invoke(defaults));
    }

    private static Event event(String type, int item, long time, double value, double quantity) {
        return new Event(0, item, type, time, value, quantity, 1, "", "");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"view=-0.1", "view=NaN", "view=Infinity", "view=1e9", "view", "=1", "view=much"})
    void weightsThatAreNoneAreRefused(String entry) {
        assertThatThrownBy(() -> EventWeights.of(weighing("purchase=1", entry)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("setting weights: '" + entry + "'");
    }

    @Test
    void otherSettingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> weights(Map.of("halflife_days", -1))).hasMessageStartingWith("setting halflife.days");
        assertThatThrownBy(() -> weights(Map.of("halflife_days", "NaN"))).hasMessageStartingWith("setting halflife");
        assertThatThrownBy(() -> weights(Map.of("session_gap_min", -1))).hasMessageStartingWith("setting session.gap");
        assertThatThrownBy(() -> weights(Map.of("seen_weight", "NaN"))).hasMessageStartingWith("setting seen.weight");
        assertThatThrownBy(() -> weights(Map.of("minimum_rating", -1))).hasMessageStartingWith("setting minimum");
        assertThatThrownBy(() -> weights(Map.of("ratings", "both"))).hasMessageStartingWith("setting ratings");
    }

    @Test
    void typesWeighAsConfiguredAndUnlistedOnesOne() {
        EventWeights usual = weights(Map.of());
        assertThat(usual.of(event(Event.VIEW, 1, 0, Double.NaN, 1))).isEqualTo(.2f);
        assertThat(usual.of(event("wish", 1, 0, Double.NaN, 1))).isEqualTo(1f);
        assertThat(usual.of(event("return", 1, 0, Double.NaN, 1))).isZero();
        assertThat(usual.of(event(Event.VIEW, Event.NONE, 0, Double.NaN, 1))).isZero();
        assertThat(weights(Map.of("minimum_rating", 3)).of(event(Event.RATING, 1, 0, 2.5, 1)))
                .isZero();
    }

    @Test
    void whereStarsCountOnlyRatingsDoAndTheNewestOfAPairStands() {
        EventWeights stars = weights(Map.of("ratings", "stars"));
        assertThat(stars.seen()).isZero();
        assertThat(stars.of(event(Event.PURCHASE, 1, 0, 9.99, 1))).isZero();
        assertThat(stars.of(event(Event.RATING, 1, 0, 3.5, 1))).isEqualTo(3.5f);
        assertThat(stars.of(event(Event.RATING, 1, 0, Double.NaN, 1))).isZero();
        assertThat(stars.of(event(Event.RATING, 1, 0, -2, 1))).isZero();
        EventCollector collector = new EventCollector(stars, new BareCatalog(5), 1);
        collector.add(event(Event.RATING, 1, 20, 2, 1));
        collector.add(event(Event.RATING, 1, 10, 5, 1));
        EventLog log = collector.settled();
        log.atLeast(1, 5);
        assertThat(log.interactions().byCustomer().valuesOf(0)).containsExactly(2f);
        assertThat(log.history().weight(0)).isEqualTo(2f);
    }

    @Test
    void aReturnTakesTheLatestPurchaseBackThatIsNotLater() {
        EventCollector collector = new EventCollector(weights(Map.of()), new BareCatalog(9), 1);
        collector.add(event(Event.PURCHASE, 1, 10, 1, 1));
        collector.add(event(Event.PURCHASE, 2, 10, 1, 3));
        collector.add(event("return", 1, 20, Double.NaN, -1));
        collector.add(event("return", 2, 20, Double.NaN, 1));
        // Bought again later, and a return without any purchase.
        collector.add(event(Event.PURCHASE, 3, 30, 1, 1));
        collector.add(event("return", 3, 20, Double.NaN, 1));
        collector.add(event("return", 4, 20, Double.NaN, 1));
        // A glance is not a purchase and stays.
        collector.add(event(Event.VIEW, 5, 10, Double.NaN, 1));
        collector.add(event(Event.PURCHASE, 5, 11, 1, 1));
        collector.add(event("return", 5, 12, Double.NaN, 1));
        // Two units over two purchases: the later one is gone, one unit of the earlier is left.
        collector.add(event(Event.PURCHASE, 6, 10, 1, 2));
        collector.add(event(Event.PURCHASE, 6, 15, 1, 1));
        collector.add(event("return", 6, 20, Double.NaN, 2));
        History history = collector.settled().history();
        assertThat(history.toItems()).containsExactly(2, 3, 5, 6);
        assertThat(history.weight(2)).isEqualTo(.2f);
        assertThat(history.time(3)).isEqualTo(10);
    }

    @Test
    void aHistoryIsTheRowThatIsTrainedOn() {
        java.util.SplittableRandom random = new java.util.SplittableRandom(5);
        for (String ratings : new String[] {"weight", "stars"}) {
            EventCollector collector = new EventCollector(weights(Map.of("ratings", ratings)), new BareCatalog(20), 1);
            String[] types = {Event.PURCHASE, Event.VIEW, Event.RATING, "return"};
            for (int k = 0; k < 500; k++) {
                collector.add(event(
                        types[random.nextInt(4)], random.nextInt(20), random.nextInt(90), 1 + random.nextInt(5), 1));
            }
            EventLog log = collector.settled();
            log.atLeast(1, 20);
            History row = log.interactions().history(0);
            History asked = log.history();
            assertThat(asked.toItems()).containsExactly(row.toItems());
            for (int place = 0; place < row.size(); place++) {
                assertThat(asked.weight(place)).isEqualTo(row.weight(place));
                assertThat(asked.time(place)).isEqualTo(row.time(place));
            }
        }
    }

    @Test
    void weightsFadeByHalfInEveryHalfLifeAndNeverToNothing() {
        Decay decay = new Decay(10);
        History history = History.ofSorted(
                new int[] {0, 1, 2, 3}, new float[] {1, 1, 2, 1}, new long[] {100 * DAY, 90 * DAY, 80 * DAY, -DAY * 9999});
        History faded = decay.at(100 * DAY, history);
        assertThat(faded.weight(0)).isEqualTo(1f);
        assertThat(faded.weight(1)).isCloseTo(.5f, within(1e-6f));
        assertThat(faded.weight(2)).isCloseTo(.5f, within(1e-6f));
        assertThat(faded.weight(3)).isCloseTo(1e-6f, within(1e-9f));
        assertThat(decay.at(95 * DAY, history).weight(0)).isEqualTo(1f);
        assertThat(Decay.NONE.at(100 * DAY, history)).isSameAs(history);
        Interactions untimed = Interactions.Builder.binary().add(0, 0, 1f).build(1, 1);
        assertThat(decay.at(100 * DAY, untimed)).isSameAs(untimed);
    }
}
