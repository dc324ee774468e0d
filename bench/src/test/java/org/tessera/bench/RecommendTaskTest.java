// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecommendTaskTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Customers 0 to 2 have items 0 and 1, customer 3 has 0 and is to buy 1; item 2 is in the test and seen. */
    @BeforeEach
    void write() throws IOException {
        ints("train.u.i32", 0, 0, 1, 1, 2, 2, 3, 3);
        ints("train.i.i32", 0, 1, 0, 1, 0, 1, 0, 2);
        ints("test.u.i32", 3, 3);
        ints("test.i.i32", 1, 2);
        ints("short.i32", 1);
        ints("beyond.i32", 1, 4);
        floats("train.w.f32", 1, 1, 1, 1, 1, 1, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"popular", "itemknn", "userknn"})
    void measuresEveryStrategy(String strategy) {
        assertThat(run("--strategy", strategy, "--repeat", "3", "--k", "2")).isZero();
        JsonObject line =
                JsonParser.parseString(out.toString(StandardCharsets.UTF_8)).getAsJsonObject();
        assertThat(line.get("task").getAsString()).isEqualTo("recommend");
        assertThat(line.get("strategy").getAsString()).isEqualTo(strategy);
        assertThat(line.get("n").getAsInt()).isEqualTo(8);
        assertThat(line.get("d").getAsInt()).isEqualTo(3);
        assertThat(line.getAsJsonArray("seconds")).hasSize(3);
        assertThat(line.get("users").getAsInt()).isEqualTo(1);
        assertThat(line.getAsJsonObject("settings").size()).isPositive();
        assertThat(line.getAsJsonObject("answer_ms").keySet()).containsExactly("threads", "p50", "p99");
        assertThat(line.getAsJsonObject("phases").keySet())
                .contains("load", "score")
                .hasSizeGreaterThan(2);
        JsonObject quality = line.getAsJsonObject("quality");
        assertThat(quality.keySet())
                .containsExactly("ndcg", "ndcg_uncut", "precision", "recall", "hit_rate", "map", "coverage", "novelty");
        // what was seen is neither answered nor asked for: item 1 comes first and is all there is to find
        assertThat(quality.get("ndcg").getAsDouble()).isEqualTo(1);
        assertThat(quality.get("recall").getAsDouble()).isEqualTo(1);
        assertThat(quality.get("precision").getAsDouble()).isEqualTo(.5);
    }

    @Test
    void takesSettingsAndWeights() {
        assertThat(run(
                        "--strategy",
                        "itemknn",
                        "--set",
                        "neighbours=7,similarity=jaccard",
                        "--train-w",
                        file("train.w.f32")))
                .isZero();
        JsonObject settings = JsonParser.parseString(out.toString(StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonObject("settings");
        assertThat(settings.get("neighbours").getAsInt()).isEqualTo(7);
        assertThat(settings.get("similarity").getAsString()).isEqualTo("jaccard");
    }

    @Test
    void readsSettingsByStrategyFromAFile() throws IOException {
        Files.writeString(
                folder.resolve("settings.json"),
                "{\"itemknn\": {\"neighbours\": 7, \"similarity\": \"dice\"}, \"popular\": {\"halflife\": 3}}");
        assertThat(run("--strategy", "itemknn", "--settings", file("settings.json"), "--set", "similarity=jaccard"))
                .isZero();
        JsonObject settings = JsonParser.parseString(out.toString(StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonObject("settings");
        assertThat(settings.get("neighbours").getAsInt()).isEqualTo(7);
        assertThat(settings.get("similarity").getAsString())
                .as("what is given beside the file counts for more")
                .isEqualTo("jaccard");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"itemknn\": 3}", "{\"itemknn\": {\"neighbours\": {}}}"})
    void refusesSettingsOfAnotherForm(String text) throws IOException {
        Files.writeString(folder.resolve("settings.json"), text);
        assertThat(run("--settings", file("settings.json"))).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("settings.json");
    }

    @Test
    void keepsAShareOfTheCustomersAndTimesABatch() {
        assertThat(run("--strategy", "popular", "--share", "0.999999", "--batch", "9"))
                .isZero();
        JsonObject line =
                JsonParser.parseString(out.toString(StandardCharsets.UTF_8)).getAsJsonObject();
        assertThat(line.get("n").getAsInt()).isEqualTo(8);
        assertThat(line.getAsJsonObject("batch").get("customers").getAsInt()).isEqualTo(4);
        assertThat(run("--share", "1.5")).isEqualTo(2);
    }

    @Test
    void readsPairsAsText() throws IOException {
        Files.writeString(folder.resolve("train.txt"), "a\tx\t1\na\ty\t1\nb\tx\t1\nb\ty\t1\nc\tx\t1\n");
        Files.writeString(folder.resolve("test.txt"), "c y\n");
        int code = Main.run(
                List.of(new RecommendTask()),
                new String[] {
                    "recommend", "--strategy", "itemknn", "--train", file("train.txt"), "--test", file("test.txt")
                },
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        assertThat(code).isZero();
        JsonObject line =
                JsonParser.parseString(out.toString(StandardCharsets.UTF_8)).getAsJsonObject();
        assertThat(line.getAsJsonObject("quality").get("recall").getAsDouble()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--strategy best            | 2 | there is no strategy 'best', strategies here: popular, itemknn, userknn",
                "--k 0                      | 2 | option --k: expected a whole number from 1",
                "--set nearest=3            | 1 | setting nearest: there is no such setting (settings here: alpha, beta",
                "--set neighbours=0         | 1 | setting neighbours: 0 is out of range, expected 1 to 10000",
                "--train-i short.i32        | 1 | train.u.i32 has 8 values",
                "--test-u beyond.i32        | 1 | beyond.i32, value 1: the index 4 of 4 (give a larger --customers",
                "--train-u none.i32         | 1 | there is no file",
                "--train-w short.i32        | 1 | short.i32 has 1",
            })
    void saysWhatIsWrong(String options, int code, String message) {
        String[] split = options.split(" ");
        split[1] = split[1].endsWith(".i32") ? file(split[1]) : split[1];
        assertThat(run(split)).isEqualTo(code);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(message).hasLineCount(1);
        assertThat(out.size()).isZero();
    }

    private int run(String... options) {
        List<String> arguments = new ArrayList<>(List.of("recommend"));
        List<String> given = List.of(options);
        arguments.addAll(given);
        String[][] others = {
            {"--strategy", "itemknn"},
            {"--train-u", file("train.u.i32")},
            {"--train-i", file("train.i.i32")},
            {"--test-u", file("test.u.i32")},
            {"--test-i", file("test.i.i32")},
            {"--customers", "4"},
            {"--items", "3"},
            {"--threads", "1"}
        };
        for (String[] other : others) {
            if (!given.contains(other[0])) {
                arguments.addAll(List.of(other));
            }
        }
        return Main.run(
                List.of(new RecommendTask()),
                arguments.toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void ints(String name, int... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        Files.write(folder.resolve(name), bytes.array());
    }

    private void floats(String name, float... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        Files.write(folder.resolve(name), bytes.array());
    }
}
