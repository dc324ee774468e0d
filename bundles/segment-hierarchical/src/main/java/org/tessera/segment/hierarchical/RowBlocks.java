// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.Arrays;

/**
 * Points in blocks of neighbours, each with the box around it, so that a search for what is near passes over most blocks
 * by a look at their boxes. Points are ordered by halving them at the median of their widest dimension again and again, as
 * the leaves of a k-d tree (Bentley, Multidimensional binary search trees, 1975) stand; the values of a block are kept
 * dimension by dimension. Points can be taken out and moved. Not safe for many threads while they are.
 */
final class RowBlocks {
    /** Points of a block at most. */
    static final int WIDTH = 32;

    private final double[] points;
    private final int d;
    private final int blocks;
    private final double[] values;
    private final double[] low;
    private final double[] high;
    private final int[] ids;
    private final int[] counts;
    private final int[] slots;

    /**
     * @param points by id, row-major with {@code d} columns; kept, as a moved point is read from there
     * @param order ids of those to hold, as {@link #order} gives them
     */
    RowBlocks(double[] points, int d, int[] order) {
        this.points = points;
        this.d = d;
        this.blocks = (order.length + WIDTH - 1) / WIDTH;
        this.values = new double[blocks * WIDTH * d];
        this.low = new double[blocks * d];
        this.high = new double[blocks * d];
        this.ids = Arrays.copyOf(order, blocks * WIDTH);
        this.counts = new int[blocks];
        this.slots = new int[points.length / d];
        Arrays.fill(slots, -1);
        for (int block = 0; block < blocks; block++) {
            counts[block] = Math.min(WIDTH, order.length - block * WIDTH);
            for (int s = 0; s < counts[block]; s++) {
                put(block * WIDTH + s, order[block * WIDTH + s]);
            }
            fitBox(block);
        }
    }

    /** Puts the ids into an order in which neighbours stand together; the array itself is reordered and returned. */
    static int[] order(double[] points, int d, int[] ids) {
        order(points, d, ids, 0, ids.length);
        return ids;
    }

    private static void order(double[] points, int d, int[] ids, int from, int to) {
        int start = from;
        while (to - start > WIDTH) {
            // All blocks but the last are full.
            int middle = start + ((to - start) / 2 + WIDTH - 1) / WIDTH * WIDTH;
            select(points, d, widest(points, d, ids, start, to), ids, start, to - 1, middle);
            order(points, d, ids, start, middle);
            start = middle;
        }
    }

    private static int widest(double[] points, int d, int[] ids, int from, int to) {
        int widest = 0;
        double most = -1;
        for (int j = 0; j < d; j++) {
            double least = Double.POSITIVE_INFINITY;
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                double value = points[ids[i] * d + j];
                least = Math.min(least, value);
                largest = Math.max(largest, value);
            }
            if (largest - least > most) {
                most = largest - least;
                widest = j;
            }
        }
        return widest;
    }

    /** Quickselect (Hoare 1961) with the median of three: smaller ones before {@code k}, larger ones from it on. */
    private static void select(double[] points, int d, int j, int[] ids, int from, int to, int k) {
        int left = from;
        int right = to;
        while (left < right) {
            double a = points[ids[left] * d + j];
            double b = points[ids[(left + right) >>> 1] * d + j];
            double c = points[ids[right] * d + j];
            double pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
            int i = left;
            int m = right;
            while (i <= m) {
                while (points[ids[i] * d + j] < pivot) {
                    i++;
                }
                while (points[ids[m] * d + j] > pivot) {
                    m--;
                }
                if (i <= m) {
                    int swapped = ids[i];
                    ids[i++] = ids[m];
                    ids[m--] = swapped;
                }
            }
            if (k <= m) {
                right = m;
            } else if (k >= i) {
                left = i;
            } else {
                return;
            }
        }
    }

    int blocks() {
        return blocks;
    }

    /** Points in a block now. */
    int count(int block) {
        return counts[block];
    }

    /** Id of a point of a block. */
    int id(int block, int place) {
        return ids[block * WIDTH + place];
    }

    int blockOf(int id) {
        return slots[id] / WIDTH;
    }

    /**
     * Squared distances of a point to all of a block, added up in the order of the dimensions.
     *
     * @param distances receives {@link #count} of them; what follows up to {@link #WIDTH} is of no meaning
     */
    void distances(int block, double[] q, int at, double[] distances) {
        int from = block * WIDTH * d;
        for (int s = 0; s < counts[block]; s += 8) {
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            double s4 = 0;
            double s5 = 0;
            double s6 = 0;
            double s7 = 0;
            int o = from + s;
            for (int j = 0; j < d; j++) {
                double v = q[at + j];
                double t0 = values[o] - v;
                double t1 = values[o + 1] - v;
                double t2 = values[o + 2] - v;
                double t3 = values[o + 3] - v;
                double t4 = values[o + 4] - v;
                double t5 = values[o + 5] - v;
                double t6 = values[o + 6] - v;
                double t7 = values[o + 7] - v;
                s0 += t0 * t0;
                s1 += t1 * t1;
                s2 += t2 * t2;
                s3 += t3 * t3;
                s4 += t4 * t4;
                s5 += t5 * t5;
                s6 += t6 * t6;
                s7 += t7 * t7;
                o += WIDTH;
            }
            distances[s] = s0;
            distances[s + 1] = s1;
            distances[s + 2] = s2;
            distances[s + 3] = s3;
            distances[s + 4] = s4;
            distances[s + 5] = s5;
            distances[s + 6] = s6;
            distances[s + 7] = s7;
        }
    }

    /** Whether the squared distance of a point to all of a block is certainly above a limit. */
    boolean beyond(int block, double[] q, int at, double limit) {
        double bound = limit * (1 + 1e-12);
        double sum = 0;
        int o = block * d;
        for (int j = 0; j < d; j++) {
            double v = q[at + j];
            double outside = Math.max(low[o + j] - v, v - high[o + j]);
            if (outside > 0) {
                sum += outside * outside;
                if (sum > bound) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Takes a point out. */
    void remove(int id) {
        int slot = slots[id];
        int block = slot / WIDTH;
        int last = block * WIDTH + --counts[block];
        put(slot, ids[last]);
        slots[id] = -1;
        fitBox(block);
    }

    /** Takes over what a point's values are now; it stays in its block. */
    void moved(int id) {
        put(slots[id], id);
        fitBox(slots[id] / WIDTH);
    }

    /** Two points change places. */
    void swap(int one, int other) {
        int slot = slots[one];
        put(slots[other], one);
        put(slot, other);
    }

    private void put(int slot, int id) {
        ids[slot] = id;
        slots[id] = slot;
        int o = slot / WIDTH * WIDTH * d + slot % WIDTH;
        for (int j = 0; j < d; j++) {
            values[o + j * WIDTH] = points[id * d + j];
        }
    }

    private void fitBox(int block) {
        for (int j = 0; j < d; j++) {
            int o = (block * d + j) * WIDTH;
            double least = Double.POSITIVE_INFINITY;
            double largest = Double.NEGATIVE_INFINITY;
            for (int s = 0; s < counts[block]; s++) {
                least = Math.min(least, values[o + s]);
                largest = Math.max(largest, values[o + s]);
            }
            low[block * d + j] = least;
            high[block * d + j] = largest;
        }
    }
}
