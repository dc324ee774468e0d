// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteSink} wrote. Not safe for many threads. */
final class ByteSource {
    private final byte[] bytes;
    private int position;

    ByteSource(byte[] bytes) {
        this.bytes = bytes;
    }

    int one() {
        return bytes[position++] & 0xFF;
    }

    long unsigned() {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[position++];
            value |= (long) (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    long signed() {
        long value = unsigned();
        return value >>> 1 ^ -(value & 1);
    }

    double real() {
        long bits = 0;
        for (int k = 0; k < Double.BYTES; k++) {
            bits |= (long) (bytes[position++] & 0xFF) << 8 * k;
        }
        return Double.longBitsToDouble(bits);
    }

    String text() {
        int length = (int) unsigned();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }
}
