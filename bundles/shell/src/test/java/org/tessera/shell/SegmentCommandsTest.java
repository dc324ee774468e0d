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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tessera.api.TesseraException;
import org.tessera.api.segment.Choice;
import org.tessera.api.segment.Drift;
import org.tessera.api.segment.Figure;
import org.tessera.api.segment.Member;
import org.tessera.api.segment.Movement;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.SegmentRun;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.segment.Segments;
import org.tessera.api.segment.Silhouettes;
import org.tessera.api.shell.Console;
import org.tessera.api.strategy.JobInfo;
import org.tessera.api.strategy.Jobs;
import org.tessera.api.strategy.Progress;

class SegmentCommandsTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    private final Two two = new Two();
    private final SegmentCommands commands = new SegmentCommands(two, new OneRule(), new Now());

    @Test
    void cardsAreShown() throws Exception {
        assertThat(run("segments").lines())
                .contains(
                        "0  Big spenders: 30 customers, 75.0 %",
                        "     value: 9,000 in all, 90.0 % of everything, 300.00 a customer; last 90 days 1,200, +20.0 %"
                                + " against those before",
                        "     buys: toys 60.0 % (1.5 times the average)",
                        "     typical: c7, c9",
                        "     rule: spend over 100",
                        "warning: customers have changed");
        JsonObject document = JsonParser.parseString(run("segments", "--json")).getAsJsonObject();
        assertThat(document.keySet())
                .containsExactly("strategy", "model", "segments", "preparation", "quality", "choice", "drift");
        JsonObject big = document.getAsJsonArray("segments").get(0).getAsJsonObject();
        assertThat(big.get("expression").getAsString()).isEqualTo("spend > 100");
        JsonObject card = big.getAsJsonObject("card");
        assertThat(card.keySet()).containsExactly("value", "growth", "categories", "typical");
        assertThat(card.getAsJsonObject("value").get("per_customer").getAsDouble())
                .isEqualTo(300);
        assertThat(document.getAsJsonObject("drift")
                        .getAsJsonArray("shifts")
                        .get(0)
                        .getAsJsonObject()
                        .get("strength")
                        .getAsString())
                .isEqualTo("strong");
    }

    @Test
    void theChoiceIsExplained() throws Exception {
        String text = run("segment", "--auto", "--strategies", "kmeans,gmm");
        assertThat(two.asked).containsExactly("kmeans", "gmm");
        assertThat(text.lines())
                .anySatisfy(line -> assertThat(line).matches("kmeans +k=2 +2 +0.95 +0.60 +0.81 .* +0.462 +taken"))
                .anySatisfy(line -> assertThat(line).matches("gmm +- +- .* +it failed"))
                .contains("kmeans was taken.", "names carried over: Big spenders");
        assertThat(run("segment", "--auto", "--json")).contains("\"choice\":{\"reason\":\"kmeans was taken.\"");
        assertThatThrownBy(() -> run("segment", "--auto", "--set", "k=3"))
                .hasMessage("--auto chooses strategy and settings itself");
        assertThatThrownBy(() -> run("segment", "--strategies", "gmm")).hasMessage("--strategies belongs to --auto");
        assertThatThrownBy(() -> run("segment", "--segment", "0")).hasMessage("--segment belongs to export");
    }

    @Test
    void movesAndHistory() throws Exception {
        assertThat(run("segments", "--moves").lines())
                .anySatisfy(line -> assertThat(line).matches("Low spenders +Big spenders +4"))
                .anySatisfy(line -> assertThat(line).matches("\\(new customers\\) +Big spenders +2"))
                .anySatisfy(line -> assertThat(line)
                        .matches(" *0 +Big spenders \\(name carried over\\) +Big spenders +80.0 % +30 +25 +6 +1"))
                .anySatisfy(line -> assertThat(line).matches(" *- +\\(gone\\) +Strangers .*"));
        assertThat(JsonParser.parseString(run("segments", "--moves", "--json"))
                        .getAsJsonObject()
                        .get("agreement")
                        .getAsDouble())
                .isEqualTo(.7);
        assertThat(run("segments", "--history")).contains("2026-01-02 03:04", "kmeans-1", "Big spenders");
        assertThatThrownBy(() -> run("segments", "--moves", "--history"))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("--moves and --history");
        assertThat(run("segments", "--history", "--json")).startsWith("{\"runs\":[{\"model\":\"kmeans-1\"");
    }

    @Test
    void exportSaysHowMany() throws Exception {
        assertThat(run("segment", "export", "/tmp/x.csv", "--segment", "Big spenders"))
                .isEqualTo("1 customer written to " + Path.of("/tmp/x.csv") + "\n");
        assertThat(two.exported).isEqualTo(Optional.of("Big spenders"));
        assertThat(run("segment", "export", "/tmp/x.json", "--json")).contains("\"customers\":2");
        assertThatThrownBy(() -> run("segment", "export"))
                .isInstanceOf(TesseraException.class)
                .hasMessage("no file is given to export to");
        for (String option : List.of("--auto", "--background")) {
            refusedInExport(option);
        }
        for (String option : List.of("--strategy", "--strategies", "--traits", "--seed")) {
            refusedInExport(option, "3");
        }
        refusedInExport("--set", "k=3");
    }

    private void refusedInExport(String... option) {
        two.exported = Optional.empty();
        List<String> arguments = new ArrayList<>(List.of("export", "/tmp/x.csv", "--segment", "0"));
        arguments.addAll(List.of(option));
        assertThatThrownBy(() -> run("segment", arguments.toArray(String[]::new)))
                .isInstanceOf(TesseraException.class)
                .hasMessageStartingWith(option[0] + " does not belong to export");
        assertThat(two.exported).isEmpty();
    }

    @Test
    void membersWithStrength() throws Exception {
        assertThat(run("members", "0")).isEqualTo("c7\n");
        assertThat(run("members", "0", "--strength").lines())
                .anySatisfy(line -> assertThat(line).matches("c7 +0.900 +-"));
        assertThat(run("members", "0", "--json"))
                .isEqualTo("{\"segment\":\"0\",\"customers\":[\"c7\"],\"strengths\":[0.9],\"outlier_scores\":[]}\n");
    }

    @Test
    void membersOfARuleSegment() throws Exception {
        assertThat(run("members", "lapsed")).isEqualTo("c3\nc4\n");
        assertThat(run("members", "lapsed", "--json"))
                .isEqualTo(
                        "{\"segment\":\"lapsed\",\"customers\":[\"c3\",\"c4\"],\"strengths\":[],\"outlier_scores\":[]}\n");
    }

    private String run(String name, String... arguments) throws Exception {
        Command command = commands.commands().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
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
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
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

    /** Two segments, as they may be. */
    private static final class Two implements Segments {
        private final List<String> asked = new ArrayList<>();
        private Optional<String> exported = Optional.empty();

        @Override
        public Segmentation form(
                Optional<String> strategy, List<String> traits, Map<String, ?> settings, long seed, Progress progress) {
            return current().orElseThrow();
        }

        @Override
        public Segmentation formAutomatically(
                List<String> strategies, List<String> traits, long seed, Progress progress) {
            asked.addAll(strategies);
            return current().orElseThrow();
        }

        @Override
        public Optional<Segmentation> current() {
            Segment.Card card = new Segment.Card(
                    new Segment.Value(9000, 300, .9),
                    new Segment.Growth(1200, 1000, .2, 90),
                    List.of(new Segment.Category("toys", .6, 1.5)),
                    List.of("c7", "c9"));
            Segment big = new Segment(
                    "0", "Big spenders", 30, .75, Map.of(), List.of(), List.of("spend over 100"), "spend > 100", card);
            Segment low = new Segment("1", "Low spenders", 10, .25, Map.of(), List.of(), List.of());
            double nan = Double.NaN;
            Choice choice = new Choice(
                    "kmeans was taken.",
                    "the best",
                    40,
                    List.of(
                            new Choice.Candidate("kmeans", Map.of("k", 2), 2, .95, .6, .81, .25, 0, .462, 1, true, ""),
                            new Choice.Candidate(
                                    "gmm", Map.of(), 0, nan, nan, nan, nan, nan, nan, 1, false, "it failed")));
            return Optional.of(new Segmentation("kmeans", "kmeans-1", List.of(big, low), List.of(), Map.of(), choice));
        }

        @Override
        public List<String> members(String segment) {
            return List.of("c7");
        }

        @Override
        public List<Member> roster(Optional<String> segment) {
            return List.of(new Member("c7", "0", "Big spenders", .9, Double.NaN));
        }

        @Override
        public int export(Path file, Optional<String> segment) {
            exported = segment;
            return segment.isPresent() ? 1 : 2;
        }

        @Override
        public List<String> of(String customer) {
            return List.of();
        }

        @Override
        public Map<String, Double> memberships(String customer) {
            return Map.of();
        }

        @Override
        public List<Figure> figures() {
            return List.of();
        }

        @Override
        public Optional<Silhouettes> silhouettes(int limit) {
            return Optional.empty();
        }

        @Override
        public Optional<Movement> movement() {
            return Optional.of(new Movement(
                    "kmeans-0",
                    "kmeans-1",
                    THEN,
                    THEN,
                    38,
                    .7,
                    List.of(
                            new Movement.Flow("Low spenders", "Big spenders", 4),
                            new Movement.Flow("", "Big spenders", 2)),
                    List.of(
                            new Movement.Change("0", "Big spenders", "Big spenders", .8, true, 30, 25, 6, 1),
                            new Movement.Change("", "", "Strangers", 0, false, 0, 3, 0, 3)),
                    List.of()));
        }

        @Override
        public List<SegmentRun> history() {
            return List.of(new SegmentRun(
                    "kmeans-1", "kmeans", THEN, 40, List.of(new SegmentRun.Size("0", "Big spenders", 30))));
        }

        @Override
        public Optional<Drift> drift(Progress progress) {
            return Optional.of(
                    new Drift(THEN, 40, 60, List.of(new Drift.Shift("spend", .4, "strong")), "customers have changed"));
        }

        @Override
        public List<Point> projection(int limit) {
            return List.of();
        }
    }
}
