// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.Segment;

class SegmentDescriberTest {
    /** Three kinds of customers: spenders on toys, sleepers from France, and all others. */
    private static final class Shop {
        final FeatureTable table;
        final int[] labels;

        Shop(int n, long seed) {
            Random random = new Random(seed);
            double[] money = new double[n];
            double[] orders = new double[n];
            double[] recency = new double[n];
            double[] toys = new double[n];
            double[] books = new double[n];
            double[] noise = new double[n];
            int[] country = new int[n];
            labels = new int[n];
            for (int i = 0; i < n; i++) {
                labels[i] = i % 10 < 5 ? 0 : i % 10 < 8 ? 1 : 2;
                money[i] = Math.exp(random.nextGaussian() * .6 + (labels[i] == 2 ? 7 : 4.5));
                orders[i] = Math.round(money[i] / 40 + random.nextDouble());
                recency[i] = labels[i] == 1 ? 200 + 30 * random.nextGaussian() : 40 + 20 * random.nextGaussian();
                toys[i] = labels[i] == 2 ? .6 + .3 * random.nextDouble() : .2 * random.nextDouble();
                books[i] = (1 - toys[i]) * random.nextDouble();
                noise[i] = random.nextGaussian();
                country[i] = random.nextDouble() < (labels[i] == 1 ? .9 : .1) ? 1 : 0;
                if (random.nextInt(20) == 0) {
                    recency[i] = Double.NaN;
                    country[i] = -1;
                }
            }
            table = FeatureTable.builder(n)
                    .numeric("spend_90d", "", money)
                    .numeric("orders_90d", "orders", orders)
                    .numeric("recency_days", "days", recency)
                    .numeric("category_share.toys", "", toys)
                    .numeric("category_share.books", "", books)
                    .numeric("luck", "", noise)
                    .categorical("country", List.of("UK", "France"), country)
                    .build();
        }
    }

    private final Shop shop = new Shop(3_000, 1);

    @Test
    void namesSayWhatDistinguishes() {
        List<Segment> segments =
                SegmentDescriber.explain(shop.table, shop.labels, Map.of()).segments();
        assertThat(segments).extracting(Segment::segment).containsExactly("0", "1", "2");
        assertThat(segments).extracting(Segment::size).containsExactly(1500, 900, 600);
        assertThat(segments.get(1).share()).isCloseTo(.3, within(1e-12));
        assertThat(segments.get(1).name()).isEqualTo("Less recent, France, less toys");
        assertThat(segments.get(2).name()).isEqualTo("Mostly toys, high spend in 90 days, recent");
    }

    @Test
    void differencesAreInWordsStrongestFirst() {
        Segment spenders = SegmentDescriber.explain(shop.table, shop.labels, Map.of())
                .segments()
                .get(2);
        assertThat(spenders.differences())
                .extracting(Segment.Difference::trait)
                .startsWith("category_share.toys", "spend_90d")
                .doesNotContain("luck");
        assertThat(spenders.differences().get(0).text()).matches("toys 7[45] % against (9\\.\\d|10) % elsewhere");
        assertThat(spenders.differences().get(1).text())
                .matches("spend in 90 days 1,\\d{3} against \\d\\d\\.?\\d? elsewhere");
        assertThat(spenders.differences())
                .allSatisfy(d -> assertThat(Math.abs(d.effect())).isBetween(.05, 10.0));
        Segment sleepers = SegmentDescriber.explain(shop.table, shop.labels, Map.of())
                .segments()
                .get(1);
        assertThat(sleepers.differences())
                .filteredOn(d -> d.trait().equals("country"))
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.effect()).isCloseTo(.8, within(.05));
                    assertThat(d.text()).matches("country France (89|90|91) % against \\d\\d?\\.?\\d? % elsewhere");
                });
    }

    @Test
    void whatSaysTheSameIsSaidOnce() {
        Segment spenders = SegmentDescriber.explain(shop.table, shop.labels, Map.of())
                .segments()
                .get(2);
        assertThat(spenders.differences())
                .extracting(Segment.Difference::trait)
                .contains("spend_90d")
                .doesNotContain("orders_90d", "category_share.books");
    }

    @Test
    void typicalTraitsAreMeansMediansAndLevels() {
        Segment sleepers = SegmentDescriber.explain(shop.table, shop.labels, Map.of())
                .segments()
                .get(1);
        assertThat(sleepers.traits().keySet())
                .containsExactly(
                        "spend_90d",
                        "orders_90d",
                        "recency_days",
                        "category_share.toys",
                        "category_share.books",
                        "luck",
                        "country");
        assertThat(sleepers.traits()).containsEntry("country", "France");
        assertThat((double) sleepers.traits().get("recency_days")).isCloseTo(200, within(5.0));
        // The median of a log-normal is e to its location; its mean would be a fifth more.
        assertThat((double) sleepers.traits().get("spend_90d")).isCloseTo(Math.exp(4.5), within(6.0));
    }

    @Test
    void cohensDByHand() {
        FeatureTable table = FeatureTable.builder(6)
                .numeric("age", "years", new double[] {1, 2, 3, 5, 6, 7})
                .build();
        Segment.Difference first = SegmentDescriber.explain(table, new int[] {0, 0, 0, 1, 1, 1}, Map.of())
                .segments()
                .get(0)
                .differences()
                .get(0);
        // Means 2 and 6, both with variance 1.
        assertThat(first.effect()).isCloseTo(-4, within(1e-12));
        assertThat(first.text()).isEqualTo("age 2 years against 6 years elsewhere");
    }

    @Test
    void rulesAreRoundAndFit() {
        SegmentDescriber.Description described = SegmentDescriber.explain(shop.table, shop.labels, Map.of());
        assertThat(described.segments().get(2).rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule).matches("toys over \\d\\d %"));
        assertThat(described.segments().get(1).rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule).matches("recency over 1[0-3]\\d days"));
        assertThat(described.rules().rules().get(2).coverage()).isGreaterThan(.99);
        assertThat(described.rules().rules().get(2).precision()).isGreaterThan(.99);
        assertThat(described.rules().rules().get(1).coverage()).isBetween(.9, 1.0);
        assertThat(described.rules().fidelity()).isBetween(.95, 1.0);
    }

    @Test
    void rulesCombineConditions() {
        Random random = new Random(3);
        int n = 4_000;
        double[] x = random.doubles(n).toArray();
        double[] y = random.doubles(n).toArray();
        int[] labels = new int[n];
        Arrays.setAll(labels, i -> x[i] > .4 && x[i] <= .8 && y[i] > .7 ? 1 : 0);
        FeatureTable table =
                FeatureTable.builder(n).numeric("x", "", x).numeric("y", "", y).build();
        SegmentDescriber.Description described = SegmentDescriber.explain(table, labels, Map.of());
        assertThat(described.segments().get(1).rules())
                .containsExactlyInAnyOrder("y over 0.7", "x over 0.4, at most 0.8");
        assertThat(described.rules().rules().get(1).precision()).isEqualTo(1);
    }

    @Test
    void noiseComesLastAndHasItsOwnName() {
        int[] labels = shop.labels.clone();
        for (int i = 0; i < 30; i++) {
            labels[i * 7] = -1;
        }
        List<Segment> segments =
                SegmentDescriber.explain(shop.table, labels, Map.of()).segments();
        assertThat(segments).extracting(Segment::segment).containsExactly("0", "1", "2", "noise");
        assertThat(segments.get(3).name()).isEqualTo("Outliers");
        assertThat(segments.get(3).size()).isEqualTo(30);
    }

    @Test
    void oneSegmentHasNothingToDifferFrom() {
        Segment all = SegmentDescriber.explain(shop.table, new int[3_000], Map.of())
                .segments()
                .get(0);
        assertThat(all.name()).isEqualTo("Everyone");
        assertThat(all.differences()).isEmpty();
        assertThat(all.rules()).isEmpty();
        assertThat(all.share()).isEqualTo(1);
    }

    @Test
    void namesDifferEvenWhereSegmentsDoNot() {
        FeatureTable table =
                FeatureTable.builder(6).numeric("age", "", new double[6]).build();
        assertThat(SegmentDescriber.explain(table, new int[] {0, 0, 1, 1, 2, 2}, Map.of())
                        .segments())
                .extracting(Segment::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void emptyColumnsAndEmptyTablesAreBorne() {
        double[] nothing = {Double.NaN, Double.NaN, Double.POSITIVE_INFINITY};
        FeatureTable table = FeatureTable.builder(3)
                .numeric("gone", "", nothing)
                .categorical("level", List.of("a"), new int[] {-1, -1, -1})
                .build();
        List<Segment> segments =
                SegmentDescriber.explain(table, new int[] {0, 0, 1}, Map.of()).segments();
        assertThat(segments).allSatisfy(s -> {
            assertThat(s.traits()).isEmpty();
            assertThat(s.differences()).isEmpty();
            assertThat(s.rules()).isEmpty();
        });
        assertThat(SegmentDescriber.explain(FeatureTable.builder(0).build(), new int[0], Map.of())
                        .segments())
                .isEmpty();
        assertThatThrownBy(() ->
                        SegmentDescriber.explain(table, new int[2], Map.of()).segments())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 labels for 3 rows");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverTheTable(long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(400);
        FeatureTable.Builder builder = FeatureTable.builder(n);
        int columns = 1 + random.nextInt(12);
        for (int c = 0; c < columns; c++) {
            int kind = random.nextInt(4);
            if (kind == 0) {
                List<String> levels = List.of("red", "green", "blue", "M");
                builder.categorical("colour" + c, levels, random.ints(n, -1, 4).toArray());
            } else {
                double scale = Math.pow(10, random.nextInt(12) - 6);
                double[] values = new double[n];
                Arrays.setAll(
                        values,
                        i -> random.nextInt(10) == 0
                                ? Double.NaN
                                : kind == 1
                                        ? random.nextGaussian() * scale
                                        : kind == 2 ? Math.exp(3 * random.nextGaussian()) * scale : random.nextInt(3));
                builder.numeric(random.nextBoolean() ? "family.level" + c : "number" + c, "units", values);
            }
        }
        FeatureTable table = builder.build();
        int[] labels = random.ints(n, -1, 1 + random.nextInt(8)).toArray();
        SegmentDescriber.Description described = SegmentDescriber.explain(table, labels, Map.of());
        List<Segment> segments = described.segments();
        assertThat(segments).as("seed %d", seed).extracting(Segment::name).doesNotHaveDuplicates();
        assertThat(segments.stream().mapToInt(Segment::size).sum()).isEqualTo(n);
        assertThat(described.rules().fidelity()).as("seed %d", seed).isBetween(0.0, 1.0);
        assertThat(segments).as("seed %d", seed).allSatisfy(segment -> {
            assertThat(segment.name()).isNotBlank();
            assertThat(segment.differences().size()).isLessThanOrEqualTo(8);
            assertThat(segment.rules().size()).isLessThanOrEqualTo(3);
            assertThat(segment.traits().values()).doesNotContain(Double.NaN);
            assertThat(segment.differences())
                    .allSatisfy(d -> assertThat(d.effect()).isBetween(-10.0, 10.0));
        });
        assertThat(SegmentDescriber.explain(table, labels, Map.of()))
                .as("seed %d", seed)
                .isEqualTo(described);
    }
}
