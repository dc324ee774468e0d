// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.data.Event;
import org.tessera.api.profile.Population;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.running.LocalClock;
import org.tessera.tck.SampleCatalog;
import org.tessera.tck.TraitRecorder;

class RfmProfilerTest {
    private static final Options DEFAULTS = Options.of(Settings.defaults(RfmProfiler.Config.class));
    private final RfmProfiler profiler = RfmProfiler.with(DEFAULTS);

    /** Three orders, one of two lines: 10 + 5.5, 20, 7. */
    @Test
    void countsOrdersAndMoney() {
        Map<String, Object> traits = read(
                "2011-12-01T00:00:00Z",
                purchase("2011-06-01T09:00:00Z", "a", 10, 1),
                purchase("2011-06-01T09:00:00Z", "a", 5.5, 1),
                purchase("2011-10-15T18:30:00Z", "b", 20, 2),
                purchase("2011-11-29T12:00:00Z", "c", 7, 1));
        assertThat(traits)
                .contains(
                        entry("frequency", 3.0),
                        entry("monetary", 42.5),
                        entry("order_value", 14.17),
                        entry("recency_days", 1.5),
                        entry("first_order", ms("2011-06-01T09:00:00Z")),
                        entry("last_order", ms("2011-11-29T12:00:00Z")),
                        entry("orders_30d", 1.0),
                        entry("spend_30d", 7.0),
                        entry("orders_90d", 2.0),
                        entry("spend_90d", 27.0),
                        entry("orders_365d", 3.0),
                        entry("spend_365d", 42.5));
    }

    /** Windows are calendar days: 30 days up to 1 December begin with 2 November. */
    @Test
    void windowsAreExactToTheDay() {
        assertThat(read("2011-12-01T23:00:00Z", purchase("2011-11-02T00:00:00Z", "a", 1, 1)))
                .contains(entry("orders_30d", 1.0));
        assertThat(read("2011-12-01T00:00:00Z", purchase("2011-11-01T23:59:59Z", "a", 1, 1)))
                .contains(entry("orders_30d", 0.0), entry("spend_30d", 0.0));
    }

    @Test
    void daysAreThoseOfTheZone() {
        RfmProfiler tokyo = RfmProfiler.with(new Options(
                ZoneId.of("Asia/Tokyo"),
                LocalClock.of(ZoneId.of("Asia/Tokyo")),
                List.of(1),
                90,
                Set.of("purchase"),
                0,
                "JPY",
                730));
        Event morning = purchase("2011-12-01T15:30:00Z", "a", 1, 1);
        assertThat(read(tokyo, "2011-12-02T14:00:00Z", morning)).contains(entry("orders_1d", 1.0));
        assertThat(read(profiler, "2011-12-02T14:00:00Z", morning)).contains(entry("orders_30d", 1.0));
        assertThat(tokyo.traits(List.of()))
                .filteredOn(trait -> trait.name().equals("monetary"))
                .allSatisfy(trait -> assertThat(trait.unit()).isEqualTo("JPY"));
        assertThat(tokyo.formatVersion()).isNotEqualTo(profiler.formatVersion());
    }

    /** 30 in the last 90 days, 10 in the 90 before: (30 - 10) / 40. */
    @Test
    void trendComparesTheLastPeriodWithTheOneBefore() {
        Event old = purchase("2011-01-10T10:00:00Z", "a", 99, 1);
        Event before = purchase("2011-07-01T10:00:00Z", "b", 10, 1);
        Event last = purchase("2011-11-01T10:00:00Z", "c", 30, 1);
        assertThat(read("2011-12-01T00:00:00Z", old, before, last)).contains(entry("spend_trend", 0.5));
        assertThat(read("2011-12-01T00:00:00Z", old, before)).contains(entry("spend_trend", -1.0));
        assertThat(read("2011-12-01T00:00:00Z", old)).doesNotContainKey("spend_trend");
        assertThat(read("2011-12-01T00:00:00Z", before, last)).doesNotContainKey("spend_trend");
    }

    @Test
    void onlyPurchasesCount() {
        assertThat(read(
                        "2011-12-01T00:00:00Z",
                        event("2011-11-01T10:00:00Z", Event.VIEW, "", Double.NaN, 1),
                        event("2011-11-01T10:00:00Z", Event.RATING, "", 5, 1),
                        event("2011-11-01T10:00:00Z", Event.PURCHASE, "a", 8, 0)))
                .isEmpty();
    }

    @Test
    void withoutMoneyThereAreNoTraitsOfMoney() {
        Map<String, Object> traits = read("2011-12-01T00:00:00Z", purchase("2011-11-01T10:00:00Z", "a", Double.NaN, 1));
        assertThat(traits).contains(entry("frequency", 1.0), entry("orders_30d", 0.0), entry("orders_90d", 1.0));
        assertThat(traits).doesNotContainKeys("monetary", "order_value", "spend_30d", "spend_90d", "spend_trend");
    }

    @Test
    void withoutTimesThereAreNoTraitsOfTime() {
        Map<String, Object> traits = read("1970-01-01T00:00:00Z", purchase("1970-01-01T00:00:00Z", "a", 3, 1));
        assertThat(traits).containsOnlyKeys("frequency", "monetary", "order_value");
    }

    @Test
    void aPriceTimesAQuantityIsMoneyToo() {
        Event priced = new Event(0, 1, "purchase", ms("2011-11-01T10:00:00Z"), Double.NaN, 3, 2.5, "a", "");
        assertThat(read("2011-12-01T00:00:00Z", priced)).contains(entry("monetary", 7.5));
    }

    @Test
    void fewBytesForAFewOrders() throws IOException {
        RfmState state = profiler.empty();
        for (int order = 0; order < 5; order++) {
            for (int line = 0; line < 20; line++) {
                fold(profiler, state, purchase("2011-0" + (order + 1) + "-07T10:00:00Z", "o" + order, 15.3, 1));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        profiler.write(state, new DataOutputStream(bytes));
        assertThat(bytes.size()).isLessThan(90);
    }

    /** Ranks as a population gives them: .1, .3, .5, .7 and .9 for five customers. */
    @ParameterizedTest
    @CsvSource({".1,1", ".199999,1", ".2,2", ".3,2", ".5,3", ".7,4", ".8,5", ".9,5", "1,5"})
    void scoresAreFifths(double rank, int score) {
        assertThat(compare(rank, Map.of("frequency", 3.0))).containsEntry("frequency_score", (double) score);
        assertThat(compare(1 - rank, Map.of("recency_days", 3.0))).containsEntry("recency_score", (double) score);
    }

    @Test
    void theTripleNamesTheGroup() {
        assertThat(compare(0.05, Map.of("recency_days", 2.0, "frequency", 1.0, "monetary", 3.0)))
                .contains(entry("rfm", "511"), entry("rfm_group", "New"));
        assertThat(compare(0.95, Map.of("recency_days", 400.0, "frequency", 30.0, "monetary", 3000.0)))
                .contains(entry("rfm", "155"), entry("rfm_group", "Cannot lose"));
        assertThat(Scores.group(5, 5)).isEqualTo("Champion");
        assertThat(Scores.group(1, 1)).isEqualTo("Lost");
        assertThat(compare(0.5, Map.of("recency_days", 2.0, "frequency", 1.0)))
                .containsOnlyKeys("recency_score", "frequency_score", "rfm_group");
        assertThat(compare(Double.NaN, Map.of("recency_days", 2.0, "frequency", 1.0)))
                .isEmpty();
    }

    @Test
    void wrongSettingsAreNamed() {
        assertThatThrownBy(() -> settings("Nowhere", "30"))
                .isInstanceOf(SettingException.class)
                .hasMessage("setting zone: 'Nowhere' is not a time zone");
        assertThatThrownBy(() -> settings("UTC", "a month"))
                .hasMessage("setting windows: 'a month' is not a whole number");
    }

    private static Options settings(String zone, String window) {
        RfmProfiler.Config defaults = Settings.defaults(RfmProfiler.Config.class);
        return Options.of((RfmProfiler.Config) Proxy.newProxyInstance(
                RfmProfiler.Config.class.getClassLoader(),
                new Class<?>[] {RfmProfiler.Config.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "zone" -> zone;
                    case "windows" -> new String[] {window};
                    default -> method.invoke(defaults);
                }));
    }

    private Map<String, Object> compare(double rank, Map<String, Double> numbers) {
        TraitRecorder recorder = new TraitRecorder(profiler.traits(List.of()));
        profiler.compare(
                numbers,
                new Population() {
                    @Override
                    public int size() {
                        return 5;
                    }

                    @Override
                    public double rank(String trait, double value) {
                        return rank;
                    }

                    @Override
                    public double quantile(String trait, double share) {
                        return Double.NaN;
                    }
                },
                recorder);
        return recorder.values();
    }

    private Map<String, Object> read(String now, Event... events) {
        return read(profiler, now, events);
    }

    private static Map<String, Object> read(RfmProfiler profiler, String now, Event... events) {
        RfmState state = profiler.empty();
        Arrays.stream(events).forEach(event -> fold(profiler, state, event));
        TraitRecorder recorder = new TraitRecorder(profiler.traits(List.of()));
        profiler.read(state, Map.of(), ms(now), recorder);
        return recorder.values();
    }

    private static void fold(RfmProfiler profiler, RfmState state, Event event) {
        profiler.fold(state, event, new SampleCatalog(10));
    }

    private static Event purchase(String time, String order, double value, double quantity) {
        return event(time, Event.PURCHASE, order, value, quantity);
    }

    private static Event event(String time, String type, String order, double value, double quantity) {
        return new Event(0, 1, type, ms(time), value, quantity, Double.NaN, order, "");
    }

    private static long ms(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
