// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.TesseraException;
import org.tessera.api.measure.ClusteringScores;
import org.tessera.api.measure.Comparison;
import org.tessera.api.measure.Evaluations;
import org.tessera.api.measure.Leaderboard;
import org.tessera.api.measure.Split;
import org.tessera.api.strategy.Progress;

class EvaluateCommandsTest {
    private final Boards boards = new Boards();
    private final EvaluateCommands commands = new EvaluateCommands(boards, new JobsAtOnce());

    @Test
    void hasAnswersToWhatIsNotSaid() throws Exception {
        run("recommend");
        assertThat(boards.asked).containsExactly(List.of(), Map.of(), new Split.ByTime(.2), 10, Optional.empty(), 42L);
    }

    @Test
    void passesOnWhatIsSaid() throws Exception {
        run(("recommend --strategies ease,popular --set ease.lambda=3 --train t --test u -k 5 --against popular"
                        + " --seed 7")
                .split(" "));
        assertThat(boards.asked)
                .containsExactly(
                        List.of("ease", "popular"),
                        Map.of("ease", Map.of("lambda", "3")),
                        new Split.Files(Path.of("/shop/t"), Path.of("/shop/u")),
                        5,
                        Optional.of("popular"),
                        7L);
    }

    @Test
    void allStrategiesMayBeAskedFor() throws Exception {
        run("recommend", "--strategies", "all");
        assertThat(boards.asked.get(0)).isEqualTo(List.of(Evaluations.ALL));
        run("segment", "--strategies", "all");
        assertThat(boards.grouped).contains(List.of());
        run("segment", "--strategies", "kmeans");
        assertThat(boards.grouped).contains(List.of("kmeans"));
    }

    @Test
    void saysWhoIsLeftOut() throws Exception {
        List<String> lines = run("recommend", "--by", "history").lines().toList();
        assertThat(lines.stream().map(line -> line.strip().split(" +")[0])).contains("ease");
        assertThat(lines).contains("873 customers; so divided", "left out: svd: there are no ratings; import some");
        JsonObject board = JsonParser.parseString(run("recommend", "--json")).getAsJsonObject();
        JsonObject refusal = board.getAsJsonArray("refused").get(0).getAsJsonObject();
        assertThat(refusal.get("strategy").getAsString()).isEqualTo("svd");
        assertThat(refusal.get("reason").getAsString()).isEqualTo("there are no ratings; import some");
        assertThat(board.getAsJsonArray("rows")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "profile                 | evaluate: TASK is \"profile\"",
                "recommend --by age      | customers cannot be grouped by 'age'",
                "recommend --split x     | 'x' is no way to split",
                "recommend --train t     | --train belongs together with --test or --negatives",
                "recommend --set k=3     | 'k' does not say whose setting it is",
                "recommend -k 0          | evaluate: -k is \"0\"",
                "recommend --share 0     | evaluate: --share is \"0\"",
            })
    void mistakesAreToldBeforeAnythingIsTrained(String words, String message) {
        assertThatThrownBy(() -> run(words.split(" ")))
                .isInstanceOf(TesseraException.class)
                .hasMessageStartingWith(message);
        assertThat(boards.asked).isEmpty();
    }

    private String run(String... arguments) throws Exception {
        return Calls.run(commands, "evaluate", arguments);
    }

    private static final class Boards implements Evaluations {
        final List<Object> asked = new ArrayList<>();
        Optional<List<String>> grouped = Optional.empty();

        @Override
        public Leaderboard recommend(
                List<String> strategies,
                Map<String, ? extends Map<String, ?>> settings,
                Split split,
                int k,
                Optional<String> reference,
                long seed,
                Progress progress) {
            asked.addAll(List.of(strategies, settings, split, k, reference, seed));
            Leaderboard.Figures figures = new Leaderboard.Figures(.2, .1, .1, .3, .4, .1, .2, .8);
            Leaderboard.Row row = new Leaderboard.Row(
                    "ease",
                    figures,
                    .5,
                    .5,
                    6,
                    .6,
                    1,
                    .1,
                    .5,
                    new Leaderboard.Difference(0, 0, 0),
                    List.of(new Leaderboard.Slice("history", "0-4", 500, figures)));
            return new Leaderboard(
                    "so divided",
                    873,
                    k,
                    "ease",
                    "categories",
                    List.of(row),
                    List.of(new Leaderboard.Refusal("svd", "there are no ratings; import some")));
        }

        @Override
        public ClusteringScores segment(
                List<String> strategies,
                Map<String, ? extends Map<String, ?>> settings,
                Optional<String> truth,
                long seed,
                Progress progress) {
            grouped = Optional.of(strategies);
            return new ClusteringScores(40, List.of());
        }

        @Override
        public Comparison compare(
                Optional<String> champion, List<String> challengers, Split split, int k, long seed, Progress progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Leaderboard> latest() {
            return Optional.empty();
        }
    }
}
