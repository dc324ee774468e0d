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

class SilhouetteTaskTest {
    @TempDir
    Path folder;

    @Test
    void scoresTheLabelsOfTheFirstRows() throws IOException {
        // By hand: 1 - 1/11, 1 - 1/10, 1 - 2/9.5, 1 - 2/11.5; what follows is noise, or not read.
        double expected = 1 - (1 / 11.0 + 1 / 10.0 + 2 / 9.5 + 2 / 11.5) / 4;
        List<String> call = call(6, 7, 7, 3, 3, -1, 7);
        Measurement exact = run(call);
        assertThat(exact.quality().get("silhouette").doubleValue()).isCloseTo(expected, within(1e-12));
        assertThat(exact.quality().get("clusters")).isEqualTo(2L);
        assertThat(exact.quality().get("noise")).isEqualTo(1L);
        assertThat(exact.n()).isEqualTo(5);
        assertThat(exact.seconds()).hasSize(2);
        List<String> sampled = new ArrayList<>(call);
        sampled.addAll(List.of("--sample", "2", "--seed", "3"));
        assertThat(run(sampled).quality().get("silhouette").doubleValue()).isBetween(1 - 2 / 9.5, 1 - 1 / 11.0);
        assertThat(run(sampled).settings().get("sample")).isEqualTo(2);
    }

    @Test
    void labelsForEveryRowAreNeeded() throws IOException {
        List<String> call = call(4, 0, 0, 1, 1);
        assertThatThrownBy(() -> run(call))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("holds 4 numbers, expected at least 5");
    }

    private List<String> call(int rows, int... labels) throws IOException {
        double[] values = {0, 1, 10, 12, 99, 99};
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        Path data = Files.write(folder.resolve("x.f64"), bytes.array());
        Path truth = folder.resolve("y" + rows + ".i32");
        RawFile.write(truth, labels);
        return List.of(
                "--data", data.toString(), "--n", "5", "--d", "1", "--labels", truth.toString(), "--repeat", "2");
    }

    private static Measurement run(List<String> arguments) throws IOException {
        SilhouetteTask task = new SilhouetteTask();
        List<Measurement> measured = new ArrayList<>();
        task.run(Options.parse(arguments, task.options()), measured::add);
        assertThat(measured).hasSize(1);
        return measured.get(0);
    }
}
