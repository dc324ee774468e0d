// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;
import org.tessera.api.data.SparseMatrix;

/**
 * Writes a model: a header that names its format and version, then what the strategy writes, then a checksum. Numbers
 * are little-endian. {@link ModelInput} reads the same things in the same order. Not safe for many threads.
 */
public final class ModelOutput {
    /** The first eight bytes of every model. */
    static final long MAGIC = 0x314c444d53534554L;

    static final int BLOCK = 1 << 16;

    private final OutputStream out;
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Writes the header.
     *
     * @param out is flushed by {@link #finish()} and never closed
     * @param format name of the format, such as the strategy's
     * @param version of the format
     */
    public ModelOutput(OutputStream out, String format, int version) throws IOException {
        this.out = out;
        writeLong(MAGIC);
        writeText(format);
        writeInt(version);
    }

    public void writeInt(int value) throws IOException {
        room(Integer.BYTES).putInt(value);
    }

    public void writeLong(long value) throws IOException {
        room(Long.BYTES).putLong(value);
    }

    public void writeDouble(double value) throws IOException {
        room(Double.BYTES).putDouble(value);
    }

    public void writeText(String text) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What something else has written. */
    public void writeBytes(byte[] bytes) throws IOException {
        writeInt(bytes.length);
        for (byte b : bytes) {
            room(1).put(b);
        }
    }

    /** Names with values, the values as text. */
    public void writeTexts(Map<String, ?> texts) throws IOException {
        writeInt(texts.size());
        for (Map.Entry<String, ?> entry : texts.entrySet()) {
            writeText(entry.getKey());
            writeText(String.valueOf(entry.getValue()));
        }
    }

    public void writeInts(int[] values) throws IOException {
        writeInt(values.length);
        for (int value : values) {
            room(Integer.BYTES).putInt(value);
        }
    }

    public void writeLongs(long[] values) throws IOException {
        writeInt(values.length);
        for (long value : values) {
            room(Long.BYTES).putLong(value);
        }
    }

    public void writeFloats(float[] values) throws IOException {
        writeInt(values.length);
        for (float value : values) {
            room(Float.BYTES).putFloat(value);
        }
    }

    public void writeDoubles(double[] values) throws IOException {
        writeInt(values.length);
        for (double value : values) {
            room(Double.BYTES).putDouble(value);
        }
    }

    /** Shape, sizes of the rows, columns, and values unless all of them are 1. */
    public void writeMatrix(SparseMatrix matrix) throws IOException {
        writeInt(matrix.rows());
        writeInt(matrix.columns());
        writeInt(matrix.isBinary() ? 1 : 0);
        writeInt(matrix.rows());
        for (int r = 0; r < matrix.rows(); r++) {
            room(Integer.BYTES).putInt(matrix.size(r));
        }
        int size = matrix.size();
        writeInt(size);
        for (int p = 0; p < size; p++) {
            room(Integer.BYTES).putInt(matrix.column(p));
        }
        if (!matrix.isBinary()) {
            writeInt(size);
            for (int p = 0; p < size; p++) {
                room(Float.BYTES).putFloat(matrix.value(p));
            }
        }
    }

    /** Writes the checksum and flushes. */
    public void finish() throws IOException {
        empty();
        long sum = checksum.getValue();
        block.putLong(sum);
        empty();
        out.flush();
    }

    private ByteBuffer room(int bytes) throws IOException {
        if (block.remaining() < bytes) {
            empty();
        }
        return block;
    }

    private void empty() throws IOException {
        checksum.update(block.array(), 0, block.position());
        out.write(block.array(), 0, block.position());
        block.clear();
    }
}
