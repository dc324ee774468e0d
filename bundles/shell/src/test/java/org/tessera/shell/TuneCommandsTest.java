// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.TesseraException;
import org.tessera.api.measure.Metric;
import org.tessera.api.measure.Split;
import org.tessera.api.measure.Tuning;
import org.tessera.api.measure.Tuning.Trial;
import org.tessera.api.measure.Tunings;

class TuneCommandsTest {
    private final List<Tunings.Request> asked = new ArrayList<>();
    private final TuneCommands commands = new TuneCommands(
            (request, progress) -> {
                asked.add(request);
                Trial best = new Trial(2, Map.of("neighbours", "50", "a", "1"), 1, .25, 1.5, "");
                Trial defaults = new Trial(0, Map.of(), 1, .2, 1, "");
                return new Tuning(
                        request.strategy(),
                        request.metric().key(),
                        request.k(),
                        "so divided",
                        1200,
                        List.of(best, defaults, new Trial(1, Map.of(), 1, Double.NaN, 0, "out of memory")),
                        best,
                        defaults,
                        Optional.of(new Tuning.Check("kept back so", 300, .24, .21, .01, .05)),
                        Optional.empty());
            },
            new JobsAtOnce());

    @Test
    void hasAnswersToWhatIsNotSaid() throws Exception {
        run("recommend", "itemknn");
        assertThat(asked)
                .containsExactly(new Tunings.Request(
                        "itemknn",
                        new Tunings.Source.Store(new Split.ByTime(.2)),
                        Metric.NDCG,
                        10,
                        Tunings.Method.RANDOM,
                        30,
                        Duration.ofDays(7),
                        Map.of(),
                        42,
                        false,
                        Optional.empty()));
    }

    @Test
    void passesOnWhatIsSaid() throws Exception {
        run(("recommend ease --trials 5 --minutes 1.5 --method halving --metric hit_rate -k 20 --set a=1,b=2"
                        + " --train t.csv --test u.csv --share .3 --seed 7 --resume --save s.json")
                .split(" "));
        assertThat(asked)
                .containsExactly(new Tunings.Request(
                        "ease",
                        new Tunings.Source.PairFile(Path.of("/shop/t.csv"), Optional.of(Path.of("/shop/u.csv")), .3),
                        Metric.HIT_RATE,
                        20,
                        Tunings.Method.HALVING,
                        5,
                        Duration.ofSeconds(90),
                        Map.of("a", "1", "b", "2"),
                        7,
                        true,
                        Optional.of(Path.of("/shop/s.json"))));
    }

    @Test
    void printsTheTrialsAndWhatCameOut() throws Exception {
        List<String> lines = run("recommend", "itemknn").lines().toList();
        assertThat(lines.stream().map(line -> line.strip().split(" {2,}")))
                .contains(new String[] {"#2", "0.2500", "100.0 %", "1.50", "a=1 neighbours=50"})
                .contains(new String[] {"defaults", "0.2000", "100.0 %", "1.00", "the defaults"})
                .anySatisfy(cells -> assertThat(cells).startsWith("#1").endsWith("out of memory"));
        assertThat(lines)
                .contains(
                        "3 trials, 1 failed; 1,200 customers asked; so divided",
                        "best: a=1 neighbours=50, ndcg@10 0.2500, +0.0500 from the 0.2000 of the defaults",
                        "on data kept back from the search: 0.2400, +0.0300 from the 0.2100 of the defaults,"
                                + " 95 % interval +0.0100 to +0.0500; 300 customers; kept back so");
    }

    @Test
    void jsonHasEverything() throws Exception {
        JsonObject found =
                JsonParser.parseString(run("recommend", "itemknn", "--json")).getAsJsonObject();
        assertThat(found.getAsJsonArray("trials")).hasSize(3);
        assertThat(found.getAsJsonArray("trials")
                        .get(2)
                        .getAsJsonObject()
                        .get("score")
                        .isJsonNull())
                .isTrue();
        assertThat(found.getAsJsonObject("check").get("low").getAsDouble()).isEqualTo(.01);
        assertThat(found.get("model").isJsonNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "segment kmeans             | tune: TASK is \"segment\", expected one of recommend",
                "recommend                  | tune: STRATEGY is missing",
                "recommend ease --trials 0  | tune: --trials is \"0\"",
                "recommend ease --minutes x | tune: --minutes is \"x\"",
                "recommend ease --method go | 'go' is no way to search",
                "recommend ease --metric up | there is no metric 'up'",
                "recommend ease --split a   | 'a' is no way to split",
                "recommend ease --share 1   | tune: --share is \"1\"",
                "recommend ease --test u    | --test needs --train",
                "recommend ease -k 1001     | tune: -k is \"1001\"",
            })
    void mistakesAreToldBeforeAnythingIsTried(String words, String message) {
        assertThatThrownBy(() -> run(words.split(" ")))
                .isInstanceOf(TesseraException.class)
                .hasMessageStartingWith(message);
        assertThat(asked).isEmpty();
    }

    private String run(String... arguments) throws Exception {
        return Calls.run(commands, "tune", arguments);
    }
}
