// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.data;

import java.util.Arrays;

/**
 * What one customer had to do with up to now: distinct items in ascending order, each with a weight and the time of the
 * newest event. Immutable and safe for many threads.
 */
public final class History {
    private static final History EMPTY = new History(new int[0], new float[0], new long[0]);

    private final int[] items;
    private final float[] weights;
    private final long[] times;

    private History(int[] items, float[] weights, long[] times) {
        this.items = items;
        this.weights = weights;
        this.times = times;
    }

    /** The history of a customer nobody has seen. */
    public static History empty() {
        return EMPTY;
    }

    /** Items of weight 1 without times, in any order; repeats are dropped. */
    public static History of(int... items) {
        int[] sorted = Arrays.stream(items).sorted().distinct().toArray();
        float[] ones = new float[sorted.length];
        Arrays.fill(ones, 1f);
        return ofSorted(sorted, ones, new long[sorted.length]);
    }

    /**
     * Takes ownership of the arrays, which the caller must not touch afterwards.
     *
     * @param items strictly ascending item indexes
     * @param weights of the same length
     * @param times of the same length, in ms since 1970, 0 where unknown
     */
    public static History ofSorted(int[] items, float[] weights, long[] times) {
        if (weights.length != items.length || times.length != items.length) {
            throw new IllegalArgumentException(
                    items.length + " items, " + weights.length + " weights, " + times.length + " times");
        }
        for (int k = 0; k < items.length; k++) {
            if (items[k] < 0 || (k > 0 && items[k] <= items[k - 1])) {
                throw new IllegalArgumentException("item indexes must ascend from 0, got " + items[k] + " at " + k);
            }
        }
        return items.length == 0 ? EMPTY : new History(items, weights, times);
    }

    /** Number of distinct items. */
    public int size() {
        return items.length;
    }

    public boolean isEmpty() {
        return items.length == 0;
    }

    /** Item index at a place, ascending with the place. */
    public int item(int place) {
        return items[place];
    }

    /** Weight at a place. */
    public float weight(int place) {
        return weights[place];
    }

    /** Time of the newest event at a place, in ms since 1970; 0 where unknown. */
    public long time(int place) {
        return times[place];
    }

    /** Whether an item is part of it. */
    public boolean contains(int item) {
        return Arrays.binarySearch(items, item) >= 0;
    }

    /** The item indexes, ascending, as a fresh array. */
    public int[] toItems() {
        return items.clone();
    }

    @Override
    public String toString() {
        return "History" + Arrays.toString(items);
    }
}
