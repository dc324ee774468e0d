// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tessera.api.TesseraException;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsOneLineForEachMeasurement() {
        BenchTask twice = task((options, to) -> {
            int n = options.number("n", 5, 1, 100);
            for (int k = 0; k < 2; k++) {
                to.accept(new Measurement(
                        "sample",
                        "none",
                        n,
                        3,
                        Map.of("k", 2),
                        List.of(0.5, 0.25, 0.123456),
                        Map.of("score", 0.75, "unknown", Double.NaN),
                        Map.of("customers", 9)));
            }
        });

        assertThat(run(twice, "sample", "--n", "7")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(2).allSatisfy(line -> {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            assertThat(json.keySet())
                    .containsExactly(
                            "task",
                            "strategy",
                            "n",
                            "d",
                            "settings",
                            "seconds",
                            "median_s",
                            "peak_rss_mb",
                            "quality",
                            "customers");
            assertThat(json.get("n").getAsInt()).isEqualTo(7);
            assertThat(json.get("seconds")).hasToString("[0.5,0.25,0.1235]");
            assertThat(json.get("median_s").getAsDouble()).isEqualTo(0.25);
            assertThat(json.get("peak_rss_mb").getAsLong()).isPositive();
            assertThat(json.getAsJsonObject("quality").get("unknown").isJsonNull())
                    .isTrue();
        });
    }

    @Test
    void listsTasksAndOptions() {
        BenchTask idle = task((options, to) -> {});
        assertThat(run(idle)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("usage:", "sample: does nothing much", "--n N");
        assertThat(run(idle, "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("sample: does nothing much");
        assertThat(run(idle, "sample", "--help")).isZero();
    }

    @Test
    void tellsWrongCommandLinesFromWrongDataFromDefects() {
        assertThat(run(task((options, to) -> {}), "samples")).isEqualTo(2);
        assertThat(lastError()).isEqualTo("there is no task 'samples', tasks here: sample");

        assertThat(run(task((options, to) -> {}), "sample", "--m", "1")).isEqualTo(2);
        assertThat(lastError()).isEqualTo("sample: there is no option --m, options here: --n");

        assertThat(run(failing(new TesseraException("the file is bad", "give a good one")), "sample"))
                .isEqualTo(1);
        assertThat(lastError()).isEqualTo("sample: the file is bad (give a good one)");

        assertThat(run(failing(new FileNotFoundException("gone")), "sample")).isEqualTo(1);
        assertThat(lastError()).isEqualTo("sample: java.io.FileNotFoundException: gone");

        assertThat(run(failing(new IllegalStateException("oops")), "sample")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("which is a defect", "oops", "MainTest");
        assertThat(out.size()).as("nothing on standard output").isZero();
    }

    @Test
    void takesTheMiddleOfAnyNumberOfTimes() {
        assertThat(Measurement.median(List.of(3.0))).isEqualTo(3.0);
        assertThat(Measurement.median(List.of(3.0, 1.0))).isEqualTo(2.0);
        assertThat(Measurement.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
    }

    @Test
    void readsThePeakFromTheSystemOrTheVirtualMachine() throws IOException {
        assertThat(PeakMemory.fromStatus(List.of("VmPeak:\t 9999 kB", "VmHWM:\t  204800 kB")))
                .isEqualTo(200);
        assertThat(PeakMemory.fromPools()).isPositive();
        assertThat(PeakMemory.megabytes()).isPositive();
    }

    private String lastError() {
        List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
        return lines.get(lines.size() - 1);
    }

    private int run(BenchTask task, String... arguments) {
        return Main.run(
                List.of(task),
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static BenchTask failing(Exception failure) {
        return task((options, to) -> {
            throw failure;
        });
    }

    private interface Body {
        void run(Options options, Consumer<Measurement> out) throws Exception;
    }

    private static BenchTask task(Body body) {
        return new BenchTask() {
            @Override
            public String name() {
                return "sample";
            }

            @Override
            public String summary() {
                return "does nothing much";
            }

            @Override
            public List<Option> options() {
                return List.of(Option.optional("n", "N", "how many"));
            }

            @Override
            public void run(Options options, Consumer<Measurement> to) throws Exception {
                body.run(options, to);
            }
        };
    }
}
