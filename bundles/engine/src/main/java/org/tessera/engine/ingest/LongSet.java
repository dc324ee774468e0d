// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.util.Arrays;

/** A set of longs by open addressing, 16 bytes each at most. Not safe for many threads. */
final class LongSet {
    private long[] table = new long[64];
    private int size;
    // 0 marks an empty slot, so the value 0 itself is kept here.
    private boolean zero;

    int size() {
        return size;
    }

    boolean contains(long value) {
        if (value == 0) {
            return zero;
        }
        int mask = table.length - 1;
        // Values are hashes: their low bits are as good as any.
        for (int slot = (int) value & mask; table[slot] != 0; slot = slot + 1 & mask) {
            if (table[slot] == value) {
                return true;
            }
        }
        return false;
    }

    /** Adds a value and says whether it is new. */
    boolean add(long value) {
        if (value == 0) {
            boolean fresh = !zero;
            zero = true;
            size += fresh ? 1 : 0;
            return fresh;
        }
        if (size * 4L >= table.length * 3L) {
            grow();
        }
        boolean fresh = put(value);
        size += fresh ? 1 : 0;
        return fresh;
    }

    private boolean put(long value) {
        int mask = table.length - 1;
        int slot = (int) value & mask;
        while (table[slot] != 0) {
            if (table[slot] == value) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        table[slot] = value;
        return true;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        Arrays.stream(old).filter(value -> value != 0).forEach(this::put);
    }
}
