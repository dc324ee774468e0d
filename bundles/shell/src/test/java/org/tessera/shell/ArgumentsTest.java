// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;

class ArgumentsTest {
    private static final Command RECOMMEND = Command.named("recommend", "Ranks items for a customer")
            .argument("CUSTOMER", "whom for")
            .option("-n", "N", "how many")
            .option("--strategy", "NAME", "who is asked")
            .options("--set", "KEY=VALUE,…", "settings for this call")
            .flag("--why", "with reasons")
            .json()
            .runs(call -> {});

    private static final Command IMPORT = Command.named("import", "Reads a file")
            .argument("KIND", "what it holds", "events", "customers", "items")
            .argument("FILE", "the file")
            .optionalArgument("NOTE", "a note")
            .runs(call -> {});

    private static Arguments parse(Command command, String... words) {
        return Arguments.parse(command, List.of(words));
    }

    @Test
    void understandsOptionsAnywhere() {
        Arguments arguments = parse(RECOMMEND, "--strategy=itemknn", "--why", "12583", "-n", "5");
        assertThat(arguments.argument("CUSTOMER")).isEqualTo("12583");
        assertThat(arguments.option("--strategy")).contains("itemknn");
        assertThat(arguments.integer("-n", 10, 1, 100)).isEqualTo(5);
        assertThat(arguments.flag("--why")).isTrue();
        assertThat(arguments.flag("--json")).isFalse();
    }

    @Test
    void fallsBackToTheStandardValue() {
        Arguments arguments = parse(RECOMMEND, "12583");
        assertThat(arguments.integer("-n", 10, 1, 100)).isEqualTo(10);
        assertThat(arguments.option("--strategy")).isEmpty();
        assertThat(arguments.assignments("--set")).isEmpty();
    }

    @Test
    void collectsAssignmentsInOrder() {
        Arguments arguments = parse(RECOMMEND, "1", "--set", "k=5, shrinkage = 10", "--set", "name=a=b");
        assertThat(arguments.assignments("--set"))
                .containsExactly(entry("k", "5"), entry("shrinkage", "10"), entry("name", "a=b"));
    }

    @Test
    void takesNegativeNumbersAndWhateverFollowsTwoDashesAsArguments() {
        assertThat(parse(RECOMMEND, "-7").argument("CUSTOMER")).isEqualTo("-7");
        assertThat(parse(RECOMMEND, "--", "--why").argument("CUSTOMER")).isEqualTo("--why");
        assertThat(parse(RECOMMEND, "-").argument("CUSTOMER")).isEqualTo("-");
    }

    @Test
    void leavesOptionalArgumentsOut() {
        assertThat(parse(IMPORT, "events", "a.csv").optionalArgument("NOTE")).isEmpty();
        assertThat(parse(IMPORT, "events", "a.csv", "x").optionalArgument("NOTE"))
                .contains("x");
    }

    @Test
    void resolvesFileNames() {
        Path here = Path.of("/data");
        Arguments arguments = parse(IMPORT, "events", "../a.csv");
        assertThat(arguments.path("FILE", arguments.argument("FILE"), here)).isEqualTo(Path.of("/a.csv"));
        assertThat(arguments.path("FILE", "/b.csv", here)).isEqualTo(Path.of("/b.csv"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 --strateg x         | unknown option --strateg          | did you mean --strategy?",
                "1 --xyzzy             | unknown option --xyzzy            | usage: recommend CUSTOMER",
                "1 -n                  | -n needs N after it               | usage: recommend",
                "''                    | CUSTOMER is missing               | usage: recommend",
                "1 2                   | unexpected \"2\"                  | usage: recommend",
                "1 --why=yes           | --why takes no value              | usage: recommend",
                "1 -n 1 -n 2           | -n is given twice                 | usage: recommend",
            })
    void saysWhatDoesNotFit(String line, String message, String hint) {
        String[] words = line.isEmpty() ? new String[0] : line.split(" ");
        assertThatThrownBy(() -> parse(RECOMMEND, words)).isInstanceOfSatisfying(TesseraException.class, failure -> {
            assertThat(failure).hasMessage("recommend: " + message);
            assertThat(failure.hint()).startsWith(hint);
        });
    }

    @Test
    void saysWhichWordsThereAre() {
        assertThatThrownBy(() -> parse(IMPORT, "evnts", "a.csv"))
                .isInstanceOfSatisfying(TesseraException.class, failure -> {
                    assertThat(failure)
                            .hasMessage("import: KIND is \"evnts\", expected one of events, customers, items");
                    assertThat(failure.hint()).isEqualTo("did you mean events?");
                });
    }

    @ParameterizedTest
    @CsvSource({"ten", "0", "101", "1.5", "99999999999"})
    void rejectsNumbersOutOfRange(String text) {
        Arguments arguments = parse(RECOMMEND, "1", "-n", text);
        assertThatThrownBy(() -> arguments.integer("-n", 10, 1, 100))
                .isInstanceOf(TesseraException.class)
                .hasMessage("recommend: -n is \"" + text + "\", expected a whole number from 1 to 100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "=5", "k=1,k=2"})
    void rejectsWhatAssignsNothing(String text) {
        Arguments arguments = parse(RECOMMEND, "1", "--set", text);
        assertThatThrownBy(() -> arguments.assignments("--set"))
                .isInstanceOf(TesseraException.class)
                .hasMessageStartingWith("recommend: --set");
    }

    @Test
    void takesAskingForWhatIsNotDescribedAsADefect() {
        Arguments arguments = parse(RECOMMEND, "1");
        assertThatThrownBy(() -> arguments.option("--nosuch")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> arguments.argument("NOSUCH")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesItsUsage() {
        assertThat(IMPORT.usage()).isEqualTo("import events|customers|items FILE [NOTE]");
        assertThat(RECOMMEND.usage())
                .isEqualTo("recommend CUSTOMER [-n N] [--strategy NAME] [--set KEY=VALUE,…]… [--why] [--json]");
    }
}
