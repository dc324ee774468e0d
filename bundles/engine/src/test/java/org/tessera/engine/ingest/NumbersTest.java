// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+7",
                "2.55",
                "-12540",
                ".5",
                "5.",
                "0.001",
                "123456789012345678",
                "1e3",
                "2.5E-7",
                "9007199254740993",
                "0.1234567890123456789012345"
            })
    void plainNumbersAreReadToTheLastBit(String text) {
        assertThat(new Numbers('.').parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyDecimalIsReadAsTheLibraryReadsIt(long seed) {
        Random random = new Random(seed);
        Numbers numbers = new Numbers('.');
        for (int k = 0; k < 20_000; k++) {
            String text = String.format(Locale.ROOT, "%." + random.nextInt(8) + "f", random.nextGaussian() * 1e6);
            assertThat(numbers.parse(text)).as("seed %d", seed).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"1,234.50;1234.5", "1,234,567;1234567", "-1,000;-1000"})
    void thousandsMayBeSeparated(String text, double expected) {
        assertThat(new Numbers('.').parse(text)).isEqualTo(expected);
    }

    @Test
    void aCommaMayBeThePoint() {
        Numbers numbers = new Numbers(',');
        assertThat(numbers.parse("2,55")).isEqualTo(2.55);
        assertThat(numbers.parse("1.234,5")).isEqualTo(1234.5);
        assertThat(numbers.parse("2.55")).isNaN();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "two",
                "1 2",
                "1f",
                "1d",
                "0x10",
                "NaN",
                "Infinity",
                "1e999",
                "1,2",
                "1.2,345",
                "--1"
            })
    void whatIsNoNumberIsNone(String text) {
        assertThat(new Numbers('.').parse(text)).isNaN();
    }
}
