// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Rows sorted into the cells of a grid whose diagonal is just below eps: rows of one cell are neighbours of each other,
 * and all neighbours of a row are at most two cells away in every column. Only cells that have rows are kept, in the order
 * of their keys. Points of one column get a second one of zeros.
 */
final class Cells {
    /** From here on there are more cells around each than a tree would look at. */
    static final int MOST_DIMENSIONS = 3;

    private static final int REACH = 2;

    /** What a key has room for, and so few that rounding moves no row by a millionth of a cell. */
    private static final double MOST_ACROSS = 1 << 20;

    private static final double SHRINK = 1 - 1e-6;

    private static final int DIGIT = 11;

    /** Columns of {@link #points}, 2 or 3. */
    final int stride;

    /** Row of each position. */
    final int[] rows;

    /** Coordinates of each position, row-major. */
    final double[] points;

    /** First position of each cell, and the end of the last one. */
    final int[] starts;

    private final long[] keys;
    private final long[] deltas;
    private final double[] lower;
    private final double[] upper;

    private Cells(double[] x, int d, int[] rows, int[] starts, long[] keys, long[] deltas) {
        this.stride = Math.max(2, d);
        this.rows = rows;
        this.starts = starts;
        this.keys = keys;
        this.deltas = deltas;
        this.points = new double[rows.length * stride];
        for (int p = 0; p < rows.length; p++) {
            for (int j = 0; j < d; j++) {
                points[p * stride + j] = x[rows[p] * d + j];
            }
        }
        this.lower = new double[keys.length * stride];
        this.upper = new double[keys.length * stride];
        for (int c = 0; c < keys.length; c++) {
            for (int j = 0; j < stride; j++) {
                double least = Double.POSITIVE_INFINITY;
                double most = Double.NEGATIVE_INFINITY;
                for (int p = starts[c]; p < starts[c + 1]; p++) {
                    least = Math.min(least, points[p * stride + j]);
                    most = Math.max(most, points[p * stride + j]);
                }
                lower[c * stride + j] = least;
                upper[c * stride + j] = most;
            }
        }
    }

    /**
     * @param x {@code n × d}, row-major, {@code d} at most {@link #MOST_DIMENSIONS}
     * @return empty if the rows reach over too many cells
     */
    static Optional<Cells> of(double[] x, int n, int d, double eps) {
        double side = eps / Math.sqrt(d) * SHRINK;
        double[] least = new double[d];
        int[] bits = new int[d];
        for (int j = 0; j < d; j++) {
            double most = Double.NEGATIVE_INFINITY;
            least[j] = Double.POSITIVE_INFINITY;
            for (int i = j; i < n * d; i += d) {
                least[j] = Math.min(least[j], x[i]);
                most = Math.max(most, x[i]);
            }
            double across = (most - least[j]) / side;
            if (!(across < MOST_ACROSS - 2 * REACH - 2)) {
                return Optional.empty();
            }
            // Room for the cells around the outermost ones, so that no sum of a key and a delta wraps around.
            bits[j] = 32 - Integer.numberOfLeadingZeros((int) across + 2 * REACH + 1);
        }
        int[] shifts = new int[d];
        for (int j = d - 2; j >= 0; j--) {
            shifts[j] = shifts[j + 1] + bits[j + 1];
        }
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            long key = 0;
            for (int j = 0; j < d; j++) {
                key |= ((long) ((x[i * d + j] - least[j]) / side) + REACH) << shifts[j];
            }
            keys[i] = key;
        }
        int[] rows = sort(keys, shifts[0] + bits[0]);
        int[] starts = IntStream.concat(
                        IntStream.range(0, n).filter(p -> p == 0 || keys[p] != keys[p - 1]), IntStream.of(n))
                .toArray();
        long[] distinct = Arrays.stream(starts, 0, starts.length - 1)
                .mapToLong(p -> keys[p])
                .toArray();
        return Optional.of(new Cells(x, d, rows, starts, distinct, deltas(d, shifts)));
    }

    /** Sorts keys by their lowest bits, digit by digit, and returns where each was before; equal ones keep their order. */
    private static int[] sort(long[] keys, int bits) {
        int n = keys.length;
        int[] rows = IntStream.range(0, n).toArray();
        long[] otherKeys = new long[n];
        int[] otherRows = new int[n];
        for (int shift = 0; shift < bits; shift += DIGIT) {
            int[] places = new int[(1 << DIGIT) + 1];
            for (long key : keys) {
                places[(int) (key >>> shift & (1 << DIGIT) - 1) + 1]++;
            }
            for (int digit = 0; digit < 1 << DIGIT; digit++) {
                places[digit + 1] += places[digit];
            }
            for (int p = 0; p < n; p++) {
                int place = places[(int) (keys[p] >>> shift & (1 << DIGIT) - 1)]++;
                otherKeys[place] = keys[p];
                otherRows[place] = rows[p];
            }
            System.arraycopy(otherKeys, 0, keys, 0, n);
            System.arraycopy(otherRows, 0, rows, 0, n);
        }
        return rows;
    }

    /** Differences of keys to the middle of each line of cells, along the last column, around a cell; near ones first. */
    private static long[] deltas(int d, int[] shifts) {
        LongStream deltas = LongStream.of(0);
        for (int j = 0; j < d - 1; j++) {
            int shift = shifts[j];
            deltas = deltas.flatMap(
                    delta -> LongStream.rangeClosed(-REACH, REACH).map(step -> delta + (step << shift)));
        }
        return deltas.boxed()
                .sorted(Comparator.<Long>comparingLong(Math::abs).thenComparing(delta -> delta))
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** Number of cells that have rows. */
    int count() {
        return keys.length;
    }

    /** Number of rows of a cell. */
    int size(int cell) {
        return starts[cell + 1] - starts[cell];
    }

    double squared(int p, int q) {
        int a = p * stride;
        int b = q * stride;
        double u = points[a] - points[b];
        double v = points[a + 1] - points[b + 1];
        double sum = u * u + v * v;
        if (stride == 3) {
            double w = points[a + 2] - points[b + 2];
            sum += w * w;
        }
        return sum;
    }

    /** At most the squared distance of a position to any of a cell. */
    double minSquared(int p, int cell) {
        double sum = 0;
        for (int j = 0, b = cell * stride; j < stride; j++, b++) {
            double v = points[p * stride + j];
            double gap = Math.max(Math.max(lower[b] - v, v - upper[b]), 0);
            sum += gap * gap;
        }
        return sum;
    }

    /** At least the squared distance of a position to any of a cell. */
    double maxSquared(int p, int cell) {
        double sum = 0;
        for (int j = 0, b = cell * stride; j < stride; j++, b++) {
            double v = points[p * stride + j];
            double reach = Math.max(upper[b] - v, v - lower[b]);
            sum += reach * reach;
        }
        return sum;
    }

    /** At most the squared distance of any two positions of two cells. */
    double minSquaredOf(int cell, int other) {
        double sum = 0;
        for (int j = 0, a = cell * stride, b = other * stride; j < stride; j++, a++, b++) {
            double gap = Math.max(Math.max(lower[a] - upper[b], lower[b] - upper[a]), 0);
            sum += gap * gap;
        }
        return sum;
    }

    /** At least the squared distance of any two positions of two cells. */
    double maxSquaredOf(int cell, int other) {
        double sum = 0;
        for (int j = 0, a = cell * stride, b = other * stride; j < stride; j++, a++, b++) {
            double reach = Math.max(upper[a] - lower[b], upper[b] - lower[a]);
            sum += reach * reach;
        }
        return sum;
    }

    /** Finds the cells around others; those asked for must ascend. For one thread at a time. */
    final class Around {
        private final int[] pointers = new int[deltas.length];
        private final int[] found = new int[deltas.length * (2 * REACH + 1)];

        /** Returns how many cells other than itself may have neighbours of its rows. */
        int find(int cell) {
            int count = 0;
            for (int k = 0; k < deltas.length; k++) {
                long from = keys[cell] + deltas[k] - REACH;
                long to = from + 2 * REACH;
                int c = pointers[k];
                while (c < keys.length && keys[c] < from) {
                    c++;
                }
                pointers[k] = c;
                for (; c < keys.length && keys[c] <= to; c++) {
                    if (c != cell) {
                        found[count++] = c;
                    }
                }
            }
            return count;
        }

        int get(int i) {
            return found[i];
        }
    }
}
