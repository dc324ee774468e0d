// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Streams that are hard on those who use them. */
final class Streams {
    private Streams() {}

    /** Must not be closed by who reads it. */
    static InputStream of(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public void close() {
                throw new AssertionError("the stream is not the reader's to close");
            }
        };
    }

    /** Gives less than it is asked for, as sockets do. */
    static InputStream slow(byte[] bytes) {
        return new InputStream() {
            private int next;

            @Override
            public int read() {
                return next == bytes.length ? -1 : bytes[next++] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                if (length == 0) {
                    return 0;
                }
                int b = read();
                if (b < 0) {
                    return -1;
                }
                target[offset] = (byte) b;
                return 1;
            }
        };
    }

    /** Fails once so many bytes are written. */
    static OutputStream full(int room) {
        return new OutputStream() {
            private int left = room;

            @Override
            public void write(int b) throws IOException {
                if (left-- <= 0) {
                    throw new IOException("disk full");
                }
            }
        };
    }
}
