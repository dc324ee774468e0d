// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import java.util.Arrays;

/**
 * The different ones among some rows. A heap of equal rows counts as one with a weight, so that hundreds of thousands of
 * them cost no more than one.
 *
 * @param x {@code m × d}, row-major, finite, in the order in which they first appear; only read
 * @param m how many
 * @param counts how many rows equal each
 * @param of which of them each row is; empty where no two rows are equal, and each row is its own
 */
record DistinctRows(double[] x, int m, int d, int[] counts, int[] of) {
    /** @param x {@code n × d}, row-major, finite; kept where no two rows are equal */
    static DistinctRows of(double[] x, int n, int d) {
        int mask = Integer.highestOneBit(Math.max(4, Math.min(n, 1 << 28))) * 4 - 1;
        int[] table = new int[mask + 1];
        Arrays.fill(table, -1);
        int[] of = new int[n];
        int[] first = new int[n];
        int[] counts = new int[n];
        int m = 0;
        for (int row = 0; row < n; row++) {
            int slot = hash(x, row * d, d) & mask;
            while (table[slot] >= 0 && !equal(x, first[table[slot]] * d, row * d, d)) {
                slot = (slot + 1) & mask;
            }
            if (table[slot] < 0) {
                table[slot] = m;
                first[m++] = row;
            }
            of[row] = table[slot];
            counts[of[row]]++;
        }
        if (m == n) {
            return new DistinctRows(x, n, d, counts, new int[0]);
        }
        double[] distinct = new double[m * d];
        for (int u = 0; u < m; u++) {
            System.arraycopy(x, first[u] * d, distinct, u * d, d);
        }
        return new DistinctRows(distinct, m, d, Arrays.copyOf(counts, m), of);
    }

    /** How many rows there were. */
    int rows() {
        return of.length == 0 ? m : of.length;
    }

    /** Which of the different ones a row is. */
    int at(int row) {
        return of.length == 0 ? row : of[row];
    }

    /** A value of each different row, row by row. */
    double[] expand(double[] values) {
        double[] all = new double[rows()];
        Arrays.setAll(all, row -> values[at(row)]);
        return all;
    }

    /** As above. */
    int[] expand(int[] values) {
        int[] all = new int[rows()];
        Arrays.setAll(all, row -> values[at(row)]);
        return all;
    }

    private static boolean equal(double[] x, int a, int b, int d) {
        for (int j = 0; j < d; j++) {
            if (x[a + j] != x[b + j]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(double[] x, int from, int d) {
        long hash = 0;
        for (int j = 0; j < d; j++) {
            // Adding zero makes one of the two zeros, which are equal and have different bits.
            hash = (hash ^ Double.doubleToLongBits(x[from + j] + 0.0)) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 29;
        }
        return (int) (hash ^ (hash >>> 32));
    }
}
