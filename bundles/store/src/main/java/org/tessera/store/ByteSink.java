// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes numbers in as few bytes as they need. Not safe for many threads. */
final class ByteSink {
    private byte[] bytes = new byte[1 << 14];
    private int size;

    ByteSink one(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** A number of which small ones, from 0 on, are short: seven bits a byte. */
    ByteSink unsigned(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    /** A number of which those near 0 are short. */
    ByteSink signed(long value) {
        return unsigned(value << 1 ^ value >> 63);
    }

    ByteSink real(double value) {
        room(Double.BYTES);
        long bits = Double.doubleToRawLongBits(value);
        for (int k = 0; k < Double.BYTES; k++) {
            bytes[size++] = (byte) (bits >>> 8 * k);
        }
        return this;
    }

    ByteSink text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        unsigned(encoded.length);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
        return this;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
