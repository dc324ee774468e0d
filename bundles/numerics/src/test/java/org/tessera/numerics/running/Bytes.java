// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Writes things to bytes and reads them back. */
final class Bytes {
    interface Writer {
        void write(DataOutput out) throws IOException;
    }

    interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    private Bytes() {}

    static byte[] of(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static <T> T read(byte[] bytes, Reader<T> reader) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            T read = reader.read(in);
            assertThat(in.available()).as("bytes left").isZero();
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T copy(Writer writer, Reader<T> reader) {
        return read(of(writer), reader);
    }

    /** Every proper prefix is an IOException. */
    static void assertTruncationFails(Writer writer, Reader<?> reader) {
        byte[] whole = of(writer);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> reader.read(new DataInputStream(new ByteArrayInputStream(part))))
                    .as("first %d of %d bytes", length, whole.length)
                    .isInstanceOf(IOException.class);
        }
    }
}
