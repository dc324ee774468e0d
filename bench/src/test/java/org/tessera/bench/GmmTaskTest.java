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

class GmmTaskTest {
    @TempDir
    Path folder;

    @Test
    void fitsFromGivenMeans() throws IOException {
        Measurement line = run(doubles("c.f64", 0, 10));
        assertThat(line.toJson()).startsWith("{\"task\":\"gmm\",\"strategy\":\"gmm\",\"n\":7,\"d\":1,");
        assertThat(line.settings().get("covariance")).isEqualTo("diagonal");
        assertThat(line.settings().get("iterations")).isEqualTo(4);
        assertThat(line.settings().get("tolerance")).isEqualTo(0.0);
        assertThat(line.seconds()).hasSize(2);
        assertThat(RawFile.ints(folder.resolve("out.i32"))).containsExactly(1, 1, 1, 0, 0, 0, 0);
        assertThat(line.quality().get("clusters")).isEqualTo(2);
        assertThat(line.quality().get("ari").doubleValue()).isCloseTo(1, within(1e-12));
        // Five parameters: -2 ln L + 5 ln 7.
        assertThat(line.quality().get("bic").doubleValue())
                .isCloseTo(-2 * line.quality().get("log_likelihood").doubleValue() + 5 * Math.log(7), within(1e-9));
    }

    @Test
    void meansThatDoNotFitAreRefused() throws IOException {
        String three = doubles("three.f64", 1, 2, 3);
        assertThatThrownBy(() -> run(three))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("3 numbers, expected 2 × 1");
    }

    private Measurement run(String centres) throws IOException {
        ByteBuffer truth = ByteBuffer.allocate(4 * 7).order(ByteOrder.LITTLE_ENDIAN);
        truth.asIntBuffer().put(new int[] {0, 0, 0, 1, 1, 1, 1});
        GmmTask task = new GmmTask();
        List<Measurement> measured = new ArrayList<>();
        task.run(
                Options.parse(
                        List.of(
                                "--data",
                                doubles("x.f64", 1, 1.1, 1.3, 9, 9.1, 9.3, 9.6),
                                "--n",
                                "7",
                                "--d",
                                "1",
                                "--k",
                                "2",
                                "--covariance",
                                "diagonal",
                                "--iterations",
                                "4",
                                "--centers",
                                centres,
                                "--labels",
                                Files.write(folder.resolve("y.i32"), truth.array())
                                        .toString(),
                                "--labels-out",
                                folder.resolve("out.i32").toString(),
                                "--repeat",
                                "2"),
                        task.options()),
                measured::add);
        assertThat(measured).hasSize(1);
        return measured.get(0);
    }

    private String doubles(String name, double... values) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asDoubleBuffer().put(values);
        return Files.write(folder.resolve(name), data.array()).toString();
    }
}
