// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.SparseMatrix;

class ModelStreamTest {
    private static final SparseMatrix BINARY =
            SparseMatrix.of(3, 5, new int[] {0, 2, 2, 3}, new int[] {1, 4, 0}, new float[0]);
    private static final SparseMatrix WEIGHTED =
            SparseMatrix.of(2, 5, new int[] {0, 2, 3}, new int[] {1, 4, 0}, new float[] {.5f, 2, 3});

    @Test
    void readsBackEverything() throws IOException {
        byte[] bytes = sample();
        ByteArrayInputStream in = new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length + 5));
        ModelInput model = new ModelInput(in, "sample", 4);
        assertThat(model.version()).isEqualTo(3);
        assertThat(model.readInt()).isEqualTo(-5);
        assertThat(model.readLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(model.readDouble()).isEqualTo(Math.PI);
        assertThat(model.readText()).isEqualTo("grün 绿");
        assertThat(model.readTexts()).containsExactly(entry("k", "5"), entry("name", "x"));
        assertThat(model.readInts()).isEqualTo(ints());
        assertThat(model.readLongs()).containsExactly(1L, -1L);
        assertThat(model.readFloats()).containsExactly(1.5f, Float.NaN);
        assertThat(model.readDoubles()).isEmpty();
        SparseMatrix binary = model.readMatrix();
        assertThat(binary.isBinary()).isTrue();
        assertThat(binary.columns()).isEqualTo(5);
        assertThat(binary.columnsOf(0)).containsExactly(1, 4);
        assertThat(binary.columnsOf(2)).containsExactly(0);
        assertThat(model.readMatrix().valuesOf(0)).containsExactly(.5f, 2f);
        model.finish();
        assertThat(in.available()).as("what follows is left alone").isEqualTo(5);
    }

    @Test
    void readsBackBytesOfSomethingElse() throws IOException {
        byte[] given = new byte[100_000];
        new Random(1).nextBytes(given);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelOutput written = new ModelOutput(out, "sample", 1);
        written.writeBytes(given);
        written.writeBytes(new byte[0]);
        written.finish();
        ModelInput model = new ModelInput(new ByteArrayInputStream(out.toByteArray()), "sample", 1);
        assertThat(model.readBytes()).isEqualTo(given);
        assertThat(model.readBytes()).isEmpty();
        model.finish();

        byte[] cut = Arrays.copyOf(out.toByteArray(), 5_000);
        assertThatThrownBy(() -> new ModelInput(new ByteArrayInputStream(cut), "sample", 1).readBytes())
                .isInstanceOf(EOFException.class);
    }

    @Test
    void noticesEveryCut() throws IOException {
        byte[] bytes = sample();
        for (int length = 0; length < bytes.length; length += length < 200 || length > bytes.length - 200 ? 1 : 9973) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> readAll(new ByteArrayInputStream(cut)))
                    .as("cut at %d", length)
                    .isInstanceOf(EOFException.class)
                    .hasMessage("this model is cut off");
        }
    }

    @Test
    void noticesEveryChangedByte() throws IOException {
        byte[] bytes = sample();
        Random random = new Random(1);
        for (int round = 0; round < 400; round++) {
            int at = round < 150 ? round : random.nextInt(bytes.length);
            byte[] changed = bytes.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> readAll(new ByteArrayInputStream(changed)))
                    .as("changed at %d", at)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesOtherFormatsAndLaterVersions() throws IOException {
        byte[] bytes = sample();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new ModelInput(new ByteArrayInputStream(bytes), "other", 3))
                .withMessage("this is a model of the format sample, expected other");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new ModelInput(new ByteArrayInputStream(bytes), "sample", 2))
                .withMessage("this model has version 3 of the format sample, versions known here end at 2");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new ModelInput(new ByteArrayInputStream(new byte[64]), "sample", 3))
                .withMessage("this is no Tessera model");
    }

    @Test
    void writesTheSameBytesEveryTime() throws IOException {
        assertThat(sample()).isEqualTo(sample());
    }

    private static int[] ints() {
        return IntStream.range(0, 300_000).map(k -> k * 31).toArray();
    }

    private static byte[] sample() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelOutput out = new ModelOutput(bytes, "sample", 3);
        out.writeInt(-5);
        out.writeLong(Long.MIN_VALUE);
        out.writeDouble(Math.PI);
        out.writeText("grün 绿");
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("k", 5);
        settings.put("name", "x");
        out.writeTexts(settings);
        out.writeInts(ints());
        out.writeLongs(new long[] {1, -1});
        out.writeFloats(new float[] {1.5f, Float.NaN});
        out.writeDoubles(new double[0]);
        out.writeMatrix(BINARY);
        out.writeMatrix(WEIGHTED);
        out.finish();
        return bytes.toByteArray();
    }

    private static void readAll(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, "sample", 3);
        model.readInt();
        model.readLong();
        model.readDouble();
        model.readText();
        model.readTexts();
        model.readInts();
        model.readLongs();
        model.readFloats();
        model.readDoubles();
        model.readMatrix();
        model.readMatrix();
        model.finish();
    }
}
