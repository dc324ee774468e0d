// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    /**
     * The labels of the first rows.
     *
     * @throws TesseraException if there are fewer
     */
    static int[] ints(Path file, int rows) throws IOException {
        int there = count(file, Integer.BYTES);
        if (there < rows) {
            throw new TesseraException(
                    file + " holds " + there + " numbers, expected at least " + rows,
                    "check the file and the number of rows");
        }
        int[] values = new int[rows];
        read(
                file,
                rows,
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

    /**
     * The first rows of a matrix in row-major order; what follows in the file is not read.
     *
     * @throws TesseraException if there are fewer, or the numbers are no whole rows
     */
    static double[] matrix(Path file, int rows, int columns) throws IOException {
        int there = count(file, Double.BYTES);
        long needed = (long) rows * columns;
        if (there < needed || there % columns != 0) {
            throw new TesseraException(
                    file + " holds " + there + " numbers, expected at least " + rows + " × " + columns
                            + ", and whole rows",
                    "check the file and the options that give its shape");
        }
        double[] values = new double[(int) needed];
        read(
                file,
                values.length,
                Double.BYTES,
                (block, first, count) -> block.asDoubleBuffer().get(values, first, count));
        return values;
    }

    /** Writes whole numbers of 4 bytes, over what was there. */
    static void write(Path file, int[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
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
