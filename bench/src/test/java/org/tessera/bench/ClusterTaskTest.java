// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;

class ClusterTaskTest {
    @TempDir
    Path folder;

    private int trained;

    @Test
    void sharesDataTruthAndFigures() throws IOException {
        Path labels = folder.resolve("out.i32");
        String data = matrix("x", -3, 1, 2, 7, 8, 99, 99);
        Measurement measured = run(
                "--data",
                data,
                "--n",
                "5",
                "--d",
                "1",
                "--cut",
                "5",
                "--set",
                "scaling=robust",
                "--repeat",
                "3",
                "--threads",
                "1",
                "--labels",
                truth("y", 2, 0, 0, 1, 0, 0, 0),
                "--labels-out",
                labels.toString());
        assertThat(trained).isEqualTo(3);
        assertThat(measured.n()).isEqualTo(5);
        assertThat(measured.d()).isEqualTo(1);
        assertThat(measured.seconds()).hasSize(3);
        Map<String, Object> settings = Map.of("scaling", "robust", "logs", "never", "cut", 5);
        assertThat(measured.settings()).isEqualTo(settings);
        assertThat(RawFile.ints(labels)).containsExactly(-1, 0, 0, 1, 1);
        assertThat(measured.quality().keySet())
                .containsExactly("highest", "clusters", "noise", "ari", "nmi", "purity", "v_measure");
        assertThat(measured.quality().get("highest")).isEqualTo(8.0);
        assertThat(measured.quality().get("clusters")).isEqualTo(2);
        assertThat(measured.quality().get("noise")).isEqualTo(1L);
        assertThat(measured.quality().get("purity").doubleValue()).isCloseTo(0.8, within(1e-12));
        // Of ten pairs one is together in both, two in the clusters, three in the classes.
        assertThat(measured.quality().get("ari").doubleValue()).isCloseTo((1 - 0.6) / (2.5 - 0.6), within(1e-12));
        assertThat(measured.more().keySet()).containsExactly("note", "threads", "phases");
    }

    @Test
    void withoutTruthThereIsNoAgreement() throws IOException {
        Measurement measured =
                run("--data", matrix("x", 1, 2, 7), "--n", "3", "--d", "1", "--cut", "5", "--repeat", "1");
        assertThat(measured.quality().keySet()).containsExactly("highest", "clusters", "noise");
    }

    @Test
    void refusesFilesThatAreTooShortOrOfAnotherShape() throws IOException {
        String data = matrix("x", 1, 2, 3, 4);
        assertThatThrownBy(() -> run("--data", data, "--n", "5", "--d", "1", "--cut", "5"))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("holds 4 numbers, expected at least 5 × 1");
        assertThatThrownBy(() -> run("--data", data, "--n", "1", "--d", "3", "--cut", "5"))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("whole rows");
        String truth = truth("y", 0, 1);
        assertThatThrownBy(() -> run("--data", data, "--n", "3", "--d", "1", "--cut", "5", "--labels", truth))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("holds 2 numbers, expected at least 3");
        assertThat(trained).isZero();
    }

    private Measurement run(String... arguments) throws IOException {
        CutTask task = new CutTask();
        List<Measurement> measured = new ArrayList<>();
        task.run(Options.parse(List.of(arguments), task.options()), measured::add);
        assertThat(measured).hasSize(1);
        return measured.get(0);
    }

    private String matrix(String name, double... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return Files.write(folder.resolve(name + ".f64"), bytes.array()).toString();
    }

    private String truth(String name, int... values) throws IOException {
        Path file = folder.resolve(name + ".i32");
        RawFile.write(file, values);
        return file.toString();
    }

    /** Two clusters, on either side of a number; negative rows are noise. */
    private final class CutTask extends ClusterTask<Cut> {
        @Override
        public String name() {
            return "cut";
        }

        @Override
        public String summary() {
            return "cuts";
        }

        @Override
        String strategy() {
            return "cut";
        }

        @Override
        List<Option> ownOptions() {
            return List.of(Option.required("cut", "NUMBER", "where"));
        }

        @Override
        Map<String, Object> settings(Options options) {
            return Map.of("cut", options.number("cut", 0, 100));
        }

        @Override
        Training<Cut> training(Options options, int columns) {
            return (table, settings, context) -> {
                trained++;
                return new Cut(table.rowMajor().orElseThrow(), options.number("cut", 0, 100), Map.copyOf(settings));
            };
        }

        @Override
        Map<String, Number> quality(Cut model) {
            return Map.of("highest", Arrays.stream(model.x()).max().orElseThrow());
        }

        @Override
        Map<String, Object> more(Cut model) {
            return Map.of("note", "none");
        }
    }

    private record Cut(double[] x, double at, Map<String, Object> settings) implements ClusterModel {
        @Override
        public int clusters() {
            return 2;
        }

        @Override
        public int[] labels() {
            return Arrays.stream(x)
                    .mapToInt(v -> v < 0 ? NOISE : v < at ? 0 : 1)
                    .toArray();
        }

        @Override
        public int[] assign(FeatureTable rows) {
            throw new UnsupportedOperationException("not asked for");
        }

        @Override
        public double[] embed(FeatureTable rows) {
            throw new UnsupportedOperationException("not asked for");
        }

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public List<String> preparation() {
            return List.of();
        }

        @Override
        public void write(OutputStream out) {
            throw new UnsupportedOperationException("not asked for");
        }
    }
}
