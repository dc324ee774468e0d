// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who had to do with what: a sparse matrix of customers by items with a weight and the time of the newest event of each
 * pair. Built by {@link Builder}, which adds up the weights of repeated pairs. Immutable and safe for many threads; the
 * view by item is made on first use.
 */
public final class Interactions {
    private final SparseMatrix byCustomer;
    private final long[] times;
    private volatile @Nullable SparseMatrix byItem;

    private Interactions(SparseMatrix byCustomer, long[] times) {
        this.byCustomer = byCustomer;
        this.times = times;
    }

    /** Pairs without times; see {@link #hasTimes()}. */
    public static Interactions of(SparseMatrix customersByItems) {
        return new Interactions(customersByItems, new long[0]);
    }

    /** Number of customers, with and without entries: the rows. */
    public int customers() {
        return byCustomer.rows();
    }

    /** Number of items, with and without entries: the columns. */
    public int items() {
        return byCustomer.columns();
    }

    /** Number of distinct pairs. */
    public int size() {
        return byCustomer.size();
    }

    /** Rows are customers, columns items, values weights. */
    public SparseMatrix byCustomer() {
        return byCustomer;
    }

    /** Rows are items, columns customers, values weights. */
    public SparseMatrix byItem() {
        @Nullable SparseMatrix view = byItem;
        if (view == null) {
            view = byCustomer.transposed();
            byItem = view;
        }
        return view;
    }

    /** Whether the pairs carry times. */
    public boolean hasTimes() {
        return times.length > 0 || byCustomer.size() == 0;
    }

    /** Time of the newest event of the pair at a position of {@link #byCustomer()}, in ms since 1970; 0 without times. */
    public long time(int position) {
        return times.length == 0 ? 0L : times[position];
    }

    /** The newest time of all, or 0. */
    public long newest() {
        long newest = 0;
        for (long t : times) {
            newest = Math.max(newest, t);
        }
        return newest;
    }

    /** A weight made of a weight and a time in ms since 1970, 0 where unknown. */
    @FunctionalInterface
    public interface Reweighting {
        float weight(float weight, long time);
    }

    /** The same pairs with other weights. */
    public Interactions reweighted(Reweighting reweighting) {
        int size = size();
        int[] starts = new int[customers() + 1];
        int[] columns = new int[size];
        float[] values = new float[size];
        for (int customer = 0; customer < customers(); customer++) {
            starts[customer + 1] = byCustomer.end(customer);
        }
        for (int p = 0; p < size; p++) {
            columns[p] = byCustomer.column(p);
            values[p] = reweighting.weight(byCustomer.value(p), time(p));
        }
        return new Interactions(SparseMatrix.of(customers(), items(), starts, columns, values), times);
    }

    /** What a customer had to do with, as a recommender is asked about it. */
    public History history(int customer) {
        int from = byCustomer.start(customer);
        int to = byCustomer.end(customer);
        return History.ofSorted(
                byCustomer.columnsOf(customer),
                byCustomer.valuesOf(customer),
                times.length == 0 ? new long[to - from] : Arrays.copyOfRange(times, from, to));
    }

    @Override
    public String toString() {
        return "Interactions[" + customers() + " customers, " + items() + " items, " + size() + " pairs]";
    }

    /** What becomes of a pair that is added more than once. */
    private enum Repeats {
        ADD_UP,
        STRONGEST,
        NEWEST,
        ONE
    }

    /** Collects pairs in any order. Not safe for many threads. */
    public static final class Builder {
        private final Repeats repeats;
        private final boolean binary;
        private int[] customers = new int[1024];
        private int[] items = new int[1024];
        private float[] weights;
        private long[] times = new long[0];
        private int size;

        private Builder(Repeats repeats) {
            this.repeats = repeats;
            this.binary = repeats == Repeats.ONE;
            this.weights = new float[binary ? 0 : 1024];
        }

        /** Weights of a repeated pair are added up. */
        public static Builder weighted() {
            return new Builder(Repeats.ADD_UP);
        }

        /** A repeated pair weighs as much as its weightiest addition. */
        public static Builder strongest() {
            return new Builder(Repeats.STRONGEST);
        }

        /** A repeated pair weighs what its newest addition weighs; of equally new ones the last counts. */
        public static Builder newest() {
            return new Builder(Repeats.NEWEST);
        }

        /** Every pair weighs 1, however often it is added. */
        public static Builder binary() {
            return new Builder(Repeats.ONE);
        }

        /** Adds a pair without a time. */
        public Builder add(int customer, int item, float weight) {
            return add(customer, item, weight, 0L);
        }

        /** Adds a pair; {@code time} in ms since 1970. */
        public Builder add(int customer, int item, float weight, long time) {
            if (customer < 0 || item < 0) {
                throw new IllegalArgumentException("negative index: customer " + customer + ", item " + item);
            }
            if (size == customers.length) {
                int room = Math.addExact(size, size >> 1);
                customers = Arrays.copyOf(customers, room);
                items = Arrays.copyOf(items, room);
                if (!binary) {
                    weights = Arrays.copyOf(weights, room);
                }
                if (times.length > 0) {
                    times = Arrays.copyOf(times, room);
                }
            }
            if (time != 0 && times.length == 0) {
                times = new long[customers.length];
            }
            customers[size] = customer;
            items[size] = item;
            if (!binary) {
                weights[size] = weight;
            }
            if (times.length > 0) {
                times[size] = time;
            }
            size++;
            return this;
        }

        /**
         * @param customerCount rows, more than every customer index added
         * @param itemCount columns, more than every item index added
         */
        public Interactions build(int customerCount, int itemCount) {
            // Two stable counting sorts, by item and then by customer, leave each row's columns ascending.
            int[] byItem = sortedBy(items, itemCount, null);
            int[] order = sortedBy(customers, customerCount, byItem);
            int[] starts = new int[customerCount + 1];
            int[] columns = new int[size];
            float[] values = new float[binary ? 0 : size];
            long[] newest = new long[times.length == 0 ? 0 : size];
            int n = 0;
            int row = 0;
            for (int k = 0; k < size; k++) {
                int e = order[k];
                while (row < customers[e]) {
                    starts[++row] = n;
                }
                boolean repeated = n > starts[row] && columns[n - 1] == items[e];
                int p = repeated ? n - 1 : n++;
                columns[p] = items[e];
                if (!binary) {
                    boolean older = repeated && newest.length > 0 && times[e] < newest[p];
                    values[p] = repeated ? together(values[p], weights[e], older) : weights[e];
                }
                if (newest.length > 0) {
                    newest[p] = repeated ? Math.max(newest[p], times[e]) : times[e];
                }
            }
            while (row < customerCount) {
                starts[++row] = n;
            }
            SparseMatrix matrix = SparseMatrix.of(
                    customerCount,
                    itemCount,
                    starts,
                    n == size ? columns : Arrays.copyOf(columns, n),
                    allOnes(values, n) ? new float[0] : n == size ? values : Arrays.copyOf(values, n));
            return new Interactions(matrix, newest.length == 0 || n == size ? newest : Arrays.copyOf(newest, n));
        }

        private float together(float before, float added, boolean older) {
            return switch (repeats) {
                case ADD_UP -> before + added;
                case STRONGEST, ONE -> Math.max(before, added);
                case NEWEST -> older ? before : added;
            };
        }

        private static boolean allOnes(float[] values, int n) {
            for (int p = 0; p < Math.min(n, values.length); p++) {
                if (values[p] != 1f) {
                    return false;
                }
            }
            return true;
        }

        private int[] sortedBy(int[] keys, int keyCount, int @Nullable [] order) {
            int[] next = new int[keyCount + 1];
            for (int k = 0; k < size; k++) {
                if (keys[k] >= keyCount) {
                    throw new IllegalArgumentException("index " + keys[k] + " in a dimension of " + keyCount);
                }
                next[keys[k] + 1]++;
            }
            for (int k = 0; k < keyCount; k++) {
                next[k + 1] += next[k];
            }
            int[] sorted = new int[size];
            for (int k = 0; k < size; k++) {
                int e = order == null ? k : order[k];
                sorted[next[keys[e]]++] = e;
            }
            return sorted;
        }
    }
}
