// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.profile.Trait;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.TraitRecorder;

class BehaviourProfilerTest {
    private final Shelf shelf = new Shelf();
    private final BehaviourProfiler profiler = profiler(Map.of());

    @Test
    void saysWhenACustomerWasThere() {
        assertThat(read(
                        "2011-12-01T12:00:00Z",
                        view("2011-01-01T10:00:00Z", "web"),
                        view("2011-11-20T10:00:00Z", "web"),
                        view("2011-11-20T23:00:00Z", "web"),
                        view("2011-11-30T12:00:00Z", "shop")))
                .contains(
                        entry("first_seen", ms("2011-01-01T10:00:00Z")),
                        entry("last_seen", ms("2011-11-30T12:00:00Z")),
                        entry("days_since_seen", 1.0),
                        entry("tenure_days", 334.08),
                        entry("events", 4.0),
                        entry("active_days", 3.0),
                        entry("active_days_30d", 2.0),
                        entry("active_days_365d", 3.0),
                        entry("activity_trend", 1.0),
                        entry("event_share", Map.of("view", 1.0)));
    }

    @Test
    void saysWhatMovesByItself() {
        assertThat(profiler.traits(List.of()))
                .extracting(Trait::name)
                .filteredOn(name -> !profiler.isSteady(name))
                .contains("days_since_seen", "active_days_30d", "overdue", "price_level", "price_rank")
                .doesNotContain("last_seen", "events", "category_share");
    }

    /** Orders on days 0, 10, 20 and 40, two of them on day 10; now is day 60. */
    @Test
    void findsTheRhythmOfOrders() {
        int cup = shelf.product(3, "Cups");
        Map<String, Object> traits = read(
                "2011-03-02T00:00:00Z",
                buy("2011-01-01T10:00:00Z", cup, "a"),
                buy("2011-01-11T10:00:00Z", cup, "b"),
                buy("2011-01-11T16:00:00Z", cup, "c"),
                view("2011-01-15T10:00:00Z", ""),
                buy("2011-01-21T10:00:00Z", cup, "d"),
                buy("2011-02-10T10:00:00Z", cup, "e"));
        // Gaps 10, 10, 20: mean 13.33, standard deviation 4.714, variation .3536.
        assertThat(traits)
                .contains(
                        entry("order_gap_median", 10.0),
                        entry("order_gap_mean", 13.33),
                        entry("overdue", 2.0),
                        entry("order_regularity", 0.74),
                        entry("items_per_order", 1.0));
    }

    @Test
    void rhythmNeedsOrders() {
        int cup = shelf.product(3, "Cups");
        assertThat(read("2011-03-02T00:00:00Z", buy("2011-01-01T10:00:00Z", cup, "a")))
                .doesNotContainKeys("order_gap_median", "order_gap_mean", "overdue", "order_regularity");
        assertThat(read(
                        "2011-03-02T00:00:00Z",
                        buy("2011-01-01T10:00:00Z", cup, "a"),
                        buy("2011-01-05T10:00:00Z", cup, "b")))
                .contains(entry("order_gap_median", 4.0))
                .doesNotContainKeys("overdue", "order_regularity");
    }

    @Test
    void basketsLeaveOutPostage() {
        int cup = shelf.product(3, "Cups");
        int postage = shelf.postage(5);
        assertThat(read(
                        "2011-03-02T00:00:00Z",
                        buy("2011-01-01T10:00:00Z", cup, "a", 6),
                        buy("2011-01-01T10:00:00Z", cup, "a", 2),
                        buy("2011-01-01T10:00:00Z", postage, "a", 1),
                        buy("2011-02-01T10:00:00Z", cup, "b", 1)))
                .contains(
                        entry("items_per_order", 1.5),
                        entry("units_per_order", 4.5),
                        entry("distinct_items", 1.0),
                        entry("category_share", Map.of("Cups", 1.0)));
    }

    @Test
    void categoriesShareAnItem() {
        int film = shelf.product(Double.NaN, "Drama", "Comedy");
        int other = shelf.product(Double.NaN, "Drama");
        assertThat(read(
                        "2011-03-02T00:00:00Z",
                        event("2011-01-01T10:00:00Z", Event.RATING, film, 5, ""),
                        event("2011-01-01T10:01:00Z", Event.RATING, other, 2, ""),
                        event("2011-01-01T10:01:00Z", Event.CANCEL, other, 2, "")))
                .contains(
                        entry("favourite_category", "Drama"),
                        entry("category_share", Map.of("Drama", 0.75, "Comedy", 0.25)),
                        entry("distinct_categories", 2.0),
                        entry("distinct_items", 2.0),
                        entry("rating_mean", 3.5))
                .doesNotContainKeys("price_level", "price_rank", "items_per_order");
    }

    /** Twelve cups at 1 to 12: the third is budget, the sixth standard, the twelfth premium. */
    @Test
    void priceLevelsAreThirdsOfTheCategory() {
        for (int price = 1; price <= 12; price++) {
            shelf.product(price, "Cups");
        }
        assertThat(read(
                        "2011-03-02T00:00:00Z",
                        buy("2011-01-01T10:00:00Z", 2, "a"),
                        buy("2011-01-01T10:00:00Z", 5, "a"),
                        buy("2011-01-01T10:00:00Z", 11, "a"),
                        buy("2011-01-01T10:00:00Z", 11, "a")))
                .contains(
                        entry("price_level", Map.of("premium", 0.5, "budget", 0.25, "standard", 0.25)),
                        entry("price_rank", 0.65));
    }

    @Test
    void habitsCountHoursNotLines() {
        Map<String, Object> traits = read(
                "2011-03-02T00:00:00Z",
                view("2011-01-03T10:05:00Z", "web"),
                view("2011-01-03T10:06:00Z", "web"),
                view("2011-01-03T10:07:00Z", "web"),
                view("2011-01-04T20:15:00Z", "shop"),
                view("2011-01-11T20:15:00Z", "shop"),
                view("2011-01-12T21:15:00Z", ""));
        assertThat(traits)
                .contains(
                        entry("preferred_hour", "20:00"),
                        entry("hour_share", Map.of("20:00", 0.5, "10:00", 0.25, "21:00", 0.25)),
                        entry("preferred_weekday", "Tuesday"),
                        entry("weekday_share", Map.of("Tuesday", 0.5, "Monday", 0.25, "Wednesday", 0.25)),
                        entry("preferred_channel", "shop"),
                        entry("channel_share", Map.of("shop", 2.0 / 3, "web", 1.0 / 3)));
    }

    @Test
    void anEveningIsItsMiddleHour() {
        assertThat(read(
                        "2011-03-02T00:00:00Z",
                        view("2011-01-03T22:05:00Z", ""),
                        view("2011-01-03T23:06:00Z", ""),
                        view("2011-01-04T00:07:00Z", "")))
                .contains(entry("preferred_hour", "23:00"));
    }

    @Test
    void hoursAreThoseOfTheZone() {
        Event evening = view("2011-07-01T20:15:00Z", "");
        assertThat(read(profiler(Map.of("zone", "America/New_York")), "2011-07-02T00:00:00Z", evening))
                .contains(entry("preferred_hour", "16:00"), entry("preferred_weekday", "Friday"));
    }

    @Test
    void datesWithoutATimeOfDayHaveNoHour() {
        assertThat(read("2011-03-02T00:00:00Z", view("2011-01-03T00:00:00Z", ""), view("2011-01-04T00:00:00Z", "")))
                .doesNotContainKeys("preferred_hour", "hour_share", "preferred_channel", "channel_share")
                .contains(entry("preferred_weekday", "Monday"));
    }

    @Test
    void basketsWithoutTimeAndPriceMakeAPortrait() {
        int milk = shelf.product(Double.NaN, "Dairy");
        int bread = shelf.product(Double.NaN);
        assertThat(read(
                        "1970-01-01T00:00:00Z",
                        event("1970-01-01T00:00:00Z", Event.PURCHASE, milk, Double.NaN, "a"),
                        event("1970-01-01T00:00:00Z", Event.PURCHASE, bread, Double.NaN, "a")))
                .containsOnlyKeys(
                        "events",
                        "event_share",
                        "items_per_order",
                        "units_per_order",
                        "favourite_category",
                        "category_share",
                        "distinct_categories",
                        "distinct_items");
    }

    @Test
    void wrongSettingsAreNamed() {
        assertThatThrownBy(() -> profiler(Map.of("categories", 0)))
                .hasMessage("setting categories: 0 is out of range, expected 1 to 1000");
        assertThatThrownBy(() -> profiler(Map.of("trend_days", -1))).hasMessageContaining("setting trend.days");
    }

    private Map<String, Object> read(String now, Event... events) {
        return read(profiler, now, events);
    }

    private Map<String, Object> read(BehaviourProfiler with, String now, Event... events) {
        BehaviourState state = with.empty();
        ItemCatalog catalog = shelf;
        Arrays.stream(events).forEach(event -> with.fold(state, event, catalog));
        TraitRecorder recorder = new TraitRecorder(with.traits(List.of()));
        with.read(state, Map.of(), ms(now), recorder);
        return recorder.values();
    }

    private static BehaviourProfiler profiler(Map<String, Object> settings) {
        BehaviourProfiler.Config defaults = Settings.defaults(BehaviourProfiler.Config.class);
        return new BehaviourProfiler((BehaviourProfiler.Config) Proxy.newProxyInstance(
                BehaviourProfiler.Config.class.getClassLoader(),
                new Class<?>[] {BehaviourProfiler.Config.class},
                (proxy, method, arguments) -> settings.containsKey(method.getName())
                        ? settings.get(method.getName())
                        : method.invoke(defaults)));
    }

    private static Event view(String time, String channel) {
        return new Event(0, Event.NONE, Event.VIEW, ms(time), Double.NaN, 1, Double.NaN, "", channel);
    }

    private static Event buy(String time, int item, String order) {
        return buy(time, item, order, 1);
    }

    private static Event buy(String time, int item, String order, double quantity) {
        return new Event(0, item, Event.PURCHASE, ms(time), 3, quantity, Double.NaN, order, "");
    }

    private static Event event(String time, String type, int item, double value, String order) {
        return new Event(0, item, type, ms(time), value, 1, Double.NaN, order, "");
    }

    private static long ms(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
