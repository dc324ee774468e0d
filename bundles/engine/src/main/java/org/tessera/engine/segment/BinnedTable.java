// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.data.FeatureTable.Categorical;
import org.tessera.api.data.FeatureTable.Column;
import org.tessera.api.data.FeatureTable.Numeric;

/**
 * Rows of a table with each value replaced by the number of its bin, so that the best split of a column is found in one
 * pass. A number falls into the first bin whose cut it does not exceed; cuts are round numbers between neighbours. A
 * level is its own bin, rare ones share the last.
 *
 * @param codes bins by column and row; {@link #MISSING} where there is no value
 */
record BinnedTable(List<Bins> columns, byte[][] codes, int rows) {
    static final int MISSING = 255;
    private static final int MOST = 250;

    /**
     * The bins of a column.
     *
     * @param count bins in use
     * @param cuts of a numeric column, one fewer than bins; empty for levels
     * @param levels codes of the levels that have a bin of their own; empty for numbers
     */
    record Bins(Column column, int count, double[] cuts, int[] levels) {
        boolean numeric() {
            return column instanceof Numeric;
        }

        /** How many ways there are to split: at each cut, or into one level and all others. */
        int splits() {
            return numeric() ? cuts.length : levels.length;
        }

        /** Whether a bin is on the left of a split. */
        boolean left(int bin, int split) {
            return numeric() ? bin <= split : bin == split;
        }
    }

    /** @param rows of the table, in the order in which they are numbered here */
    static BinnedTable of(FeatureTable table, int[] rows) {
        List<Bins> columns = new ArrayList<>();
        byte[][] codes = new byte[table.columns().size()][rows.length];
        for (int c = 0; c < codes.length; c++) {
            Column column = table.columns().get(c);
            columns.add(
                    column instanceof Categorical levels
                            ? levels(levels, rows, codes[c])
                            : numbers((Numeric) column, rows, codes[c]));
        }
        return new BinnedTable(columns, codes, rows.length);
    }

    int bin(int column, int row) {
        return codes[column][row] & 0xff;
    }

    private static Bins numbers(Numeric column, int[] rows, byte[] codes) {
        double[] sorted = Arrays.stream(rows)
                .mapToDouble(column::value)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double[] distinct = Arrays.stream(sorted).distinct().toArray();
        double[] cuts = distinct.length <= MOST ? between(distinct) : quantiles(sorted);
        for (int row = 0; row < codes.length; row++) {
            double value = column.value(rows[row]);
            int found = Arrays.binarySearch(cuts, value);
            codes[row] = (byte) (Double.isFinite(value) ? (found < 0 ? -found - 1 : found) : MISSING);
        }
        return new Bins(column, cuts.length + 1, cuts, new int[0]);
    }

    private static double[] between(double[] distinct) {
        return IntStream.range(0, Math.max(0, distinct.length - 1))
                .mapToDouble(k -> NumberText.roundest(distinct[k], distinct[k + 1]))
                .toArray();
    }

    /** Cuts near evenly spaced ranks, each moved to the roundest number close by. */
    private static double[] quantiles(double[] sorted) {
        double step = (double) sorted.length / MOST;
        return IntStream.range(1, MOST)
                .mapToDouble(k -> NumberText.roundest(sorted[(int) ((k - .5) * step)], sorted[(int) ((k + .5) * step)]))
                .sorted()
                .distinct()
                .filter(cut -> cut < sorted[sorted.length - 1])
                .toArray();
    }

    private static Bins levels(Categorical column, int[] rows, byte[] codes) {
        int[] counts = new int[column.levels().size()];
        for (int row : rows) {
            if (column.code(row) >= 0) {
                counts[column.code(row)]++;
            }
        }
        int[] frequent = IntStream.range(0, counts.length)
                .filter(level -> counts[level] > 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer level) -> -counts[level]))
                .limit(MOST)
                .mapToInt(Integer::intValue)
                .toArray();
        int[] bins = new int[counts.length];
        Arrays.fill(bins, frequent.length);
        for (int bin = 0; bin < frequent.length; bin++) {
            bins[frequent[bin]] = bin;
        }
        for (int row = 0; row < codes.length; row++) {
            int code = column.code(rows[row]);
            codes[row] = (byte) (code < 0 ? MISSING : bins[code]);
        }
        return new Bins(column, frequent.length + 1, new double[0], frequent);
    }
}
