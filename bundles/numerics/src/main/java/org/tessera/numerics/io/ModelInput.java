// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.tessera.api.data.SparseMatrix;

/**
 * Reads what {@link ModelOutput} wrote, not a byte more. Every method throws an {@link IOException} where the stream
 * ends early or holds what cannot be; memory grows with what is there, not with what a damaged length claims. Only after
 * {@link #finish()} is what was read to be trusted. Not safe for many threads.
 */
public final class ModelInput {
    private static final int MAX_TEXT = 1 << 20;

    private final InputStream in;
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer block = ByteBuffer.allocate(ModelOutput.BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    private final int version;

    /**
     * Reads the header.
     *
     * @param in is never closed
     * @param format the one expected
     * @param newest the newest version of the format that the caller knows
     */
    public ModelInput(InputStream in, String format, int newest) throws IOException {
        this.in = in;
        if (readLong() != ModelOutput.MAGIC) {
            throw new IOException("this is no Tessera model");
        }
        String found = readText();
        if (!found.equals(format)) {
            throw new IOException("this is a model of the format " + found + ", expected " + format);
        }
        this.version = readInt();
        if (version < 1 || version > newest) {
            throw new IOException("this model has version " + version + " of the format " + format
                    + ", versions known here end at " + newest);
        }
    }

    /** Version of the format that was found. */
    public int version() {
        return version;
    }

    public int readInt() throws IOException {
        return fill(Integer.BYTES).getInt();
    }

    public long readLong() throws IOException {
        return fill(Long.BYTES).getLong();
    }

    public double readDouble() throws IOException {
        return fill(Double.BYTES).getDouble();
    }

    public String readText() throws IOException {
        int length = readLength();
        if (length > MAX_TEXT) {
            throw new IOException("this model is damaged: a text of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw ended();
        }
        checksum.update(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public byte[] readBytes() throws IOException {
        int length = readLength();
        // The stream's own reading grows with what is there.
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw ended();
        }
        checksum.update(bytes);
        return bytes;
    }

    /** In the order in which they were written. */
    public Map<String, String> readTexts() throws IOException {
        int size = readLength();
        Map<String, String> texts = new LinkedHashMap<>();
        for (int k = 0; k < size; k++) {
            texts.put(readText(), readText());
        }
        return texts;
    }

    public int[] readInts() throws IOException {
        int length = readLength();
        int[] values = new int[0];
        for (int done = 0; done < length; ) {
            values = Arrays.copyOf(values, grown(done, length));
            while (done < values.length) {
                int n = fillMany(values.length - done, Integer.BYTES);
                block.asIntBuffer().get(values, done, n);
                done += n;
            }
        }
        return values;
    }

    public long[] readLongs() throws IOException {
        int length = readLength();
        long[] values = new long[0];
        for (int done = 0; done < length; ) {
            values = Arrays.copyOf(values, grown(done, length));
            while (done < values.length) {
                int n = fillMany(values.length - done, Long.BYTES);
                block.asLongBuffer().get(values, done, n);
                done += n;
            }
        }
        return values;
    }

    public float[] readFloats() throws IOException {
        int length = readLength();
        float[] values = new float[0];
        for (int done = 0; done < length; ) {
            values = Arrays.copyOf(values, grown(done, length));
            while (done < values.length) {
                int n = fillMany(values.length - done, Float.BYTES);
                block.asFloatBuffer().get(values, done, n);
                done += n;
            }
        }
        return values;
    }

    public double[] readDoubles() throws IOException {
        int length = readLength();
        double[] values = new double[0];
        for (int done = 0; done < length; ) {
            values = Arrays.copyOf(values, grown(done, length));
            while (done < values.length) {
                int n = fillMany(values.length - done, Double.BYTES);
                block.asDoubleBuffer().get(values, done, n);
                done += n;
            }
        }
        return values;
    }

    public SparseMatrix readMatrix() throws IOException {
        int rows = readLength();
        int columns = readLength();
        boolean binary = readInt() == 1;
        int[] sizes = readInts();
        int[] indexes = readInts();
        float[] values = binary ? new float[0] : readFloats();
        if (sizes.length != rows) {
            throw new IOException("this model is damaged: " + sizes.length + " rows of " + rows);
        }
        int[] starts = new int[rows + 1];
        for (int r = 0; r < rows; r++) {
            if (sizes[r] < 0 || sizes[r] > indexes.length - starts[r]) {
                throw new IOException("this model is damaged: row " + r + " of " + sizes[r] + " entries");
            }
            starts[r + 1] = starts[r] + sizes[r];
        }
        try {
            return SparseMatrix.of(rows, columns, starts, indexes, values);
        } catch (IllegalArgumentException e) {
            throw new IOException("this model is damaged: " + e.getMessage(), e);
        }
    }

    /** Checks that what was read is what was written. */
    public void finish() throws IOException {
        long expected = checksum.getValue();
        if (readLong() != expected) {
            throw new IOException("this model is damaged: its checksum does not fit");
        }
    }

    private int readLength() throws IOException {
        int length = readInt();
        if (length < 0) {
            throw new IOException("this model is damaged: a length of " + length);
        }
        return length;
    }

    private static int grown(int done, int length) {
        return (int) Math.min(length, Math.max(1L << 18, 2L * done));
    }

    private int fillMany(int wanted, int width) throws IOException {
        int n = Math.min(wanted, ModelOutput.BLOCK / width);
        fill(n * width);
        return n;
    }

    private ByteBuffer fill(int bytes) throws IOException {
        if (in.readNBytes(block.array(), 0, bytes) < bytes) {
            throw ended();
        }
        checksum.update(block.array(), 0, bytes);
        return block.clear().limit(bytes);
    }

    private static EOFException ended() {
        return new EOFException("this model is cut off");
    }
}
