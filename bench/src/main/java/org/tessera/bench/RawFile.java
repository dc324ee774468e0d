// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tessera.api.TesseraException;

/** Raw little-endian numbers, nothing else in the file. The end of its name says what they are. */
final class RawFile {
    private static final int BLOCK = 1 << 20;

    private RawFile() {}

    /** Takes {@code count} values that stand at the start of {@code block}, the first being number {@code first}. */
    private interface Sink {
        void take(ByteBuffer block, int first, int count);
    }

    /** Whole numbers of 4 bytes, {@code .i32}. */
    static int[] ints(Path file) throws IOException {
        int[] values = new int[count(file, Integer.BYTES)];
        read(
                file,
                values.length,
                Integer.BYTES,
                (block, first, count) -> block.asIntBuffer().get(values, first, count));
        return values;
    }

    /** Whole numbers of 8 bytes, {@code .i64}. */
    static long[] longs(Path file) throws IOException {
        long[] values = new long[count(file, Long.BYTES)];
        read(
                file,
                values.length,
                Long.BYTES,
                (block, first, count) -> block.asLongBuffer().get(values, first, count));
        return values;
    }

    /** Fractions of 8 bytes, {@code .f64}. */
    static double[] doubles(Path file) throws IOException {
        double[] values = new double[count(file, Double.BYTES)];
        read(
                file,
                values.length,
                Double.BYTES,
                (block, first, count) -> block.asDoubleBuffer().get(values, first, count));
        return values;
    }

    /** Fractions of 4 bytes, {@code .f32}, or of 8 where the name ends in {@code .f64}. */
    static float[] floats(Path file) throws IOException {
        boolean wide = file.toString().endsWith(".f64");
        int width = wide ? Double.BYTES : Float.BYTES;
        float[] values = new float[count(file, width)];
        read(file, values.length, width, (block, first, count) -> {
            for (int k = 0; k < count; k++) {
                values[first + k] = wide ? (float) block.getDouble(k * width) : block.getFloat(k * width);
            }
        });
        return values;
    }

    private static int count(Path file, int width) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new TesseraException("there is no file " + file, "give the path of a file of raw numbers");
        }
        long size = Files.size(file);
        if (size % width != 0 || size / width > Integer.MAX_VALUE - 8) {
            throw new TesseraException(
                    file + " has " + size + " bytes, which is no possible number of values of " + width + " bytes",
                    "give a file of raw little-endian numbers");
        }
        return (int) (size / width);
    }

    private static void read(Path file, int count, int width, Sink sink) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file)) {
            int done = 0;
            while (done < count) {
                block.clear().limit((int) Math.min(BLOCK, (long) (count - done) * width));
                while (block.hasRemaining()) {
                    if (channel.read(block) < 0) {
                        throw new TesseraException(file + " became shorter while it was read", "give a finished file");
                    }
                }
                block.flip();
                int n = block.remaining() / width;
                sink.take(block, done, n);
                done += n;
            }
        }
    }
}
