// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The different ones among some rows, with how often each comes: hundreds of thousands of equal rows cost a strategy no
 * more than one with a weight. Arrays are only to be read.
 *
 * @param x {@code count × d}, row-major, in the order in which they first appear
 * @param count how many
 * @param weights how many rows equal each
 * @param of which of them each row is
 */
public record DistinctRows(double[] x, int count, int d, int[] weights, int[] of) {
    /** @param x {@code n × d}, row-major, finite; kept where no two rows are equal */
    public static DistinctRows of(double[] x, int n, int d) {
        return of(x, d, IntStream.range(0, n).toArray());
    }

    /**
     * @param x row-major, {@code d} values a row, finite; kept where it holds just the chosen rows and all of them differ
     * @param chosen the rows to look at, ascending
     */
    public static DistinctRows of(double[] x, int d, int[] chosen) {
        int n = chosen.length;
        int mask = Integer.highestOneBit(Math.max(4, Math.min(n, 1 << 28))) * 4 - 1;
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

    /** Whether no two rows are equal. */
    public boolean allDiffer() {
        return count == of.length;
    }

    /** A value of each different row, row by row. */
    public int[] expand(int[] values) {
        return Arrays.stream(of).map(row -> values[row]).toArray();
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
            hash = (hash ^ Double.doubleToRawLongBits(x[from + j] + 0.0)) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 29;
        }
        return (int) (hash ^ (hash >>> 32));
    }
}
