// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.TesseraException;
import org.tessera.api.measure.RatingBoard;
import org.tessera.api.measure.Split;
import org.tessera.api.shell.Console;
import org.tessera.api.strategy.JobInfo;
import org.tessera.api.strategy.Jobs;
import org.tessera.api.strategy.Progress;

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
            new Now());

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
        Command command = commands.commands().get(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(
                InputStream.nullInputStream(),
                out,
                OutputStream.nullOutputStream(),
                Path.of("").toAbsolutePath(),
                0,
                false);
        Invocation call = new Invocation(
                command,
                Arguments.parse(command, Arrays.asList(arguments)),
                console,
                new Running(),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        command.body().run(call);
        call.end();
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Jobs that are done at once. */
    private static final class Now implements Jobs {
        @Override
        public <R> Job<R> submit(String name, Work<R> work) {
            return new Job<>() {
                @Override
                public JobInfo info() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public R await(Progress watcher) {
                    try {
                        return work.run(watcher);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }

                @Override
                public void cancel() {
                    throw new UnsupportedOperationException();
                }
            };
        }

        @Override
        public List<JobInfo> list() {
            return List.of();
        }

        @Override
        public void cancel(long id) {
            throw new UnsupportedOperationException();
        }
    }
}
