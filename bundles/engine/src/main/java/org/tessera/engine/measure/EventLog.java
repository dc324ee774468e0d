// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.util.Arrays;

/**
 * Events of customers and items in columns, in order of arrival, before they are divided. Grows as events are added; not
 * safe for many threads.
 */
public final class EventLog {
    private int[] customers = new int[1024];
    private int[] items = new int[1024];
    private float[] weights = new float[1024];
    private long[] times = new long[1024];
    private int size;
    private int customerCount;
    private int itemCount;

    /** Adds an event; {@code time} in ms since 1970. */
    public void add(int customer, int item, float weight, long time) {
        if (size == customers.length) {
            int room = Math.addExact(size, size >> 1);
            customers = Arrays.copyOf(customers, room);
            items = Arrays.copyOf(items, room);
            weights = Arrays.copyOf(weights, room);
            times = Arrays.copyOf(times, room);
        }
        customers[size] = customer;
        items[size] = item;
        weights[size] = weight;
        times[size] = time;
        size++;
        customerCount = Math.max(customerCount, customer + 1);
        itemCount = Math.max(itemCount, item + 1);
    }

    public int size() {
        return size;
    }

    /** One more than the highest customer index. */
    public int customerCount() {
        return customerCount;
    }

    /** One more than the highest item index. */
    public int itemCount() {
        return itemCount;
    }

    /** Makes room for items that have no event: indexes up to this one are of items. */
    public void atLeastItems(int count) {
        itemCount = Math.max(itemCount, count);
    }

    public int customer(int event) {
        return customers[event];
    }

    public int item(int event) {
        return items[event];
    }

    public float weight(int event) {
        return weights[event];
    }

    public long time(int event) {
        return times[event];
    }

    /** The times in ascending order, as a fresh array. */
    long[] sortedTimes() {
        long[] sorted = Arrays.copyOf(times, size);
        Arrays.sort(sorted);
        return sorted;
    }
}
