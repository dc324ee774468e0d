// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.profile.Attribute;
import org.tessera.api.profile.Population;
import org.tessera.api.profile.Portrait;
import org.tessera.api.profile.Portraits.Summary;
import org.tessera.api.profile.Trait;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.SettingException;
import org.tessera.engine.job.JobService;

/** What portraits, tables and summaries say, with values worked out by hand. */
class ReadingTest {
    private static final long DAY = 86_400_000L;
    private final Shop shop = new Shop();
    private final MemoryStates states = new MemoryStates();
    private final Host host = new Host(shop, states);

    /** ann: 1 event of 5; bob: 2 of 1; cid: 4 of 2; dan: 4 of 3, on days 1 to 4; eve: nothing. */
    private void fill() {
        host.add("tally", new Tally(""));
        events("ann", 1, 5, "view");
        events("bob", 2, 1, "view", "cart");
        events("cid", 4, 2, "cart", "cart", "cart", "view");
        events("dan", 4, 3, "view", "view", "cart", "cart");
        shop.customer("eve");
    }

    private void events(String customer, int count, double value, String... types) {
        for (int k = 0; k < count; k++) {
            shop.add(customer, (k + 1) * DAY, types[k], value);
        }
    }

    @Test
    void aPortraitIsInTheOrderOfTheTraits() {
        fill();
        Portrait portrait = host.portraits.of("cid").orElseThrow();
        assertThat(portrait.customer()).isEqualTo("cid");
        assertThat(portrait.updated()).isEqualTo(Instant.ofEpochMilli(4 * DAY));
        assertThat(portrait.segments()).isEmpty();
        List<String> order = host.portraits.traits().stream()
                .map(Trait::name)
                .filter(portrait.traits()::containsKey)
                .toList();
        assertThat(portrait.traits().keySet()).containsExactlyElementsOf(order);
        // Groups stand together, in the order in which they first appear.
        assertThat(host.portraits.traits())
                .extracting(Trait::group)
                .containsExactly(
                        "Group c", "Group c", "Group t", "Group s", "Group r", "Group r", "Group o", "Group l",
                        "Group l", "Group n");
        assertThat(portrait.traits())
                .contains(
                        entry("last", 4 * DAY),
                        entry("level", "many"),
                        entry("names", Map.of("cart", .75, "view", .25)));
    }

    @Test
    void aCustomerWithoutEventsHasAnEmptyPortraitAndAStrangerNone() {
        fill();
        assertThat(host.portraits.of("eve").orElseThrow().traits()).isEmpty();
        assertThat(host.portraits.of("eve").orElseThrow().updated()).isEqualTo(Instant.EPOCH);
        assertThat(host.portraits.of("nobody")).isEmpty();
    }

    /** Counts 1, 2, 4, 4: ranks .125, .375, .75, .75. */
    @Test
    void ranksCountHalfOfThoseThatAreEqual() {
        fill();
        host.portraits.catchUp(Progress.unwatched());
        Population population = host.portraits.population();
        assertThat(population.size()).isEqualTo(4);
        assertThat(population.rank("count", 4)).isEqualTo(0.75);
        assertThat(population.rank("count", 1)).isEqualTo(0.125);
        assertThat(population.rank("count", 3)).isEqualTo(0.5);
        assertThat(population.rank("count", 99)).isEqualTo(1);
        assertThat(population.rank("unheard_of", 1)).isNaN();
        assertThat(population.quantile("count", 0)).isEqualTo(1);
        assertThat(population.quantile("count", 0.5)).isEqualTo(3);
        assertThat(population.quantile("count", 1)).isEqualTo(4);
        assertThat(host.portraits.of("bob").orElseThrow().traits()).containsEntry("rank", 0.375);
    }

    @Test
    void aTableHasARowForEveryCustomerWithEvents() {
        fill();
        FeatureTable table =
                host.portraits.table(List.of("count", "last", "level", "names", "rank"), Progress.unwatched());
        assertThat(table.rows()).isEqualTo(4);
        assertThat(table.columns())
                .extracting(FeatureTable.Column::name)
                .containsExactly("count", "last", "level", "names.view", "names.cart", "rank");
        assertThat(ids(table)).containsExactly(0, 1, 2, 3);
        assertThat(numbers(table, "count")).containsExactly(1, 2, 4, 4);
        assertThat(numbers(table, "last")).containsExactly(3, 2, 0, 0);
        assertThat(numbers(table, "rank")).containsExactly(.125, .375, .75, .75);
        assertThat(numbers(table, "names.cart")).containsExactly(0, .5, .75, .5);
        FeatureTable.Categorical level =
                (FeatureTable.Categorical) table.column("level").orElseThrow();
        assertThat(level.levels()).containsExactly("few", "many");
        assertThat(new int[] {level.code(0), level.code(1), level.code(2), level.code(3)})
                .containsExactly(0, 0, 1, 1);
    }

    /** Left out: constant, twice (says what count says), rare (most lack it). */
    @Test
    void askedForNothingATableHasWhatCanFormSegments() {
        fill();
        assertThat(host.portraits.table(List.of(), Progress.unwatched()).columns())
                .extracting(FeatureTable.Column::name)
                .containsExactly("count", "sum", "level", "names.view", "names.cart");
    }

    @Test
    void columnsMayBeAskedForByName() {
        fill();
        FeatureTable table =
                host.portraits.table(List.of("names.cart", "names.phone", "count", "count"), Progress.unwatched());
        assertThat(table.columns())
                .extracting(FeatureTable.Column::name)
                .containsExactly("names.cart", "names.phone", "count");
        assertThat(numbers(table, "names.phone")).containsExactly(0, 0, 0, 0);
        assertThatThrownBy(() -> host.portraits.table(List.of("conut"), Progress.unwatched()))
                .isInstanceOfSatisfying(TesseraException.class, e -> {
                    assertThat(e).hasMessage("there is no trait 'conut'");
                    assertThat(e.hint()).contains("count, constant, twice");
                });
    }

    @Test
    void aRowIsThatOfTheTable() {
        fill();
        for (List<String> traits : List.of(List.<String>of(), List.of("rank", "names.cart", "level", "last"))) {
            FeatureTable table = host.portraits.table(traits, Progress.unwatched());
            for (int customer = 0; customer < 4; customer++) {
                FeatureTable row = host.portraits.row(customer, traits);
                assertThat(row.rows()).isEqualTo(1);
                assertThat(row.id(0)).isEqualTo(customer);
                assertThat(row.columns())
                        .extracting(FeatureTable.Column::name)
                        .isEqualTo(table.columns().stream()
                                .map(FeatureTable.Column::name)
                                .toList());
                for (FeatureTable.Column column : row.columns()) {
                    FeatureTable.Column whole = table.column(column.name()).orElseThrow();
                    if (column instanceof FeatureTable.Numeric number) {
                        assertThat(number.value(0))
                                .isCloseTo(((FeatureTable.Numeric) whole).value(customer), within(1e-6));
                    } else {
                        FeatureTable.Categorical one = (FeatureTable.Categorical) column;
                        FeatureTable.Categorical all = (FeatureTable.Categorical) whole;
                        assertThat(one.levels().get(one.code(0)))
                                .isEqualTo(all.levels().get(all.code(customer)));
                    }
                }
            }
        }
        assertThat(host.portraits.row(shop.customer("eve"), List.of("count")).rows())
                .isZero();
    }

    @Test
    void aSummaryHasQuantilesAndLevels() {
        fill();
        Summary summary = host.portraits.summary();
        assertThat(summary.customers()).isEqualTo(4);
        assertThat(summary.now()).isEqualTo(Instant.ofEpochMilli(4 * DAY));
        assertThat(summary.numbers())
                .contains(
                        entry("count", List.of(1.0, 1.0, 1.75, 3.0, 4.0, 4.0)),
                        entry("rare", List.of(0.25, 5.0, 5.0, 5.0, 5.0, 5.0)),
                        entry("last", List.of(1.0, 0.0, 0.0, 1.0, 2.25, 3.0)));
        assertThat(summary.levels().get("level")).containsExactly(entry("few", 2.0), entry("many", 2.0));
        // ann 1, bob .5, cid .25, dan .5: mean .5625.
        assertThat(summary.levels().get("names")).containsExactly(entry("view", 0.5625), entry("cart", 0.4375));
    }

    /** Of 600 customers about 200 are surveyed; the table has all of them all the same. */
    @Test
    void aTableOfVeryManyIsWholeThoughTheSurveyIsASample() {
        for (int c = 0; c < 600; c++) {
            events("c" + c, 1 + c % 4, c, "view", "cart", "view", "view");
        }
        ProfilerSlot<?> slot = new ProfilerSlot<>("tally", 0, 1, new Tally(""));
        List<ProfilerSlot<?>> slots = List.of(slot);
        new CatchUp(shop, states, shop, shop).run(slots, Progress.unwatched());
        TraitSheet sheet = TraitSheet.of(slots, List.of());
        ColumnReader reader = new ColumnReader(states, shop);
        Survey.Stamp stamp = new Survey.Stamp(sheet, Map.of(), 0, 0, 0);
        Survey survey = Survey.take(stamp, slots, reader, shop.size(), 200, 4 * DAY, Progress.unwatched());
        assertThat(survey.ranks().size()).isEqualTo(600);
        assertThat(survey.columns().rows()).isBetween(150, 250);
        assertThat(survey.summary().numbers().get("count").get(3)).isBetween(2.0, 3.0);
        assertThat(survey.levels(sheet.place("level").orElseThrow()).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(600, within(2.0));

        TableReader tables = new TableReader(reader, shop);
        FeatureTable table =
                tables.read(List.of("rank", "sum", "names.cart"), slots, survey, 4 * DAY, Progress.unwatched());
        assertThat(table.rows()).isEqualTo(600);
        assertThat(numbers(table, "sum")[30]).isEqualTo(30.0 * (1 + 30 % 4));
        assertThat(Arrays.stream(numbers(table, "rank"))).allMatch(rank -> rank >= 0 && rank <= 1);
        assertThat(numbers(table, "rank")[0]).isCloseTo(0.125, within(0.1));
        assertThat(numbers(table, "names.cart")[3]).isEqualTo(0.25, within(1e-6));
        FeatureTable plain = tables.read(List.of("count"), slots, survey, 4 * DAY, Progress.unwatched());
        assertThat(plain.rows()).isEqualTo(600);
        assertThat(numbers(plain, "count")[7]).isEqualTo(4);
    }

    @Test
    void withoutProfilersOrEventsThereIsNothing() {
        assertThat(host.portraits.traits()).isEmpty();
        assertThat(host.portraits.summary().customers()).isZero();
        assertThat(host.portraits.table(List.of(), Progress.unwatched()).rows()).isZero();
        host.add("tally", new Tally(""));
        assertThat(host.portraits.table(List.of("count"), Progress.unwatched()).rows())
                .isZero();
        assertThat(host.portraits.summary().numbers()).isEmpty();
    }

    @Test
    void theMomentMayBeTheClocks() {
        Host live = new Host(shop, states, new JobService(), "clock");
        live.add("tally", new Tally(""));
        shop.add("ann", DAY, "view", 1);
        FeatureTable table = live.portraits.table(List.of("last"), Progress.unwatched());
        assertThat(numbers(table, "last")[0]).isGreaterThan(365 * 50);
        assertThatThrownBy(() -> new Host(shop, states, new JobService(), "tomorrow"))
                .isInstanceOf(SettingException.class)
                .hasMessage("setting now: 'tomorrow' is not a moment");
    }

    @Test
    void attributesAreSampledForWhatTheyHold() {
        shop.attributes("ann", Map.of("age", "31", "zip", "01234", "job", "baker"));
        shop.attributes("bob", Map.of("age", "-4.5", "zip", "85711", "job", "7"));
        shop.attributes("cid", Map.of("age", " ", "zip", "94117", "job", "clerk"));
        assertThat(new AttributeSample(shop).attributes())
                .extracting(Attribute::name, Attribute::numeric, Attribute::levels)
                .containsExactly(tuple("age", true, 2), tuple("job", false, 3), tuple("zip", false, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "24,24",
        "-1.5e3,-1500",
        "+.5,0.5",
        "0,0",
        "0.25,0.25",
        "007,NaN",
        "1f,NaN",
        "NaN,NaN",
        "Infinity,NaN",
        "'',NaN",
        "0x1p3,NaN",
        "65+,NaN",
        "1 2,NaN",
        "-,NaN",
        "1.,1"
    })
    void textIsANumberOnlyWhereAPersonWouldSaySo(String text, Double number) {
        assertThat(Scalars.number(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "2011-12-09,1323388800000",
        "2011-12-09T12:50:00Z,1323435000000",
        "2011-12-09T13:50:00+01:00,1323435000000",
        "1323435000000,1323435000000"
    })
    void textIsATime(String text, long time) {
        assertThat(Scalars.time(text)).hasValue(time);
        assertThat(Scalars.time("yesterday")).isEmpty();
        assertThat(Scalars.time("2011-13-45")).isEmpty();
    }

    @Test
    void correlationIsPearsonsOverPairs() {
        double nan = Double.NaN;
        assertThat(TablePlan.correlation(new double[] {1, 2, 3, nan}, new double[] {2, 4, 6, 1}))
                .isCloseTo(1, within(1e-12));
        assertThat(TablePlan.correlation(new double[] {1, 2, 3, 4}, new double[] {4, 3, 2, 1}))
                .isCloseTo(-1, within(1e-12));
        // Anscombe's first set: .81642.
        assertThat(TablePlan.correlation(
                        new double[] {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5},
                        new double[] {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68}))
                .isCloseTo(0.81642, within(1e-5));
        assertThat(TablePlan.correlation(new double[] {1, 1}, new double[] {1, 2}))
                .isZero();
    }

    private static double[] numbers(FeatureTable table, String column) {
        FeatureTable.Numeric numeric =
                (FeatureTable.Numeric) table.column(column).orElseThrow();
        double[] values = new double[table.rows()];
        Arrays.setAll(values, numeric::value);
        return values;
    }

    private static int[] ids(FeatureTable table) {
        int[] ids = new int[table.rows()];
        Arrays.setAll(ids, table::id);
        return ids;
    }
}
