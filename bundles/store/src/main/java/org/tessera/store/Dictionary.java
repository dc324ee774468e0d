// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * External ids and their dense indexes, from 0 in order of arrival. Many threads may read while one adds. What is being
 * added stays in a {@link Draft} until it is on disk, so that nobody sees an index that a failed commit takes back.
 */
final class Dictionary {
    private final Map<String, Integer> indexes = new ConcurrentHashMap<>();
    private volatile String[] keys = new String[64];
    private volatile int size;

    int size() {
        return size;
    }

    String key(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index + " of " + size);
        }
        return keys[index];
    }

    OptionalInt indexOf(String key) {
        @Nullable Integer index = indexes.get(key);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** The first {@code size} keys, for reading. */
    String[] keys() {
        return keys;
    }

    /** Adds a key that is on disk. */
    synchronized void add(String key) {
        String[] current = keys;
        int index = size;
        if (index == current.length) {
            current = Arrays.copyOf(current, index * 2);
            keys = current;
        }
        current[index] = key;
        // Publishes the slot: whoever sees the new size sees the key.
        size = index + 1;
        indexes.put(key, index);
    }

    Draft draft() {
        return new Draft();
    }

    /** Keys of one transaction. For one thread. */
    final class Draft {
        private final int from = size;
        private final Map<String, Integer> fresh = new HashMap<>();
        private final List<String> added = new ArrayList<>();

        /** Index of a key, a new one where there is none. */
        int resolve(String key) {
            @Nullable Integer known = indexes.get(key);
            if (known != null) {
                return known;
            }
            @Nullable Integer drafted = fresh.get(key);
            if (drafted != null) {
                return drafted;
            }
            int index = from + added.size();
            fresh.put(key, index);
            added.add(key);
            return index;
        }

        /** Index of the first key of this transaction. */
        int from() {
            return from;
        }

        /** The keys that are new, in the order of their indexes. */
        List<String> added() {
            return added;
        }

        /** Lets everybody see the new keys; call it once they are on disk. */
        void publish() {
            added.forEach(Dictionary.this::add);
        }
    }
}
