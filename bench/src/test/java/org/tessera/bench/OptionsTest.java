// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.bench.BenchTask.Option;

class OptionsTest {
    private static final List<Option> KNOWN = List.of(
            Option.required("data", "FILE", "the matrix"),
            Option.optional("k", "N", "how many"),
            Option.optional("set", "a=b,…", "settings"));

    @Test
    void readsBothSpellings() {
        Options options = Options.parse(List.of("--data", "x.f64", "--k=7", "--set", "a=1, b = c=d"), KNOWN);
        assertThat(options.path("data")).contains(Path.of("x.f64"));
        assertThat(options.number("k", 3, 1, 10)).isEqualTo(7);
        assertThat(options.settings("set")).containsExactly(entry("a", "1"), entry("b", "c=d"));
        assertThat(options.has("set")).isTrue();
    }

    @Test
    void givesDefaultsForWhatIsNotGiven() {
        Options options = Options.parse(List.of("--data", "x"), KNOWN);
        assertThat(options.number("k", 3, 1, 10)).isEqualTo(3);
        assertThat(options.text("k")).isEmpty();
        assertThat(options.settings("set")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--k 3              | option --data is missing: the matrix",
                "--data x --kk 3    | there is no option --kk, options here: --data --k --set",
                "--data x data      | expected --key value, got 'data'",
                "--data --k 3       | option --data needs a value",
                "--data x --k       | option --k needs a value",
                "--data x --data y  | option --data is given twice",
            })
    void refusesWrongCommandLines(String line, String message) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Options.parse(List.of(line.split(" ")), KNOWN))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"0", "11", "x", "2.5", "99999999999999999999"})
    void refusesNumbersOutOfBounds(String value) {
        Options options = Options.parse(List.of("--data", "x", "--k", value), KNOWN);
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> options.number("k", 3, 1, 10))
                .withMessage("option --k: expected a whole number from 1 to 10, got '" + value + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a | expected name=value, got 'a'", "a=1,a=2 | a is given twice"})
    void refusesMalformedSettings(String text, String message) {
        Options options = Options.parse(List.of("--data", "x", "--set", text), KNOWN);
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> options.settings("set"))
                .withMessage("option --set: " + message);
    }
}
