// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.features;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.tessera.api.data.FeatureTable;

/**
 * What is known about the values of a numeric column, or of their signed logarithms.
 *
 * @param count values that are not missing
 * @param skewness third standardised moment, 0 where there is no variance
 */
record ColumnStatistics(int count, double min, double max, double mean, double deviation, double skewness) {
    /** Quantiles are taken from an even sample of at most this many rows. */
    private static final int QUANTILE_ROWS = 100_000;

    private static final int BLOCK = 1024;

    /** Counts, extremes and means of some columns, block by block, as neighbours share cache lines. */
    static ColumnStatistics[] ranges(FeatureTable.Numeric[] columns, int rows) {
        int d = columns.length;
        int[] count = new int[d];
        double[] min = new double[d];
        double[] max = new double[d];
        double[] sum = new double[d];
        Arrays.fill(min, Double.POSITIVE_INFINITY);
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        for (int from = 0; from < rows; from += BLOCK) {
            int to = Math.min(rows, from + BLOCK);
            for (int c = 0; c < d; c++) {
                FeatureTable.Numeric column = columns[c];
                int seen = 0;
                double low = min[c];
                double high = max[c];
                double blockSum = 0;
                for (int row = from; row < to; row++) {
                    double value = column.value(row);
                    if (!Double.isNaN(value)) {
                        if (value < low) {
                            low = value;
                        }
                        if (value > high) {
                            high = value;
                        }
                        blockSum += value;
                        seen++;
                    }
                }
                count[c] += seen;
                min[c] = low;
                max[c] = high;
                sum[c] += blockSum;
            }
        }
        ColumnStatistics[] statistics = new ColumnStatistics[d];
        for (int c = 0; c < d; c++) {
            statistics[c] = new ColumnStatistics(count[c], min[c], max[c], sum[c] / Math.max(1, count[c]), 0, 0);
        }
        return statistics;
    }

    /** All of it for one column. */
    static ColumnStatistics of(FeatureTable.Numeric column, int rows, double logScale) {
        int count = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            double value = NumberCode.logged(column.value(row), logScale);
            if (!Double.isNaN(value)) {
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
                count++;
            }
        }
        double mean = sum / Math.max(1, count);
        // Moments relative to the range, as cubes of large values leave the range of a double.
        double unit = Math.max(max - min, Double.MIN_NORMAL);
        double second = 0;
        double third = 0;
        for (int row = 0; row < rows; row++) {
            double value = NumberCode.logged(column.value(row), logScale);
            if (!Double.isNaN(value)) {
                double z = (value - mean) / unit;
                second += z * z;
                third += z * z * z;
            }
        }
        double variance = second / Math.max(1, count);
        double skewness = variance > 0 ? third / Math.max(1, count) / Math.pow(variance, 1.5) : 0;
        return new ColumnStatistics(count, min, max, mean, Math.sqrt(variance) * unit, skewness);
    }

    boolean constant() {
        return count == 0 || min == max;
    }

    /** Mean of the absolute values that are not 0: what is a usual amount. */
    static double usualAmount(FeatureTable.Numeric column, int rows) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            double value = Math.abs(column.value(row));
            if (value > 0) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? 1 : sum / count;
    }

    /** Whether a column has at least so many different values. */
    static boolean atLeastDifferent(FeatureTable.Numeric column, int rows, int different) {
        Set<Double> seen = new HashSet<>();
        for (int row = 0; row < rows && seen.size() < different; row++) {
            double value = column.value(row);
            if (!Double.isNaN(value)) {
                seen.add(value);
            }
        }
        return seen.size() >= different;
    }

    /** Values at {@code knots} equally spaced ranks, ascending, from the smallest to the largest. */
    static double[] quantiles(FeatureTable.Numeric column, int rows, double logScale, int knots) {
        int step = Math.max(1, rows / QUANTILE_ROWS);
        double[] values = new double[(rows + step - 1) / step];
        int n = 0;
        for (int row = 0; row < rows; row += step) {
            double value = NumberCode.logged(column.value(row), logScale);
            if (!Double.isNaN(value)) {
                values[n++] = value;
            }
        }
        Arrays.sort(values, 0, n);
        double[] quantiles = new double[n == 0 ? 0 : knots];
        for (int q = 0; q < quantiles.length; q++) {
            double place = (double) q * (n - 1) / (knots - 1);
            int below = (int) place;
            double rest = place - below;
            quantiles[q] = rest == 0 ? values[below] : values[below] * (1 - rest) + values[below + 1] * rest;
        }
        return quantiles;
    }
}
