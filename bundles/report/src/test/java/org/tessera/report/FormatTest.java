// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0          | 0
            0.00004567 | 4.6e-05
            0.012345   | 0.0123
            -0.5       | \u22120.5
            3.14159    | 3.14
            99.96      | 100
            1234.5     | 1,235
            1234567.8  | 1,234,568
            NaN        | \u2013
            Infinity   | \u221e
            """)
    void numbersKeepThreeDigits(double value, String expected) {
        assertThat(Format.number(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0        | 0%
            0.000004 | < 0.1%
            0.2345   | 23.5%
            0.99999  | 100%
            1        | 100%
            NaN      | \u2013
            """)
    void sharesBecomePercent(double share, String expected) {
        assertThat(Format.percent(share)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.0002 | < 1 ms
            0.0415 | 41.5 ms
            1.25   | 1.25 s
            119.4  | 119 s
            184    | 3 min 4 s
            """)
    void durationsAreShort(double seconds, String expected) {
        assertThat(Format.seconds(seconds)).isEqualTo(expected);
    }

    @Test
    void countsAgreeWithTheirNoun() {
        assertThat(Format.count(1, "customer", "customers")).isEqualTo("1 customer");
        assertThat(Format.count(12_345, "customer", "customers")).isEqualTo("12,345 customers");
    }

    @Test
    void timesAreUtc() {
        Instant time = Instant.parse("2011-12-09T23:50:00Z");
        assertThat(Format.day(time)).isEqualTo("9 Dec 2011");
        assertThat(Format.minute(time)).isEqualTo("9 Dec 2011, 23:50 UTC");
    }

    @Test
    void namesBecomeWords() {
        assertThat(Format.words("recency_days")).isEqualTo("Recency days");
        assertThat(Format.words("category_share.toys")).isEqualTo("Category share: toys");
    }
}
