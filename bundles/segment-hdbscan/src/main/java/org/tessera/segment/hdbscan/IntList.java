// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import java.util.Arrays;

/** Numbers in a row that grows; also a stack. Not safe for many threads. */
final class IntList {
    private int[] values = new int[16];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int removeLast() {
        return values[--size];
    }

    int get(int i) {
        return values[i];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
