// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.FeatureTable;

class TraitWordsTest {
    private static TraitWords words(String name, String unit) {
        FeatureTable table =
                FeatureTable.builder(1).numeric(name, unit, new double[1]).build();
        return TraitWords.of(table.columns().get(0), Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "monetary, '', high monetary, low monetary",
        "spend_90d, '', high spend in 90 days, low spend in 90 days",
        "orders_30d, orders, many orders in 30 days, few orders in 30 days",
        "items_per_order, items, many items per order, few items per order",
        "recency_days, days, less recent, recent",
        "frequency, orders, frequent, less frequent",
        "tenure_days, days, long tenure, short tenure",
        "mean_gap_days, days, long mean gap, short mean gap",
        "active_days, days, many active days, few active days",
        "last_order, days, last order long ago, last order recently",
        "first_seen, days, first seen long ago, first seen recently",
        "basketSize, '', high basket Size, low basket Size",
    })
    void partsOfNames(String name, String unit, String more, String less) {
        assertThat(words(name, unit).part(true, false, 5)).isEqualTo(more);
        assertThat(words(name, unit).part(false, false, 5)).isEqualTo(less);
    }

    @ParameterizedTest
    @CsvSource({
        "Different items, items, many different items, few different items",
        "Orders, orders, many orders, few orders",
        "Since last order, days, last order long ago, last order recently",
        "Time as customer, days, long time as customer, short time as customer",
        "Spending, GBP, high spending, low spending",
        "RFM group, '', high RFM group, low RFM group",
    })
    void labelsGoBeforeNames(String label, String unit, String more, String less) {
        FeatureTable table = FeatureTable.builder(1)
                .numeric("a_trait_30d", unit, new double[1])
                .build();
        TraitWords words = TraitWords.of(table.columns().get(0), Map.of("a_trait_30d", label));
        assertThat(words.part(true, false, 5)).isEqualTo(more);
        assertThat(words.part(false, false, 5)).isEqualTo(less);
    }

    @Test
    void sharesSpeakOfTheirLevel() {
        assertThat(words("category_share.toys", "").part(true, true, .6)).isEqualTo("mostly toys");
        assertThat(words("category_share.garden_tools", "").part(true, true, .3))
                .isEqualTo("more garden tools");
        assertThat(words("category_share.toys", "").part(false, true, .05)).isEqualTo("less toys");
        assertThat(words("category_share.toys", "").part(false, true, 0)).isEqualTo("no toys");
        assertThat(words("price_share.high", "").part(true, true, .8)).isEqualTo("mostly high price");
        assertThat(words("hour_share.14", "").part(true, true, .8)).isEqualTo("mostly hour 14");
    }

    @Test
    void levelsThatSayTooLittleNameTheirTrait() {
        FeatureTable table = FeatureTable.builder(0)
                .categorical("gender", List.of("M", "France", "yes", "low", "3"), new int[0])
                .build();
        TraitWords gender = TraitWords.of(table.columns().get(0), Map.of());
        assertThat(gender.level("M")).isEqualTo("gender M");
        assertThat(gender.level("France")).isEqualTo("France");
        assertThat(gender.level("yes")).isEqualTo("gender yes");
        assertThat(gender.level("low")).isEqualTo("low gender");
        assertThat(gender.level("3")).isEqualTo("gender 3");
    }

    @ParameterizedTest
    @CsvSource({
        "812.4, 812",
        "12345.6, '12,346'",
        "14.26, 14.3",
        ".253, 0.25",
        "0, 0",
        "-3.5, -3.5",
        ".00123, 0.0012",
        "-1234567, '-1,234,567'",
        "100, 100",
        "-123, -123",
        "1e20, 1.00e+20"
    })
    void numbersAreShort(double value, String text) {
        assertThat(NumberText.rounded(value)).isEqualTo(text);
    }

    @Test
    void unitsAreNotSaidTwice() {
        assertThat(words("recency_days", "days").value(12.34, false)).isEqualTo("12.3 days");
        assertThat(words("orders_30d", "orders").value(3, false)).isEqualTo("3");
        assertThat(words("category_share.toys", "").value(.621, true)).isEqualTo("62 %");
        assertThat(words("category_share.toys", "").bound(.355, true)).isEqualTo("35.5 %");
    }

    @ParameterizedTest
    @CsvSource({
        "11.3, 17.9, 15",
        ".41, .44, .42",
        "99.7, 100.4, 100",
        "3, 4, 3.5",
        "1234.1, 1298.3, 1250",
        "7, 7, 7",
        "-5, 5, 0"
    })
    void thresholdsAreRound(double low, double high, double expected) {
        assertThat(NumberText.roundest(low, high)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void thresholdsStayBetween(long seed) {
        java.util.Random random = new java.util.Random(seed);
        for (int trial = 0; trial < 2_000; trial++) {
            double low = random.nextGaussian() * Math.pow(10, random.nextInt(16) - 8);
            double high = low + random.nextDouble() * Math.pow(10, random.nextInt(16) - 8);
            if (low < high) {
                assertThat(NumberText.roundest(low, high))
                        .as("seed %d, %s to %s", seed, low, high)
                        .isGreaterThanOrEqualTo(low)
                        .isLessThan(high);
            }
        }
    }
}
