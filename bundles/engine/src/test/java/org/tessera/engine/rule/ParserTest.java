// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.segment.RuleException;

class ParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "spend(90d) > 200 and not bought(category='toys', 180d)|"
                        + "spend(90d) > 200 and not bought(category='toys', 180d)",
                "SPEND( 90D )>200 AND NOT Bought(Category=\"toys\",180d)|"
                        + "spend(90d) > 200 and not bought(category='toys', 180d)",
                "monetary > 200.50 and country = 'France'|monetary > 200.5 and country = 'France'",
                "a=1 or b=2 and c=3|a = 1 or b = 2 and c = 3",
                "(a=1 or b=2) and c=3|(a = 1 or b = 2) and c = 3",
                "((a=1)) and (b=2 and c=3)|a = 1 and (b = 2 and c = 3)",
                "not (a=1 and b=2)|not (a = 1 and b = 2)",
                "not not a=1|not not a = 1",
                "x in ('a','b')|x in ('a', 'b')",
                "x between -1 and 5e0|x between -1 and 5",
                "x is missing or x is not missing|x is missing or x is not missing",
                "name = 'O''Neill'|name = 'O''Neill'",
                "name = \"it's\"|name = 'it''s'",
                "`category_share.party & games` > .3|`category_share.party & games` > 0.3",
                "category_share.`party & games` > .3|`category_share.party & games` > 0.3",
                "`in` = 1|`in` = 1",
                "`a``b` = 1|`a``b` = 1",
                "events(type in ('view', 'cart'), value >= 10, channel != 'web', 2w) >= 3|"
                        + "events(type in ('view', 'cart'), value >= 10, channel!='web', 2w) >= 3",
                "tenure_days >= 1y|tenure_days >= 1y",
                "segment('big ones') and true|segment('big ones') and true",
                "spend(30d) > spend(60d)|spend(30d) > spend(60d)",
            })
    void readsAndPrints(String text, String canonical) {
        assertThat(Printer.print(Parser.parse(text))).isEqualTo(canonical);
        assertThat(Parser.parse(canonical)).isEqualTo(Parser.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|0|found the end, expected a trait, a function, not or (",
                "spend(90d) >|12|found the end, expected a number, a text or a trait",
                "spend(90d|9|found the end, expected , or )",
                "a = 1 b|6|found 'b', expected and, or, or the end",
                "(a = 1|6|found the end, expected and, or, or )",
                "monetary and b = 1|9|found 'and', expected a comparison: =, !=, <, <=, >, >=, in, between or is missing",
                "a between 1 or 5|12|found 'or', expected and with the upper end of between",
                "a is missin|5|found 'missin', expected missing or not missing",
                "a is not 5|9|found '5', expected missing",
                "a = 'open|4|the quote that opens here is never closed",
                "a == 1|2|found '==', expected =",
                "a <> 1|2|found '<>', expected !=",
                "a = 90days|4|found '90days', expected a number such as 200.5 or a length of time such as 90d",
                "a & b|2|found '&', which has no meaning in a rule",
                "spend(kategory='x') > 1|6|found 'kategory', expected a window such as 90d or a filter by one of"
                        + " type, item, category, channel, order, value, quantity, price",
                "spend(category=5) > 1|15|found 5 for category, expected a text in quotes",
                "spend(category > 'a') > 1|15|found '>', expected =, != or in",
                "spend(1d, 2d) > 1|10|found a second window",
                "x in ()|6|found ')', expected a number or a text",
                "x in 5|5|found '5', expected ( and the values",
            })
    void saysWhereAndWhat(String text, int position, String message) {
        assertThatThrownBy(() -> Parser.parse(text)).isInstanceOfSatisfying(RuleException.class, e -> {
            assertThat(e).hasMessage("at character " + (position + 1) + ": " + message);
            assertThat(e.position()).isEqualTo(position);
            assertThat(e.expression()).isEqualTo(text);
        });
    }

    @Test
    void suggestsFields() {
        assertThatThrownBy(() -> Parser.parse("spend(categry='x') > 1"))
                .isInstanceOfSatisfying(
                        RuleException.class, e -> assertThat(e.hint()).isEqualTo("did you mean category?"));
    }

    @Test
    void refusesWhatIsTooDeepOrTooLong() {
        String deep = "(".repeat(50_00) + "a = 1" + ")".repeat(50_00);
        assertThatThrownBy(() -> Parser.parse(deep))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("nested");
        assertThatThrownBy(() -> Parser.parse("not ".repeat(4000) + "a = 1"))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("nested");
        assertThatThrownBy(() -> Parser.parse("a = 1 or ".repeat(10_000) + "a = 1"))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("at most 20000");
    }

    /** Whatever is printed reads back as the same. */
    @Test
    void printingIsReversible() {
        for (int seed = 0; seed < 3000; seed++) {
            Expression expression = new RandomRules(new Random(seed), true).expression(4);
            String text = Printer.print(expression);
            assertThat(Parser.parse(text)).as("seed %d: %s", seed, text).isEqualTo(expression);
            assertThat(Printer.print(Parser.parse(text))).isEqualTo(text);
        }
    }

    /** Broken text is an error with a place in it, never another failure. */
    @Test
    void anyTextIsReadOrRefused() {
        int refused = 0;
        for (int seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(Printer.print(new RandomRules(random, true).expression(3)));
            for (int k = 0; k < 3; k++) {
                text.setCharAt(random.nextInt(text.length()), "()'`\",.=<>!-9 dan".charAt(random.nextInt(17)));
            }
            try {
                assertThat(Printer.print(Parser.parse(text.toString()))).isNotEmpty();
            } catch (RuleException e) {
                assertThat(e.position()).isBetween(0, text.length());
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }
}
