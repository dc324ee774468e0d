// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;

class KMeansTaskTest {
    @TempDir
    Path folder;

    @Test
    void runsFromGivenCentres() throws IOException {
        // Centres 0 and 10 take {1, 2, 4} and {9}; the sum of squares about 7/3 and 9 is 42/9.
        Path labels = folder.resolve("labels.i32");
        Measurement measured = run(
                "--data",
                file("x", 1, 2, 4, 9),
                "--n",
                "4",
                "--d",
                "1",
                "--k",
                "2",
                "--iterations",
                "1",
                "--centers",
                file("c", 0, 10),
                "--repeat",
                "2",
                "--threads",
                "2",
                "--labels-out",
                labels.toString());
        assertThat(measured.quality().get("inertia").doubleValue()).isCloseTo(42 / 9.0, within(1e-12));
        assertThat(measured.seconds()).hasSize(2);
        assertThat(RawFile.ints(labels)).containsExactly(0, 0, 0, 1);
        assertThat(measured.toJson()).startsWith("{\"task\":\"kmeans\",\"strategy\":\"kmeans\",\"n\":4,\"d\":1,");
    }

    @Test
    void seedsWhereNoCentresAreGiven() throws IOException {
        Measurement measured = run(
                "--data",
                file("x", 1, 1.1, 5, 5.1, 9, 9.2),
                "--n",
                "6",
                "--d",
                "1",
                "--k",
                "3",
                "--set",
                "starts=2",
                "--repeat",
                "1",
                "--seed",
                "4");
        assertThat(measured.quality().get("inertia").doubleValue()).isCloseTo(0.005 + 0.005 + 0.02, within(1e-12));
        assertThat(measured.settings().get("starts")).isEqualTo(2);
    }

    @Test
    void aFileOfAnotherShapeIsRefusedWithBothShapes() throws IOException {
        String data = file("x", 1, 2, 3);
        assertThatThrownBy(() -> run("--data", data, "--n", "2", "--d", "2", "--k", "1"))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("holds 3 numbers, expected at least 2 × 2");
    }

    private Measurement run(String... arguments) throws IOException {
        KMeansTask task = new KMeansTask();
        List<Measurement> measured = new ArrayList<>();
        task.run(Options.parse(List.of(arguments), task.options()), measured::add);
        assertThat(measured).hasSize(1);
        return measured.get(0);
    }

    private String file(String name, double... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return Files.write(folder.resolve(name + ".f64"), bytes.array()).toString();
    }
}
