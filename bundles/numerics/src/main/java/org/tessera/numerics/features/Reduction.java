// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.features;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is done to prepared columns last: some are left out, and the others may be turned into principal components.
 * Immutable and safe for many threads; arrays are only read.
 *
 * @param columns prepared columns there are before
 * @param kept places of those that are kept, ascending
 * @param mean of the kept columns; empty where they are not turned into components
 * @param directions components × kept columns, row-major, of unit length; empty likewise
 * @param describe in words, no line where nothing is done
 */
record Reduction(int columns, int[] kept, double[] mean, double[] directions, List<String> describe) {
    Reduction {
        describe = List.copyOf(describe);
    }

    /** Nothing is done to so many columns. */
    static Reduction none(int columns) {
        return new Reduction(columns, IntStream.range(0, columns).toArray(), new double[0], new double[0], List.of());
    }

    boolean doesNothing() {
        return kept.length == columns && mean.length == 0;
    }

    /** Columns that are left in the end. */
    int dimensions() {
        return mean.length == 0 ? kept.length : directions.length / kept.length;
    }

    List<String> names(List<String> before) {
        List<String> names = new ArrayList<>();
        for (int c = 0; c < dimensions(); c++) {
            names.add(mean.length == 0 ? before.get(kept[c]) : "component " + (c + 1));
        }
        return names;
    }

    /**
     * Reduces rows.
     *
     * @param x {@code rows × columns}, row-major
     * @param out receives {@code rows × dimensions()} from {@code at} on
     */
    void apply(double[] x, int rows, double[] out, int at) {
        int d = dimensions();
        for (int row = 0; row < rows; row++) {
            int from = row * columns;
            int to = at + row * d;
            if (mean.length == 0) {
                for (int c = 0; c < d; c++) {
                    out[to + c] = x[from + kept[c]];
                }
                continue;
            }
            for (int c = 0; c < d; c++) {
                double sum = 0;
                for (int j = 0; j < kept.length; j++) {
                    sum += (x[from + kept[j]] - mean[j]) * directions[c * kept.length + j];
                }
                out[to + c] = sum;
            }
        }
    }
}
