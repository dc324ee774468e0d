// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.TesseraException;
import org.tessera.api.measure.RatingBoard;
import org.tessera.api.measure.Split;

class RatingCommandsTest {
    private final List<Object> asked = new ArrayList<>();
    private final RatingCommands commands = new RatingCommands(
            (strategies, settings, split, seed, progress) -> {
                asked.addAll(List.of(strategies, settings, split, seed));
                return new RatingBoard(
                        "so divided",
                        2000,
                        17,
                        List.of(
                                new RatingBoard.Row("svd", .90974, .7158, .998, 1.5, .01),
                                new RatingBoard.Row("baseline", .944, .7484, 1, .02, .002)));
            },
            new JobsAtOnce());

    @Test
    void printsTheBoard() throws Exception {
        String text = run();
        assertThat(text.lines().map(line -> line.strip().split(" {2,}")[0])).contains("svd", "baseline");
        assertThat(text).contains("0.9097", "0.7158", "99.8 %", "2,000 ratings by 17 customers; so divided");
        assertThat(asked).containsExactly(List.of(), Map.of(), new Split.ByTime(.2), 42L);
    }

    @Test
    void passesOnWhatWasGiven() throws Exception {
        JsonObject document = JsonParser.parseString(run(
                        "--strategies",
                        "svd,baseline",
                        "--split",
                        "random",
                        "--share",
                        ".3",
                        "--seed",
                        "7",
                        "--set",
                        "svd.factors=5",
                        "--json"))
                .getAsJsonObject();
        assertThat(document.getAsJsonArray("rows")).hasSize(2);
        assertThat(asked)
                .containsExactly(
                        List.of("svd", "baseline"), Map.of("svd", Map.of("factors", "5")), new Split.Random(.3, 7), 7L);
    }

    @Test
    void refusesWhatIsNoSplitAndNobodysSetting() {
        assertThatThrownBy(() -> run("--split", "halves"))
                .isInstanceOf(TesseraException.class)
                .hasMessage("'halves' is no way to split");
        assertThatThrownBy(() -> run("--set", "factors=5"))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("whose setting");
        assertThat(asked).isEmpty();
    }

    private String run(String... arguments) throws Exception {
        return Calls.run(commands, "evaluate-ratings", arguments);
    }
}
