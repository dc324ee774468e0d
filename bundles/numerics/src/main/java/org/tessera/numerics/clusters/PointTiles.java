// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

import org.tessera.numerics.parallel.Parallel;

/**
 * Points in tiles, each of one cluster and column after column, so that distances of a row to a tile are loops over
 * neighbours in memory. The loops are as small as they are, with an offset into one array at most, because this is what
 * the JVM turns into vector instructions; larger ones take five times as long. Immutable and safe for many threads.
 */
final class PointTiles {
    /** Points of a tile: its distances and one column of it stay in the first cache. */
    static final int LENGTH = 256;

    final LabelledPoints points;

    /** Columns of one loop. */
    private static final int COLUMNS = 4;

    /** Where each tile begins in {@link LabelledPoints#order}; one more at the end. */
    final int[] starts;

    /** The cluster of each tile. */
    final int[] clusters;

    /** Columns with those of zeros that make them a multiple of {@link #COLUMNS}. */
    private final int width;

    private final double[] values;

    PointTiles(LabelledPoints points) {
        this.points = points;
        int count = 0;
        for (int c = 0; c < points.clusters(); c++) {
            count += Parallel.rangeCount(points.size(c), LENGTH);
        }
        starts = new int[count + 1];
        clusters = new int[count];
        width = Parallel.rangeCount(Math.max(1, points.dimensions), COLUMNS) * COLUMNS;
        values = new double[Math.multiplyExact(points.size(), width)];
        int tile = 0;
        for (int c = 0; c < points.clusters(); c++) {
            for (int from = points.starts[c]; from < points.starts[c + 1]; from += LENGTH) {
                starts[tile] = from;
                clusters[tile++] = c;
                pack(from, Math.min(from + LENGTH, points.starts[c + 1]));
            }
        }
        starts[count] = points.size();
    }

    private void pack(int from, int to) {
        int d = points.dimensions;
        for (int p = from; p < to; p++) {
            int row = points.order[p] * d;
            for (int j = 0; j < d; j++) {
                values[from * width + j * (to - from) + p - from] = points.data[row + j];
            }
        }
    }

    Comparison comparison() {
        return new Comparison();
    }

    int count() {
        return clusters.length;
    }

    /** Scratch for one thread. */
    final class Comparison {
        private final double[] row = new double[width];
        private final double[] squares = new double[LENGTH];

        /** The distances found last; the first ones count. */
        final double[] distances = new double[LENGTH];

        /** Sums of distances by place in the tile, see {@link #gain}. */
        final double[] gains = new double[LENGTH];

        private Comparison() {}

        /** Finds the distances of the point at {@code position} to those of a tile. */
        void compare(int position, int tile) {
            int d = points.dimensions;
            System.arraycopy(points.data, points.order[position] * d, row, 0, d);
            int length = starts[tile + 1] - starts[tile];
            int at = starts[tile] * width;
            setSquares(distances, at, length, 0);
            for (int j = COLUMNS; j < width; j += COLUMNS) {
                setSquares(squares, at + j * length, length, j);
                addTo(distances, squares, length);
            }
            for (int p = 0; p < length; p++) {
                distances[p] = Math.sqrt(distances[p]);
            }
        }

        private void setSquares(double[] sums, int at, int length, int column) {
            double x0 = row[column];
            double x1 = row[column + 1];
            double x2 = row[column + 2];
            double x3 = row[column + 3];
            int second = at + length;
            int third = second + length;
            int fourth = third + length;
            for (int p = 0; p < length; p++) {
                double a = values[at + p] - x0;
                double b = values[second + p] - x1;
                double c = values[third + p] - x2;
                double e = values[fourth + p] - x3;
                sums[p] = (a * a + b * b) + (c * c + e * e);
            }
        }

        /** Adds the first distances to the gains. */
        void gain(int length) {
            addTo(gains, distances, length);
        }

        /** The sum of the first distances. */
        double sum(int length) {
            // Eight at once, where one sum would wait for each addition.
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            double e = 0;
            double f = 0;
            double g = 0;
            double h = 0;
            int p = 0;
            for (; p + 7 < length; p += 8) {
                a += distances[p];
                b += distances[p + 1];
                c += distances[p + 2];
                d += distances[p + 3];
                e += distances[p + 4];
                f += distances[p + 5];
                g += distances[p + 6];
                h += distances[p + 7];
            }
            for (; p < length; p++) {
                a += distances[p];
            }
            return ((a + b) + (c + d)) + ((e + f) + (g + h));
        }

        private static void addTo(double[] sums, double[] values, int length) {
            for (int p = 0; p < length; p++) {
                sums[p] += values[p];
            }
        }
    }
}
