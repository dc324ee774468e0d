// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.data;

import java.util.Arrays;

/** A set of item indexes that answers membership in constant time. Immutable and safe for many threads. */
public final class ItemSet {
    private static final ItemSet NONE = new ItemSet(new long[0], false);
    private static final ItemSet ALL = new ItemSet(new long[0], true);

    private final long[] words;
    private final boolean outside;

    private ItemSet(long[] words, boolean outside) {
        this.words = words;
        this.outside = outside;
    }

    public static ItemSet none() {
        return NONE;
    }

    public static ItemSet all() {
        return ALL;
    }

    /** The given items, in any order. */
    public static ItemSet of(int... items) {
        if (items.length == 0) {
            return NONE;
        }
        int max = Arrays.stream(items).max().getAsInt();
        long[] words = new long[(max >>> 6) + 1];
        for (int item : items) {
            words[item >>> 6] |= 1L << item;
        }
        return new ItemSet(words, false);
    }

    /** The items of a history. */
    public static ItemSet of(History history) {
        if (history.isEmpty()) {
            return NONE;
        }
        long[] words = new long[(history.item(history.size() - 1) >>> 6) + 1];
        for (int place = 0; place < history.size(); place++) {
            int item = history.item(place);
            words[item >>> 6] |= 1L << item;
        }
        return new ItemSet(words, false);
    }

    public boolean contains(int item) {
        int word = item >>> 6;
        return word < words.length ? (words[word] & (1L << item)) != 0 : outside;
    }

    /** Whether nothing is in it. */
    public boolean isEmpty() {
        return !outside && Arrays.stream(words).allMatch(word -> word == 0);
    }

    /** Whether every item is in it. */
    public boolean isAll() {
        return outside && Arrays.stream(words).allMatch(word -> word == -1L);
    }

    /** What is in this or in the other. */
    public ItemSet or(ItemSet other) {
        int length = Math.max(words.length, other.words.length);
        long[] joined = new long[length];
        for (int k = 0; k < length; k++) {
            joined[k] = word(k) | other.word(k);
        }
        return new ItemSet(joined, outside || other.outside);
    }

    /** What is in this and in the other. */
    public ItemSet and(ItemSet other) {
        int length = Math.max(words.length, other.words.length);
        long[] common = new long[length];
        for (int k = 0; k < length; k++) {
            common[k] = word(k) & other.word(k);
        }
        return new ItemSet(common, outside && other.outside);
    }

    /** What is not in this. */
    public ItemSet not() {
        long[] flipped = new long[words.length];
        for (int k = 0; k < flipped.length; k++) {
            flipped[k] = ~words[k];
        }
        return new ItemSet(flipped, !outside);
    }

    private long word(int k) {
        return k < words.length ? words[k] : outside ? -1L : 0L;
    }
}
