// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.Sessions;

/**
 * Events of customers and items in columns, in order of arrival, before they are divided. Grows as events are added; not
 * safe for many threads before that is over.
 */
public final class EventLog {
    /** Events without an order that lie no further apart belong to one visit, unless said otherwise. */
    public static final long USUAL_GAP_MS = 30 * 60_000L;

    private final Map<String, String> knownOrders = new HashMap<>();
    private final long gap;
    private final boolean newestCounts;
    private int[] customers = new int[16];
    private int[] items = new int[16];
    private float[] weights = new float[16];
    private long[] times = new long[16];
    private String[] orders = new String[16];
    private int size;
    private int customerCount;
    private int itemCount;

    /** Repeated pairs weigh as much as the weightiest of their events. */
    public EventLog() {
        this(USUAL_GAP_MS, false);
    }

    /**
     * @param gapMillis events without an order that lie no further apart belong to one visit
     * @param newestCounts whether a repeated pair weighs what its newest event weighs, instead of the weightiest
     */
    public EventLog(long gapMillis, boolean newestCounts) {
        this.gap = gapMillis;
        this.newestCounts = newestCounts;
    }

    /** Adds an event that is part of no order; {@code time} in ms since 1970. */
    public void add(int customer, int item, float weight, long time) {
        add(customer, item, weight, time, "");
    }

    /**
     * Adds an event.
     *
     * @param time in ms since 1970
     * @param order what the events of one order have in common; empty where there is none
     */
    public void add(int customer, int item, float weight, long time, String order) {
        if (size == customers.length) {
            int room = Math.addExact(size, size >> 1);
            customers = Arrays.copyOf(customers, room);
            items = Arrays.copyOf(items, room);
            weights = Arrays.copyOf(weights, room);
            times = Arrays.copyOf(times, room);
            orders = Arrays.copyOf(orders, room);
        }
        customers[size] = customer;
        items[size] = item;
        weights[size] = weight;
        times[size] = time;
        orders[size] = order.isEmpty() ? "" : knownOrders.computeIfAbsent(order, text -> text);
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

    /** Makes room for customers and items without an event: indexes below these are theirs. */
    public void atLeast(int customerIndexes, int itemIndexes) {
        customerCount = Math.max(customerCount, customerIndexes);
        itemCount = Math.max(itemCount, itemIndexes);
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

    /** The events that a predicate over their numbers accepts, with as many customers and items. */
    public EventLog where(IntPredicate kept) {
        EventLog part = new EventLog(gap, newestCounts);
        for (int e = 0; e < size; e++) {
            if (kept.test(e)) {
                part.add(customers[e], items[e], weights[e], times[e], orders[e]);
            }
        }
        part.atLeast(customerCount, itemCount);
        return part;
    }

    /** All events as pairs. */
    public Interactions interactions() {
        return interactions(event -> true);
    }

    /** Some events as pairs. */
    Interactions interactions(IntPredicate kept) {
        Interactions.Builder builder = pairs();
        for (int e = 0; e < size; e++) {
            if (kept.test(e)) {
                builder.add(customers[e], items[e], weights[e], times[e]);
            }
        }
        return builder.build(customerCount, itemCount);
    }

    /** All events as the history of one customer, whoever did them. */
    public History history() {
        // By item, and of one item in order of arrival.
        long[] order = new long[size];
        Arrays.setAll(order, e -> (long) items[e] << 32 | e);
        Arrays.sort(order);
        int[] found = new int[size];
        float[] strongest = new float[size];
        long[] newest = new long[size];
        int n = 0;
        for (long entry : order) {
            int e = (int) entry;
            if (n == 0 || found[n - 1] != items[e]) {
                found[n] = items[e];
                strongest[n] = weights[e];
                newest[n++] = times[e];
                continue;
            }
            boolean replaces = newestCounts ? times[e] >= newest[n - 1] : weights[e] > strongest[n - 1];
            strongest[n - 1] = replaces ? weights[e] : strongest[n - 1];
            newest[n - 1] = Math.max(newest[n - 1], times[e]);
        }
        return History.ofSorted(Arrays.copyOf(found, n), Arrays.copyOf(strongest, n), Arrays.copyOf(newest, n));
    }

    /** What a repeated pair becomes. */
    Interactions.Builder pairs() {
        return newestCounts ? Interactions.Builder.newest() : Interactions.Builder.strongest();
    }

    /** Makes the sessions of some events when they are asked for. */
    public Supplier<Sessions> sessions(IntPredicate kept) {
        return () -> {
            Sessions.Builder builder = new Sessions.Builder(gap);
            for (int e = 0; e < size; e++) {
                if (kept.test(e)) {
                    builder.add(customers[e], items[e], times[e], orders[e]);
                }
            }
            return builder.build();
        };
    }

    /** The times in ascending order, as a fresh array. */
    long[] sortedTimes() {
        long[] sorted = Arrays.copyOf(times, size);
        Arrays.sort(sorted);
        return sorted;
    }
}
