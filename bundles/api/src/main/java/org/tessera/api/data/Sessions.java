// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * What was done in one go: the orders, baskets or visits of customers, each a list of items in order of time with
 * repeats. The entries of session {@code s} stand at positions {@code start(s) <= p < end(s)}; sessions of one customer
 * stand together, the oldest first. Immutable and safe for many threads.
 */
public final class Sessions {
    private final int[] customers;
    private final int[] starts;
    private final int[] items;
    private final long[] times;

    private Sessions(int[] customers, int[] starts, int[] items, long[] times) {
        this.customers = customers;
        this.starts = starts;
        this.items = items;
        this.times = times;
    }

    /** One session for each customer, of the pairs in order of their times, then of the items. */
    public static Sessions of(Interactions interactions) {
        Builder builder = new Builder(Long.MAX_VALUE);
        SparseMatrix rows = interactions.byCustomer();
        for (int customer = 0; customer < rows.rows(); customer++) {
            for (int p = rows.start(customer); p < rows.end(customer); p++) {
                builder.add(customer, rows.column(p), interactions.time(p), "");
            }
        }
        return builder.build();
    }

    /** Number of sessions. */
    public int size() {
        return customers.length;
    }

    /** Number of entries of all sessions. */
    public int entries() {
        return items.length;
    }

    /** Whose session it is. */
    public int customer(int session) {
        return customers[session];
    }

    /** Position of the first entry. */
    public int start(int session) {
        return starts[session];
    }

    /** Position after the last entry. */
    public int end(int session) {
        return starts[session + 1];
    }

    /** Time of the last entry, in ms since 1970; 0 where unknown. */
    public long time(int session) {
        return times[starts[session + 1] - 1];
    }

    /** Item of the entry at a position. */
    public int item(int position) {
        return items[position];
    }

    /** Time of the entry at a position, in ms since 1970; 0 where unknown. */
    public long itemTime(int position) {
        return times[position];
    }

    /** The same without the entries that a predicate over positions refuses, and without the sessions left empty. */
    public Sessions where(IntPredicate kept) {
        int[] keptCustomers = new int[customers.length];
        int[] keptStarts = new int[starts.length];
        int[] keptItems = new int[items.length];
        long[] keptTimes = new long[items.length];
        int sessions = 0;
        int entries = 0;
        for (int s = 0; s < customers.length; s++) {
            int before = entries;
            for (int p = starts[s]; p < starts[s + 1]; p++) {
                if (kept.test(p)) {
                    keptItems[entries] = items[p];
                    keptTimes[entries++] = times[p];
                }
            }
            if (entries > before) {
                keptCustomers[sessions++] = customers[s];
                keptStarts[sessions] = entries;
            }
        }
        return new Sessions(
                Arrays.copyOf(keptCustomers, sessions),
                Arrays.copyOf(keptStarts, sessions + 1),
                Arrays.copyOf(keptItems, entries),
                Arrays.copyOf(keptTimes, entries));
    }

    @Override
    public String toString() {
        return "Sessions[" + size() + " of " + entries() + " entries]";
    }

    /** Collects events in any order. Not safe for many threads. */
    public static final class Builder {
        private final long gap;
        private final Map<String, Integer> numbers = new HashMap<>();
        private int[] customers = new int[1024];
        private int[] items = new int[1024];
        private int[] orders = new int[1024];
        private long[] times = new long[1024];
        private int size;

        /** @param gapMillis events without an order belong together while no more than this lies between them */
        public Builder(long gapMillis) {
            if (gapMillis < 0) {
                throw new IllegalArgumentException("a gap of " + gapMillis + " ms");
            }
            this.gap = gapMillis;
        }

        /**
         * Adds an event.
         *
         * @param time in ms since 1970
         * @param order what the events of one order have in common; empty where there is none
         */
        public Builder add(int customer, int item, long time, String order) {
            if (customer < 0 || item < 0) {
                throw new IllegalArgumentException("negative index: customer " + customer + ", item " + item);
            }
            if (size == customers.length) {
                int room = Math.addExact(size, size >> 1);
                customers = Arrays.copyOf(customers, room);
                items = Arrays.copyOf(items, room);
                orders = Arrays.copyOf(orders, room);
                times = Arrays.copyOf(times, room);
            }
            customers[size] = customer;
            items[size] = item;
            times[size] = time;
            orders[size++] = order.isEmpty() ? 0 : numbers.computeIfAbsent(order, unseen -> numbers.size() + 1);
            return this;
        }

        /** What was added, put into sessions. */
        public Sessions build() {
            int[] begin = new int[Arrays.stream(customers, 0, size).max().orElse(-1) + 2];
            for (int e = 0; e < size; e++) {
                begin[customers[e] + 1]++;
            }
            for (int c = 1; c < begin.length; c++) {
                begin[c] += begin[c - 1];
            }
            int[] sorted = new int[size];
            int[] next = begin.clone();
            for (int e = 0; e < size; e++) {
                sorted[next[customers[e]]++] = e;
            }
            Collected collected = new Collected(size);
            for (int c = 0; c + 1 < begin.length; c++) {
                divide(c, Arrays.copyOfRange(sorted, begin[c], begin[c + 1]), collected);
            }
            return collected.sessions();
        }

        /** Orders are kept together even where others lie between their events; the rest is cut at gaps. */
        private void divide(int customer, int[] events, Collected to) {
            Map<Integer, List<Integer>> byOrder = new HashMap<>();
            List<List<Integer>> found = new ArrayList<>();
            List<Integer> order = new ArrayList<>(events.length);
            for (int e : events) {
                order.add(e);
            }
            order.sort(Comparator.<Integer>comparingLong(e -> times[e]).thenComparingInt(e -> items[e]));
            List<Integer> open = new ArrayList<>();
            for (int e : order) {
                if (orders[e] != 0) {
                    byOrder.computeIfAbsent(orders[e], unseen -> {
                                List<Integer> fresh = new ArrayList<>();
                                found.add(fresh);
                                return fresh;
                            })
                            .add(e);
                    continue;
                }
                if (open.isEmpty() || times[e] - times[open.get(open.size() - 1)] > gap) {
                    open = new ArrayList<>();
                    found.add(open);
                }
                open.add(e);
            }
            for (List<Integer> session : found) {
                to.add(customer, session, items, times);
            }
        }
    }

    /** Sessions as they are found. */
    private static final class Collected {
        private final int[] items;
        private final long[] times;
        private int[] customers = new int[64];
        private int[] starts = new int[65];
        private int sessions;
        private int entries;

        Collected(int size) {
            items = new int[size];
            times = new long[size];
        }

        void add(int customer, List<Integer> events, int[] itemOf, long[] timeOf) {
            if (sessions == customers.length) {
                customers = Arrays.copyOf(customers, 2 * sessions);
                starts = Arrays.copyOf(starts, 2 * sessions + 1);
            }
            for (int e : events) {
                items[entries] = itemOf[e];
                times[entries++] = timeOf[e];
            }
            customers[sessions++] = customer;
            starts[sessions] = entries;
        }

        Sessions sessions() {
            return new Sessions(Arrays.copyOf(customers, sessions), Arrays.copyOf(starts, sessions + 1), items, times);
        }
    }
}
