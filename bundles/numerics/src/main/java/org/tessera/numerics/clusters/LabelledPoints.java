// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Points with the cluster each belongs to: what the internal measures are computed on. Rows with a negative label are
 * noise and left out. Clusters may be numbered in any way; numbers that no row has do not count. Immutable (the array of
 * points is not copied) and safe for many threads.
 */
public final class LabelledPoints {
    /** Row-major, all rows. */
    final double[] data;

    final int rows;
    final int dimensions;

    /** Rows that belong to a cluster, cluster after cluster. */
    final int[] order;

    /** Where each cluster begins in {@link #order}; one more at the end. */
    final int[] starts;

    private LabelledPoints(double[] data, int rows, int dimensions, int[] order, int[] starts) {
        this.data = data;
        this.rows = rows;
        this.dimensions = dimensions;
        this.order = order;
        this.starts = starts;
    }

    /**
     * @param rowMajor {@code rows × dimensions}; must not change afterwards
     * @param labels cluster of each row, negative for noise
     */
    public static LabelledPoints of(double[] rowMajor, int rows, int dimensions, int[] labels) {
        if ((long) rows * dimensions != rowMajor.length) {
            throw new IllegalArgumentException(
                    rows + " rows of " + dimensions + " dimensions are not " + rowMajor.length + " values");
        }
        if (labels.length != rows) {
            throw new IllegalArgumentException(labels.length + " labels for " + rows + " rows");
        }
        int[] present =
                Arrays.stream(labels).filter(l -> l >= 0).sorted().distinct().toArray();
        int[] starts = new int[present.length + 1];
        int[] cluster = new int[rows];
        for (int row = 0; row < rows; row++) {
            cluster[row] = labels[row] < 0 ? -1 : Arrays.binarySearch(present, labels[row]);
            if (cluster[row] >= 0) {
                starts[cluster[row] + 1]++;
            }
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = starts.clone();
        int[] order = new int[starts[present.length]];
        for (int row = 0; row < rows; row++) {
            if (cluster[row] >= 0) {
                order[next[cluster[row]]++] = row;
            }
        }
        return new LabelledPoints(rowMajor, rows, dimensions, order, starts);
    }

    /** Number of clusters. */
    public int clusters() {
        return starts.length - 1;
    }

    /** Number of points that belong to a cluster. */
    public int size() {
        return order.length;
    }

    int size(int cluster) {
        return starts[cluster + 1] - starts[cluster];
    }

    /**
     * A part of the rows, noise included, drawn at random without repetition.
     *
     * @param count how many; all of them where there are not more
     */
    LabelledPoints sample(int count, long seed) {
        if (count >= rows) {
            return this;
        }
        int[] labels = new int[rows];
        Arrays.fill(labels, -1);
        for (int c = 0; c < clusters(); c++) {
            for (int p = starts[c]; p < starts[c + 1]; p++) {
                labels[order[p]] = c;
            }
        }
        int[] drawn = draw(rows, count, seed);
        double[] part = new double[count * dimensions];
        int[] partLabels = new int[count];
        for (int k = 0; k < count; k++) {
            System.arraycopy(data, drawn[k] * dimensions, part, k * dimensions, dimensions);
            partLabels[k] = labels[drawn[k]];
        }
        return of(part, count, dimensions, partLabels);
    }

    /** Places {@code 0 <= p < size} without repetition, ascending: the head of a Fisher-Yates shuffle. */
    static int[] draw(int size, int sample, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] positions = IntStream.range(0, size).toArray();
        for (int k = 0; k < sample; k++) {
            int other = random.nextInt(k, size);
            int kept = positions[other];
            positions[other] = positions[k];
            positions[k] = kept;
        }
        int[] drawn = Arrays.copyOf(positions, sample);
        Arrays.sort(drawn);
        return drawn;
    }

    /** Means of the clusters, row-major {@code clusters × dimensions}. */
    double[] centroids() {
        double[] means = new double[clusters() * dimensions];
        for (int c = 0; c < clusters(); c++) {
            for (int p = starts[c]; p < starts[c + 1]; p++) {
                int at = order[p] * dimensions;
                for (int j = 0; j < dimensions; j++) {
                    means[c * dimensions + j] += data[at + j];
                }
            }
            for (int j = 0; j < dimensions; j++) {
                means[c * dimensions + j] /= size(c);
            }
        }
        return means;
    }

    static double squaredDistance(double[] a, int fromA, double[] b, int fromB, int dimensions) {
        double sum = 0;
        for (int j = 0; j < dimensions; j++) {
            double difference = a[fromA + j] - b[fromB + j];
            sum += difference * difference;
        }
        return sum;
    }
}
