// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.TesseraException;
import org.tessera.api.recommend.Boost;
import org.tessera.api.recommend.Context;
import org.tessera.api.recommend.Pin;

class RuleParserTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static ServingRule rule(String text) {
        return RuleParser.parse(1, text, BERLIN);
    }

    private static Context in(String segment, Map<String, String> attributes) {
        return new Context(segment, attributes, new int[0], 0);
    }

    @Test
    void namesMayHaveBlanksAndFactorsFollow() {
        assertThat(rule("boost category=Garden 1.5 from 2026-03-01 to 2026-06-01")
                        .action())
                .isEqualTo(new ServingRule.Favour(new Boost(Boost.Kind.CATEGORY, "Garden", 1.5)));
        assertThat(rule("boost category=Gift vouchers 0.5").action())
                .isEqualTo(new ServingRule.Favour(new Boost(Boost.Kind.CATEGORY, "Gift vouchers", .5)));
        assertThat(rule("boost category=\"7 to 12 years\" 2").action())
                .isEqualTo(new ServingRule.Favour(new Boost(Boost.Kind.CATEGORY, "7 to 12 years", 2)));
        assertThat(rule("exclude category=Area 51").action())
                .isEqualTo(new ServingRule.Exclude(Boost.Kind.CATEGORY, "Area 51"));
        assertThat(rule("only item=7 hours 6-18").action()).isEqualTo(new ServingRule.Only(Boost.Kind.ITEM, "7"));
        assertThat(rule("pin item=85123A at 1 until 2026-12-24 segment=Young parents 2")
                        .action())
                .isEqualTo(new ServingRule.PinAt(new Pin("85123A", 1)));
        assertThat(rule("max 3 per category").action()).isEqualTo(new ServingRule.PerCategory(3));
        assertThat(((ServingRule.Demand) rule("min margin 0.1").action())
                        .filter()
                        .minimumMargin())
                .isEqualTo(.1);
        assertThat(((ServingRule.Demand) rule("max price 50").action()).filter().highestPrice())
                .isEqualTo(50);
        assertThat(((ServingRule.Demand) rule("in stock").action()).filter().inStock())
                .isTrue();
    }

    @Test
    void theLastDayCountsToItsEndInTheZone() {
        Validity when = rule("max 3 per category from 2026-03-01 to 2026-06-01").when();
        assertThat(when.from()).isEqualTo(Instant.parse("2026-02-28T23:00:00Z").toEpochMilli());
        assertThat(when.until()).isEqualTo(Instant.parse("2026-06-01T22:00:00Z").toEpochMilli());
        assertThat(rule("in stock until 2026-06-01T18:00").when().until())
                .isEqualTo(Instant.parse("2026-06-01T16:00:00Z").toEpochMilli());
        assertThat(when.holds(when.from(), 0, Context.none())).isTrue();
        assertThat(when.holds(when.from() - 1, 0, Context.none())).isFalse();
        assertThat(when.holds(when.until(), 0, Context.none())).isFalse();
    }

    @Test
    void hoursMayGoOverMidnight() {
        Validity night = rule("in stock hours 22-5").when();
        assertThat(night.holds(0, 23, Context.none())).isTrue();
        assertThat(night.holds(0, 5, Context.none())).isTrue();
        assertThat(night.holds(0, 6, Context.none())).isFalse();
        Validity day = rule("in stock hours 9-17").when();
        assertThat(day.holds(0, 9, Context.none())).isTrue();
        assertThat(day.holds(0, 8, Context.none())).isFalse();
    }

    @Test
    void aRuleMayHoldForSomeOnly() {
        Validity when = rule("in stock segment=Loyal and dear country=France").when();
        assertThat(when.holds(0, 0, in("loyal and dear", Map.of("country", "france"))))
                .isTrue();
        assertThat(when.holds(0, 0, in("Loyal and dear", Map.of()))).isFalse();
        assertThat(when.holds(0, 0, in("", Map.of("country", "France")))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "bost category=a 2                 | 'bost' is no verb of a rule",
                "boost category=a                  | a factor is missing",
                "boost category=a much             | a factor is missing",
                "boost category=a -1               | the boost of a is -1.0, expected a number from 0 on",
                "boost colour=red 2                | 'colour=red' is no target",
                "exclude                           | a target is missing",
                "exclude category=                 | category= names nothing",
                "pin category=a at 1               | a category cannot be pinned",
                "pin item=a                        | it ends where 'at' is expected",
                "pin item=a at 0                   | the pin of a is at place 0, places run from 1",
                "max 0 per category                | max 0 per category leaves nothing",
                "max 3 per customer                | 'customer' stands where 'category' is expected",
                "min age 3                         | min 'age' is not known",
                "in stock from yesterday           | 'yesterday' is no date",
                "in stock from 2026-02-30          | '2026-02-30' is no date",
                "in stock from 2026-03-02 to 2026-03-01 | it ends before it begins",
                "in stock hours 9-24               | '24' is no hour of the day",
                "in stock forever                  | 'forever' is not understood",
                "min margin 2                      | the minimum margin is 2.0, a share of the price is at most 1",
            })
    void aMistakeIsToldWithItsRule(String text, String message) {
        assertThatThrownBy(() -> RuleParser.parse(3, text, BERLIN))
                .isInstanceOf(TesseraException.class)
                .hasMessage("rule 3, '" + text + "': " + message);
    }
}
