// SPDX-License-Identifier: Apache-2.0
package org.tessera.archetype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Generates a project from the archetype, builds it, deploys its jar and uses the strategy, all by their front doors. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "drives the POSIX start script")
class ArchetypeIT {
    private static final Path TESSERA =
            Path.of(System.getProperty("tessera.root"), "distribution", "target", "tessera", "bin", "tessera");

    private static AuthorsMaven maven;

    @TempDir
    private Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        maven = AuthorsMaven.in(
                Files.createDirectories(Path.of("target", "author").toAbsolutePath()));
    }

    @Test
    void aRecommenderIsMadeBuiltDeployedAndUsed() throws Exception {
        Path project = maven.generate(folder, "recommend", "together");
        assertThat(names(project.resolve("src")))
                .containsExactly(
                        "TogetherRecommender.java",
                        "TogetherRecommenderIT.java",
                        "TogetherRecommenderModel.java",
                        "TogetherRecommenderTest.java");
        maven.run(project, "verify");
        commands("import events " + events());
        deploy(project.resolve("target").resolve("together-0.1.0.jar"));

        // Another process: it answers from the model that was saved.
        String answers = commands("recommend c0 -n 3 --strategy together --why --json");
        JsonObject answer = JsonParser.parseString(answers).getAsJsonObject();
        assertThat(answer.get("strategy").getAsString()).isEqualTo("together");
        // Customer 0 has not bought the last item of those that customers with even numbers buy.
        JsonObject first = answer.getAsJsonArray("items").get(0).getAsJsonObject();
        assertThat(first.get("item").getAsString()).isEqualTo("even4");
        double sum = 0;
        JsonArray reasons = first.getAsJsonArray("reasons");
        for (JsonElement reason : reasons) {
            sum += reason.getAsJsonObject().get("weight").getAsDouble();
        }
        assertThat(reasons).hasSize(4);
        assertThat(sum).isCloseTo(first.get("score").getAsDouble(), withinPercentage(1e-3));
    }

    @Test
    void aClustererIsMadeBuiltDeployedAndUsed() throws Exception {
        Path project = maven.generate(folder, "segment", "slices");
        assertThat(names(project.resolve("src")))
                .containsExactly(
                        "SlicesClusterModel.java",
                        "SlicesClusterTree.java",
                        "SlicesClusterer.java",
                        "SlicesClustererIT.java",
                        "SlicesClustererTest.java");
        maven.run(project, "verify");
        commands("import events " + events());
        deploy(project.resolve("target").resolve("slices-0.1.0.jar"));

        String answers = commands("segment --strategy slices --set k=3 --json");
        JsonObject answer = JsonParser.parseString(answers).getAsJsonObject();
        assertThat(answer.get("strategy").getAsString()).isEqualTo("slices");
        JsonArray segments = answer.getAsJsonArray("segments");
        assertThat(segments).hasSize(3);
        int customers = 0;
        for (JsonElement segment : segments) {
            customers += segment.getAsJsonObject().get("size").getAsInt();
        }
        assertThat(customers).isEqualTo(60);
    }

    /** Lets the engine try the jar beside what serves and, however it does there, take it over. */
    private void deploy(Path jar) throws IOException, InterruptedException {
        String answer = commands("deploy " + jar + " --policy always --json");
        assertThat(JsonParser.parseString(answer).getAsJsonObject().get("state").getAsString())
                .isEqualTo("SERVING");
    }

    private String commands(String commands) throws IOException, InterruptedException {
        return ToolProcess.run(
                folder,
                Map.of("TESSERA_HOME", folder.resolve("home").toString()),
                List.of(TESSERA.toString(), "-c", commands));
    }

    /** Sixty customers: even ones buy even items, odd ones odd items; each leaves one of five out, and some buy more. */
    private Path events() throws IOException {
        List<String> lines = new ArrayList<>(List.of("customer,item,time,quantity,price"));
        for (int customer = 0; customer < 60; customer++) {
            for (int item = 0; item < 5; item++) {
                if (item != 4 - customer / 2 % 5) {
                    lines.add("c%d,%s%d,2026-01-%02dT10:00:00Z,%d,%d"
                            .formatted(
                                    customer,
                                    customer % 2 == 0 ? "even" : "odd",
                                    item,
                                    1 + (customer + 3 * item) % 28,
                                    1 + customer % 7,
                                    5 + 10 * (customer % 3)));
                }
            }
        }
        return Files.write(folder.resolve("events.csv"), lines);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
