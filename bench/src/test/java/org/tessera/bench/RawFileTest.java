// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;

class RawFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsEveryWidthAsLittleEndian() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(-2).putInt(Integer.MAX_VALUE).putInt(0).putInt(7);
        assertThat(RawFile.ints(write("a.i32", bytes))).containsExactly(-2, Integer.MAX_VALUE, 0, 7);
        bytes.clear().putLong(-3L).putLong(1L << 40);
        assertThat(RawFile.longs(write("a.i64", bytes))).containsExactly(-3L, 1L << 40);
        bytes.clear().putDouble(0.1).putDouble(-5e300);
        assertThat(RawFile.doubles(write("a.f64", bytes))).containsExactly(0.1, -5e300);
        bytes.clear().putFloat(0.1f).putFloat(2f).putFloat(3f).putFloat(-4f);
        assertThat(RawFile.floats(write("a.f32", bytes))).containsExactly(0.1f, 2f, 3f, -4f);
        bytes.clear().putDouble(0.25).putDouble(-5);
        assertThat(RawFile.floats(write("b.f64", bytes))).containsExactly(0.25f, -5f);
    }

    @Test
    void readsAcrossBlocks() throws IOException {
        int n = 1_000_003;
        ByteBuffer bytes = ByteBuffer.allocate(n * 4).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, n).forEach(bytes::putInt);
        assertThat(RawFile.ints(write("big.i32", bytes)))
                .isEqualTo(IntStream.range(0, n).toArray());
    }

    @Test
    void readsTheFirstRowsOnly() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, 6).forEach(bytes::putDouble);
        assertThat(RawFile.matrix(write("m.f64", bytes), 2, 2)).containsExactly(0, 1, 2, 3);
        Path labels = folder.resolve("l.i32");
        RawFile.write(labels, new int[] {3, -1, 4});
        RawFile.write(labels, new int[] {5, -6});
        assertThat(RawFile.ints(labels)).containsExactly(5, -6);
        assertThat(RawFile.ints(labels, 1)).containsExactly(5);
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertThatExceptionOfType(TesseraException.class)
                .isThrownBy(() -> RawFile.ints(folder.resolve("none.i32")))
                .withMessageContaining("there is no file")
                .withMessageContaining("none.i32");
        Path odd = Files.write(folder.resolve("odd.f64"), new byte[12]);
        assertThatExceptionOfType(TesseraException.class)
                .isThrownBy(() -> RawFile.doubles(odd))
                .withMessageContaining("odd.f64 has 12 bytes");
    }

    private Path write(String name, ByteBuffer bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes.array());
    }
}
