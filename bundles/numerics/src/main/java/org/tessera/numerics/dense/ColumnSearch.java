// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import java.util.Arrays;

/**
 * Nearest points by plain loops over many rows side by side, which the JVM's compiler turns into vector instructions by
 * itself: no module, no boxed vectors, fast from the first tenths of a second on. A block of rows is turned into columns;
 * then, for a point after the other, four columns at a time are multiplied and added to the scores of the block. Scores
 * are those of {@link ScalarKernel} to the last bit, as they are fused and added up in the same order.
 *
 * <p>The form of the loops matters: the compiler makes vectors of a loop with one array that is written at the index it
 * reads the others at, and of few operations. With two points, eight columns or rows in one array it gives up (measured:
 * a third of the speed). For one thread at a time.
 */
final class ColumnSearch {
    static final int ROWS = 256;
    /** Columns that stay in the first-level cache while all points pass by. */
    private static final int CACHED = 16;

    private static final int STEP = 4;

    /** Points at a time, so that scratch memory and cache do not grow with their number. */
    private static final int POINTS = 128;

    private final int count;
    private final int dimensions;
    private final int padded;
    private final double[] coefficients;
    private final double[][] columns;
    private final double[][] scores;
    private final double[] low = new double[ROWS];
    private final double[] next = new double[ROWS];

    /**
     * @param coefficients for each point a constant and {@code padded(dimensions)} coefficients
     */
    ColumnSearch(int count, int dimensions, double[] coefficients) {
        this.count = count;
        this.dimensions = dimensions;
        this.padded = padded(dimensions);
        this.coefficients = coefficients;
        this.columns = new double[padded][ROWS];
        this.scores = new double[Math.min(count, POINTS)][ROWS];
    }

    /** Coefficients of a point: dimensions, filled up with zeros to whole steps. */
    static int padded(int dimensions) {
        return (dimensions + STEP - 1) / STEP * STEP;
    }

    /** As {@link PackedPoints.Search#nearest}. */
    void nearest(double[] x, int[] offsets, int from, int to, int[] nearest, double[] lowest, double[] second) {
        for (int f = from; f < to; f += ROWS) {
            int rows = Math.min(ROWS, to - f);
            turn(x, offsets, f, rows);
            Arrays.fill(lowest, f, f + rows, Double.POSITIVE_INFINITY);
            Arrays.fill(second, f, f + rows, Double.MAX_VALUE);
            for (int point = 0; point < count; point += POINTS) {
                int points = Math.min(POINTS, count - point);
                score(rows, point, points);
                Arrays.fill(low, 0, rows, Double.MAX_VALUE);
                Arrays.fill(next, 0, rows, Double.MAX_VALUE);
                for (int p = 0; p < points; p++) {
                    lowestTwo(rows, scores[p], low, next);
                }
                for (int i = 0; i < rows; i++) {
                    merge(i, f + i, point, points, nearest, lowest, second);
                }
            }
        }
    }

    /** Of equally near points the first one counts, so those of an earlier block. */
    private void merge(int row, int at, int point, int points, int[] nearest, double[] lowest, double[] second) {
        double found = low[row];
        if (found < lowest[at]) {
            second[at] = Math.min(Math.min(second[at], lowest[at]), next[row]);
            lowest[at] = found;
            nearest[at] = point + first(row, nearest[at] - point, points);
        } else {
            second[at] = Math.min(second[at], found);
        }
    }

    private void turn(double[] x, int[] offsets, int from, int rows) {
        int j = 0;
        for (; j + STEP <= dimensions; j += STEP) {
            double[] a = columns[j];
            double[] b = columns[j + 1];
            double[] c = columns[j + 2];
            double[] e = columns[j + 3];
            for (int i = 0; i < rows; i++) {
                int o = offsets[from + i] + j;
                a[i] = x[o];
                b[i] = x[o + 1];
                c[i] = x[o + 2];
                e[i] = x[o + 3];
            }
        }
        for (; j < dimensions; j++) {
            double[] a = columns[j];
            for (int i = 0; i < rows; i++) {
                a[i] = x[offsets[from + i] + j];
            }
        }
    }

    private void score(int rows, int point, int points) {
        int size = padded + 1;
        for (int p = 0; p < points; p++) {
            Arrays.fill(scores[p], 0, rows, coefficients[(point + p) * size]);
        }
        for (int block = 0; block < padded; block += CACHED) {
            int end = Math.min(padded, block + CACHED);
            for (int p = 0; p < points; p++) {
                for (int j = block; j < end; j += STEP) {
                    int o = (point + p) * size + 1 + j;
                    add(
                            rows,
                            scores[p],
                            columns[j],
                            columns[j + 1],
                            columns[j + 2],
                            columns[j + 3],
                            coefficients[o],
                            coefficients[o + 1],
                            coefficients[o + 2],
                            coefficients[o + 3]);
                }
            }
        }
    }

    private static void add(
            int rows,
            double[] sum,
            double[] a,
            double[] b,
            double[] c,
            double[] e,
            double pa,
            double pb,
            double pc,
            double pe) {
        for (int i = 0; i < rows; i++) {
            sum[i] = Math.fma(e[i], pe, Math.fma(c[i], pc, Math.fma(b[i], pb, Math.fma(a[i], pa, sum[i]))));
        }
    }

    private static void lowestTwo(int rows, double[] score, double[] low, double[] next) {
        for (int i = 0; i < rows; i++) {
            double s = score[i];
            double l = low[i];
            next[i] = Math.min(next[i], Math.max(l, s));
            low[i] = Math.min(l, s);
        }
    }

    /** The first of the points with the lowest score of a row: the guess where no other has it, too. */
    private int first(int row, int guess, int points) {
        double lowest = low[row];
        if (guess >= 0 && guess < points && scores[guess][row] == lowest && next[row] > lowest) {
            return guess;
        }
        for (int p = 0; p < points; p++) {
            if (scores[p][row] == lowest) {
                return p;
            }
        }
        return 0;
    }
}
