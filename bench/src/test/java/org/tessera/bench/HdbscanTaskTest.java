// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import static org.assertj.core.api.Assertions.assertThat;
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

class HdbscanTaskTest {
    @TempDir
    Path folder;

    @Test
    void findsTwoGroupsAndALonelyRow() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(8 * 8).order(ByteOrder.LITTLE_ENDIAN);
        data.asDoubleBuffer().put(new double[] {1, 1.1, 1.3, 50, 9, 9.1, 9.3, 9.6});
        ByteBuffer truth = ByteBuffer.allocate(4 * 8).order(ByteOrder.LITTLE_ENDIAN);
        truth.asIntBuffer().put(new int[] {0, 0, 0, 2, 1, 1, 1, 1});
        Path labels = folder.resolve("out.i32");
        HdbscanTask task = new HdbscanTask();
        List<Measurement> measured = new ArrayList<>();
        task.run(
                Options.parse(
                        List.of(
                                "--data",
                                Files.write(folder.resolve("x.f64"), data.array())
                                        .toString(),
                                "--n",
                                "8",
                                "--d",
                                "1",
                                "--minClusterSize",
                                "3",
                                "--minSamples",
                                "2",
                                "--labels",
                                Files.write(folder.resolve("y.i32"), truth.array())
                                        .toString(),
                                "--labels-out",
                                labels.toString(),
                                "--repeat",
                                "2"),
                        task.options()),
                measured::add);
        assertThat(measured).hasSize(1);
        Measurement line = measured.get(0);
        assertThat(line.toJson()).startsWith("{\"task\":\"hdbscan\",\"strategy\":\"hdbscan\",\"n\":8,\"d\":1,");
        assertThat(line.settings().get("minclustersize")).isEqualTo(3);
        assertThat(line.settings().get("minsamples")).isEqualTo(2);
        assertThat(line.settings().get("scaling")).isEqualTo("none");
        assertThat(line.seconds()).hasSize(2);
        assertThat(RawFile.ints(labels)).containsExactly(1, 1, 1, -1, 0, 0, 0, 0);
        assertThat(line.quality().get("clusters")).isEqualTo(2);
        assertThat(line.quality().get("noise")).isEqualTo(1L);
        assertThat(line.quality().get("ari").doubleValue()).isCloseTo(1, within(1e-12));
    }
}
