// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.Arrays;

/**
 * Rows that differ, with how often each comes: equal rows merge at height 0 whatever the linkage, so a tree is grown over
 * those that differ only, and a hundred thousand equal ones cost no more than one.
 *
 * @param x {@code count × d}, row-major, in order of first appearance
 * @param weights how many rows each of them stands for
 * @param of the distinct row of each original one
 */
record DistinctRows(double[] x, int count, int d, int[] weights, int[] of) {
    /**
     * @param x at least {@code n × d} values, row-major, finite; not copied where all rows differ, so only to be read
     * @param chosen the rows to look at
     */
    static DistinctRows of(double[] x, int d, int[] chosen) {
        int n = chosen.length;
        int mask = Integer.highestOneBit(Math.max(2, n)) * 4 - 1;
        int[] table = new int[mask + 1];
        Arrays.fill(table, -1);
        int[] first = new int[n];
        int[] weights = new int[n];
        int[] of = new int[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            int row = chosen[i];
            int place = hash(x, row * d, d) & mask;
            while (table[place] >= 0 && !equal(x, first[table[place]] * d, row * d, d)) {
                place = (place + 1) & mask;
            }
            if (table[place] < 0) {
                first[count] = row;
                table[place] = count++;
            }
            of[i] = table[place];
            weights[of[i]]++;
        }
        return new DistinctRows(gather(x, d, first, count), count, d, Arrays.copyOf(weights, count), of);
    }

    private static double[] gather(double[] x, int d, int[] rows, int count) {
        if (count * d == x.length) {
            return x;
        }
        double[] gathered = new double[count * d];
        for (int i = 0; i < count; i++) {
            System.arraycopy(x, rows[i] * d, gathered, i * d, d);
        }
        return gathered;
    }

    private static int hash(double[] x, int from, int d) {
        long hash = 0;
        for (int j = 0; j < d; j++) {
            // Adding 0 makes -0 and 0 the same bits, as they are the same number.
            hash = (hash ^ Double.doubleToRawLongBits(x[from + j] + 0.0)) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
        }
        return (int) (hash ^ (hash >>> 17));
    }

    private static boolean equal(double[] x, int a, int b, int d) {
        for (int j = 0; j < d; j++) {
            if (x[a + j] != x[b + j]) {
                return false;
            }
        }
        return true;
    }
}
