// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    private static CommandLine parse(String... arguments) throws CommandLine.UsageException {
        return CommandLine.parse(List.of(arguments));
    }

    @Test
    void talksWithoutArguments() throws Exception {
        assertThat(parse().action()).isEqualTo(CommandLine.Action.INTERACT);
        assertThat(parse().home()).isEmpty();
    }

    @Test
    void takesTheHomeBeforeAndAfterTheAction() throws Exception {
        assertThat(parse("--home", "a b", "-c", "help").home()).contains(Path.of("a b"));
        assertThat(parse("start", "--home=x").home()).contains(Path.of("x"));
    }

    @Test
    void keepsCommandsAsTheyAre() throws Exception {
        CommandLine line = parse("-c", "--json; help");
        assertThat(line.action()).isEqualTo(CommandLine.Action.COMMANDS);
        assertThat(line.arguments()).containsExactly("--json; help");
    }

    @Test
    void passesOptionsOfTheDemoOn() throws Exception {
        CommandLine line = parse("demo", "--out", "x y", "--home", "h");
        assertThat(line.action()).isEqualTo(CommandLine.Action.DEMO);
        assertThat(line.arguments()).containsExactly("--out", "x y");
        assertThat(Main.command("demo", List.of("--out", "x \"$y\\"))).isEqualTo("demo \"--out\" \"x \\\"\\$y\\\\\"");
    }

    @Test
    void takesJsonForTheStatus() throws Exception {
        assertThat(parse("status", "--json").json()).isTrue();
        assertThat(parse("status").json()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bad      | unknown option --bad",
                "-c         | -c needs 'COMMANDS' after it",
                "run        | run needs a FILE after it",
                "run a b    | unexpected b",
                "start now  | unexpected now",
                "stop -x    | unknown option -x",
                "start --json | unexpected --json",
                "--home     | --home needs DIR after it",
                "--home=    | --home needs a folder",
            })
    void tellsWhatIsWrong(String arguments, String message) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOf(CommandLine.UsageException.class)
                .hasMessage(message);
    }

    @Test
    void leadsLostCommandsToTheirPlace() {
        assertThatThrownBy(() -> parse("segment"))
                .hasMessage("unknown word segment; commands are given with -c 'segment …'");
    }
}
