// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    @Test
    void alignsNumbersToTheRight() {
        Table table = Table.of("name", "size", "share")
                .row("loyal", 120, "12.5 %")
                .row("new", 7, "-")
                .row("asleep", "1,234", "0.1 %");
        assertThat(table.lines(0))
                .containsExactly(
                        "name     size   share",
                        "loyal     120  12.5 %",
                        "new         7       -",
                        "asleep  1,234   0.1 %");
    }

    @Test
    void leavesTextToTheLeft() {
        assertThat(Table.of("a", "id").row("x", "12A").row("yy", "7").lines(0))
                .containsExactly("a   id", "x   12A", "yy  7");
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 40, 60})
    void fitsTheTerminal(int columns) {
        Table table = Table.of("item", "why", "score").row("WHITE HANGING HEART T-LIGHT HOLDER", "x".repeat(50), 0.25);
        assertThat(table.lines(columns))
                .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(columns));
        assertThat(table.lines(columns).get(1)).contains("…").endsWith("0.25");
    }

    @Test
    void keepsWhatCannotShrink() {
        assertThat(Table.of("n", "m").row("123456789012", "123456789012").lines(20))
                .containsExactly("           n             m", "123456789012  123456789012");
    }

    @Test
    void countsWideCharacters() {
        assertThat(Table.of("名", "n").row("手袋", 1).row("bag", 2).lines(0))
                .containsExactly("名    n", "手袋  1", "bag   2");
    }

    @Test
    void putsLineBreaksOnOneLine() {
        assertThat(Table.of("text").row("a\n  b").lines(0)).containsExactly("text", "a b");
    }

    @Test
    void rejectsRowsOfAnotherShape() {
        assertThatThrownBy(() -> Table.of("a", "b").row("x")).isInstanceOf(IllegalArgumentException.class);
    }
}
