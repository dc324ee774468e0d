// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.profile.Population;
import org.tessera.api.profile.Portrait;
import org.tessera.api.profile.Trait;

class PortraitTextTest {
    static final Instant NOW = Instant.parse("2011-12-09T12:50:00Z");

    static final List<Trait> TRAITS = List.of(
            trait("frequency", "Orders", Trait.Type.NUMBER, "orders", "Value"),
            trait("monetary", "Spent", Trait.Type.NUMBER, "EUR", "Value"),
            trait("last_order", "Last order", Trait.Type.TIME, "", "Value"),
            trait("recency_days", "Since last order", Trait.Type.NUMBER, "days", "Value"),
            trait("orders_30d", "Orders in 30 days", Trait.Type.NUMBER, "orders", "Value"),
            trait("spend_30d", "Spent in 30 days", Trait.Type.NUMBER, "EUR", "Value"),
            trait("orders_90d", "Orders in 90 days", Trait.Type.NUMBER, "orders", "Value"),
            trait("spend_90d", "Spent in 90 days", Trait.Type.NUMBER, "EUR", "Value"),
            trait("spend_trend", "Spending trend", Trait.Type.NUMBER, "", "Value"),
            trait("recency_score", "Recency score", Trait.Type.NUMBER, "of 5", "Value"),
            trait("last_seen", "Last seen", Trait.Type.TIME, "", "Presence"),
            trait("days_since_seen", "Since last seen", Trait.Type.NUMBER, "days", "Presence"),
            trait("event_share", "Kinds of events", Trait.Type.SHARES, "", "Presence"),
            trait("favourite_category", "Favourite category", Trait.Type.CATEGORY, "", "Taste"),
            trait("category_share", "Categories", Trait.Type.SHARES, "", "Taste"),
            trait("country", "Country", Trait.Type.CATEGORY, "", "About"));

    static final Population POPULATION = new Population() {
        @Override
        public int size() {
            return 100;
        }

        @Override
        public double rank(String trait, double value) {
            return switch (trait) {
                case "monetary" -> 0.98;
                case "recency_days", "days_since_seen" -> 0.036;
                case "frequency" -> 0.55;
                default -> Double.NaN;
            };
        }

        @Override
        public double quantile(String trait, double share) {
            return Double.NaN;
        }
    };

    static Trait trait(String name, String label, Trait.Type type, String unit, String group) {
        return new Trait(name, label, type, unit, group, "About " + label + ".", false);
    }

    static Portrait portrait() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("frequency", 7.0);
        values.put("monetary", 4310.0);
        values.put("last_order", Instant.parse("2011-12-07T15:52:00Z").toEpochMilli());
        values.put("recency_days", 1.87);
        values.put("orders_30d", 1.0);
        values.put("spend_30d", 224.82);
        values.put("orders_90d", 2.0);
        values.put("spend_90d", 1519.14);
        values.put("spend_trend", 0.44);
        values.put("recency_score", 5.0);
        values.put("last_seen", Instant.parse("2011-12-07T15:52:00Z").toEpochMilli());
        values.put("days_since_seen", 1.87);
        values.put("event_share", Map.of("purchase", 1.0));
        values.put("favourite_category", "Kitchen");
        Map<String, Double> shares = new LinkedHashMap<>();
        List.of("Kitchen", "Toys", "Garden", "Books", "Art", "Wool", "Tea").forEach(name -> shares.put(name, 0.1));
        shares.put("Kitchen", 0.4);
        values.put("category_share", shares);
        values.put("country", "Iceland");
        return new Portrait("12347", values, List.of("Loyal regulars"), Instant.parse("2011-12-07T15:52:00Z"));
    }

    @Test
    void readsLikeAPortrait() {
        assertThat(String.join("\n", new PortraitText(TRAITS, POPULATION, NOW, 80, false).lines(portrait())))
                .isEqualTo("""
                        Customer 12347: Loyal regulars
                        Stands out: spent (more than 98 % of customers)

                        About
                          Country                   Iceland

                        Value
                          Orders                    7             in the middle
                          Spent                     4,310 EUR     more than 98 % of customers
                          Last order                7 December 2011, 2 days ago
                          Since last order          1.87 days     less than 96 % of customers
                          Orders in 30/90 days      1 / 2
                          Spent in 30/90 days       224.82 / 1,519.14
                          Spending trend            2.6 times as much as before
                          Recency score             5 of 5

                        Presence
                          Kinds of events           purchase only

                        Taste
                          Categories                Kitchen ████████████████  40 %
                                                    Toys    ████░░░░░░░░░░░░  10 %
                                                    Garden  ████░░░░░░░░░░░░  10 %
                                                    Books   ████░░░░░░░░░░░░  10 %
                                                    Art     ████░░░░░░░░░░░░  10 %
                                                    others                    20 %""");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 50, 60, 80, 100, 200})
    void fitsTheTerminal(int columns) {
        assertThat(new PortraitText(TRAITS, POPULATION, NOW, columns, false).lines(portrait()))
                .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(columns));
    }

    @Test
    void barsCanBePlain() {
        assertThat(String.join("", new PortraitText(TRAITS, POPULATION, NOW, 80, true).lines(portrait())))
                .contains("Toys    ####............  10 %")
                .matches("\\A\\p{ASCII}*\\z");
    }

    @Test
    void saysSoWhereNothingIsKnown() {
        Portrait empty = new Portrait("7", Map.of(), List.of(), Instant.EPOCH);
        assertThat(new PortraitText(TRAITS, POPULATION, NOW, 0, false).lines(empty))
                .containsExactly("Customer 7", "nothing is known of this customer yet");
    }

    @ParameterizedTest
    @CsvSource({
        "1,began anew",
        "-1,stopped",
        "0.04,as before",
        "0.1,22 % more than before",
        "-0.2,33 % less than before",
        "0.6,4.0 times as much as before"
    })
    void trendsAreInWords(double balance, String words) {
        Trait trend = trait("spend_trend", "Spending trend", Trait.Type.NUMBER, "", "Value");
        assertThat(PortraitWords.number(trend, balance)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.94|more than 94 % of customers", "0.9999|more than 99 % of customers",
                        "0.06|less than 94 % of customers",
                "0.5|in the middle", "0.41|in the middle", "NaN|''"
            })
    void ranksAreInWords(double rank, String words) {
        assertThat(PortraitWords.comparison(rank)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2011-12-09T12:20:00Z|9 December 2011, just now",
                "2011-12-09T11:00:00Z|9 December 2011, 1 hour ago",
                "2011-12-07T15:00:00Z|7 December 2011, 2 days ago",
                "2011-11-09T12:50:00Z|9 November 2011, 30 days ago",
                "2011-06-09T12:50:00Z|9 June 2011, 6 months ago",
                "2001-06-09T12:50:00Z|9 June 2001, 10 years ago",
                "2012-06-09T12:50:00Z|9 June 2012, to come"
            })
    void timesAreInWords(String time, String words) {
        assertThat(PortraitWords.date(Instant.parse(time), NOW)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "Spent per order,EUR,1,1 EUR",
        "Since last order,days,1,1 day",
        "Since last order,days,41.3,41 days",
        "Different,categories,1,1 category",
        "Orders,orders,3,3",
        "Price rank,'',0.47,0.47"
    })
    void unitsAgreeWithNumbers(String label, String unit, double value, String words) {
        assertThat(PortraitWords.number(trait("t", label, Trait.Type.NUMBER, unit, "G"), value))
                .isEqualTo(words);
    }
}
