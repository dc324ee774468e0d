// SPDX-License-Identifier: Apache-2.0
package org.tessera.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.blackbox.TesseraProcess.Result;
import org.tessera.blackbox.TesseraProcess.Running;

/** The demo as a new user runs it, and what it finds held against what the sample shop knows to be true. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "drives the POSIX start script")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {
    /** What customers of each taste like; see the guide. */
    private static final Map<String, Set<String>> TASTES = Map.of(
            "cook", Set.of("Kitchen", "Pantry", "Tea & Coffee"),
            "gardener", Set.of("Garden", "Outdoor", "Pantry"),
            "nester", Set.of("Textiles", "Candles & Light", "Bath & Body"),
            "parent", Set.of("Toys & Games", "Craft", "Stationery"),
            "roamer", Set.of("Outdoor", "Pets"),
            "writer", Set.of("Stationery", "Tea & Coffee", "Candles & Light"));

    private Path folder;
    private TesseraProcess tessera;
    private Path shop;
    private Result first;
    private Map<String, List<String>> truth;

    @BeforeAll
    void runOnce(@TempDir Path temporary) throws Exception {
        folder = temporary;
        tessera = TesseraProcess.in(folder);
        shop = folder.resolve("shop");
        first = demo(tessera, "--out", shop.toString());
        truth = Files.isRegularFile(shop.resolve("truth.csv")) ? table(shop.resolve("truth.csv")) : Map.of();
    }

    /** Waits longer than for other commands, as other tests may be at work beside. */
    private static Result demo(TesseraProcess tessera, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("demo"));
        all.addAll(List.of(arguments));
        Running running = tessera.start(all.toArray(String[]::new));
        if (!running.process().waitFor(10, TimeUnit.MINUTES)) {
            running.process().destroyForcibly();
        }
        return running.await();
    }

    @Test
    void tellsOfEveryStepAndWhatToTryNext() {
        assertThat(first.err()).isEmpty();
        assertThat(first.exit()).isZero();
        assertThat(first.out())
                .containsSubsequence(
                        "sample shop",
                        "3,000 customers, 396 items",
                        "import customers",
                        "1 rejected: 1 missing customer",
                        "import items",
                        "import events",
                        "unreadable time",
                        "portraits",
                        "segments by kmeans",
                        "train",
                        "evaluate recommend",
                        "recommend",
                        "report",
                        "in all",
                        "Open " + shop.resolve("report.html"),
                        "Try next");
    }

    @Test
    void leavesThePageAndTheFiles() throws IOException {
        assertThat(shop.resolve("customers.csv")).isRegularFile();
        assertThat(shop.resolve("events.csv.gz")).isRegularFile();
        assertThat(Files.readString(shop.resolve("report.html")))
                .contains("<h2 id=\"segments-title\">Segments</h2>", "id=\"time-chart\"", "typical of", "ranks best")
                .contains("events.csv.gz")
                .doesNotContain("class=\"missing\"", shop.toString());
    }

    @Test
    void changesNothingTheSecondTimeAndAnswersWithOneDocument() throws Exception {
        Result again = demo(tessera, "--out", shop.toString(), "--json");
        assertThat(again.err()).isEmpty();
        assertThat(again.exit()).isZero();
        assertThat(again.out()).hasLineCount(1);
        JsonObject summary = JsonParser.parseString(again.out()).getAsJsonObject();
        assertThat(summary.get("changed").getAsBoolean()).isFalse();
        assertThat(summary.get("report").getAsString())
                .isEqualTo(shop.resolve("report.html").toString());
        assertThat(summary.getAsJsonArray("outcomes")).hasSize(10);
        assertThat(summary.getAsJsonArray("outcomes").toString())
                .contains("nothing changed: all 3,000 rows were known already");
    }

    @Test
    void whatItProposesWorks() throws Exception {
        List<String> proposed = first.out()
                .substring(first.out().indexOf("Try next"))
                .lines()
                .skip(1)
                .map(String::strip)
                // Forms other segments, which other tests hold against the truth.
                .filter(line -> !line.isEmpty() && !line.startsWith("segment "))
                .toList();
        assertThat(proposed).hasSizeGreaterThan(5);
        Result result = tessera.commands(String.join("; ", proposed));
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void segmentsMatchTastesAndRhythms() throws Exception {
        List<JsonObject> answers = json("segments --json");
        int count = answers.get(0).getAsJsonArray("segments").size();
        String commands = IntStream.range(0, count)
                .mapToObj(k -> "members " + k + " --json")
                .collect(Collectors.joining("; "));
        List<String> found = new ArrayList<>();
        List<String> tastes = new ArrayList<>();
        List<String> rhythms = new ArrayList<>();
        for (JsonObject segment : json(commands)) {
            for (JsonElement customer : segment.getAsJsonArray("customers")) {
                List<String> row = truth.get(customer.getAsString());
                found.add(segment.get("segment").getAsString());
                rhythms.add(row.get(0));
                tastes.add(row.get(1));
            }
        }
        // A grouping at random has 0, the truth 1. Floors lie well below what k-means with its defaults reaches.
        assertThat(found).hasSizeGreaterThan(2900);
        assertThat(adjustedRand(found, rhythms)).isGreaterThan(0.3);
        assertThat(adjustedRand(found, tastes)).isGreaterThan(0.1);
    }

    @Test
    void recommendationsAreToTheirTaste() throws Exception {
        Map<String, List<String>> items = table(shop.resolve("items.csv"));
        List<String> asked = truth.keySet().stream()
                .sorted()
                .filter(id -> id.endsWith("7"))
                .limit(60)
                .toList();
        String commands =
                asked.stream().map(id -> "recommend " + id + " -n 10 --json").collect(Collectors.joining("; "));
        int liked = 0;
        int all = 0;
        for (JsonObject answer : json(commands)) {
            String taste = truth.get(answer.get("customer").getAsString()).get(1);
            JsonArray offers = answer.getAsJsonArray("items");
            for (JsonElement offer : offers) {
                String item = offer.getAsJsonObject().get("item").getAsString();
                all++;
                liked += TASTES.get(taste).contains(items.get(item).get(1)) ? 1 : 0;
            }
        }
        // Three of twelve categories are liked at most, so chance gives a quarter.
        assertThat(all).isEqualTo(600);
        assertThat((double) liked / all).isGreaterThan(0.5);
    }

    @Test
    void doesNotMixWithOtherData() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        Path file = Files.writeString(other.resolve("customers.csv"), "customer,city\n17850,Leeds\n");
        TesseraProcess own = TesseraProcess.in(other);
        assertThat(own.commands("import customers " + file).exit()).isZero();
        Result refused = demo(own, "--out", other.resolve("shop").toString());
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("customer 17850", "--home DIR demo").hasLineCount(1);
        assertThat(other.resolve("shop")).doesNotExist();
    }

    private List<JsonObject> json(String commands) throws Exception {
        Result result = tessera.commands(commands);
        assertThat(result.err()).isEmpty();
        return result.out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    /** Rows by their first column; quoted fields lose their commas. */
    private static Map<String, List<String>> table(Path file) throws IOException {
        Map<String, List<String>> rows = new HashMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.skip(1).forEach(line -> {
                List<String> fields = new ArrayList<>();
                boolean quoted = false;
                StringBuilder field = new StringBuilder();
                for (char c : (line + ",").toCharArray()) {
                    if (c == '"') {
                        quoted = !quoted;
                    } else if (c == ',' && !quoted) {
                        fields.add(field.toString());
                        field.setLength(0);
                    } else if (c != ',') {
                        field.append(c);
                    }
                }
                rows.put(fields.get(0), fields.subList(1, fields.size()));
            });
        }
        return rows;
    }

    /** Hubert and Arabie (1985), equation 5. */
    private static double adjustedRand(List<String> a, List<String> b) {
        Map<String, Long> both = counts(IntStream.range(0, a.size())
                .mapToObj(k -> a.get(k) + "|" + b.get(k))
                .toList());
        double together = pairs(both);
        double inA = pairs(counts(a));
        double inB = pairs(counts(b));
        double expected = inA * inB / (a.size() * (a.size() - 1) / 2.0);
        return (together - expected) / ((inA + inB) / 2 - expected);
    }

    private static Map<String, Long> counts(List<String> labels) {
        return labels.stream().collect(Collectors.groupingBy(label -> label, Collectors.counting()));
    }

    private static double pairs(Map<String, Long> counts) {
        return counts.values().stream().mapToDouble(n -> n * (n - 1) / 2.0).sum();
    }
}
