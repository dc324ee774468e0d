// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.tessera.numerics.clusters.DistinctRows;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;

/**
 * Puts a row where the point nearest to it is: for Ward the means of the groups, for the others the rows the tree was
 * grown of, each of which so gets the group it is in. Of equally near ones the first decides. Immutable and safe for many
 * threads.
 */
final class Assigner {
    private final double[] points;
    private final int d;
    private final int[] numbers;
    private final RowBlocks blocks;

    /**
     * @param points row-major with {@code d} columns
     * @param numbers of the group of each point
     */
    private Assigner(double[] points, int d, int[] numbers) {
        this(points, d, numbers, blocks(points, d, numbers.length));
    }

    private Assigner(double[] points, int d, int[] numbers, RowBlocks blocks) {
        this.points = points;
        this.d = d;
        this.numbers = numbers;
        this.blocks = blocks;
    }

    private static RowBlocks blocks(double[] points, int d, int count) {
        return new RowBlocks(
                points, d, RowBlocks.order(points, d, IntStream.range(0, count).toArray()));
    }

    /** @param cut group of each distinct row, one of {@code k} */
    static Assigner of(Linkage linkage, DistinctRows rows, int[] cut, int k) {
        return linkage == Linkage.WARD
                ? new Assigner(
                        means(rows, cut, k), rows.d(), IntStream.range(0, k).toArray())
                : new Assigner(Arrays.copyOf(rows.x(), rows.count() * rows.d()), rows.d(), cut);
    }

    private static double[] means(DistinctRows rows, int[] cut, int k) {
        int d = rows.d();
        double[] means = new double[k * d];
        double[] sizes = new double[k];
        for (int i = 0; i < rows.count(); i++) {
            double weight = rows.weights()[i];
            sizes[cut[i]] += weight;
            for (int j = 0; j < d; j++) {
                // As the mean moves, sums do not grow and digits are kept.
                means[cut[i] * d + j] += (rows.x()[i * d + j] - means[cut[i] * d + j]) * weight / sizes[cut[i]];
            }
        }
        return means;
    }

    /** The rule, in words. */
    static String rule(Linkage linkage) {
        return linkage == Linkage.WARD ? "each to the nearest mean" : "each as the nearest row of the tree";
    }

    /** With other numbers for the groups. */
    Assigner renumbered(int[] renumbered) {
        return new Assigner(
                points,
                d,
                Arrays.stream(numbers).map(number -> renumbered[number]).toArray(),
                blocks);
    }

    /** Writes the groups of the rows {@code from..to} to their places. */
    void assign(double[] x, int from, int to, int[] labels) {
        double[] distances = new double[RowBlocks.WIDTH];
        for (int row = from; row < to; row++) {
            labels[row] = numbers[nearest(x, row * d, distances)];
        }
    }

    private int nearest(double[] x, int at, double[] distances) {
        int first = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int block = 0; block < blocks.blocks() && least > 0; block++) {
            double gap = blocks.gap(block, x, at, least);
            if (gap < least) {
                least = gap;
                first = block;
            }
        }
        double best = Double.POSITIVE_INFINITY;
        int nearest = 0;
        for (int step = -1; step < blocks.blocks(); step++) {
            int block = step < 0 ? first : step;
            if (step == first || blocks.beyond(block, x, at, best)) {
                continue;
            }
            blocks.distances(block, x, at, distances);
            for (int s = 0; s < blocks.count(block); s++) {
                int id = blocks.id(block, s);
                if (distances[s] < best || (distances[s] == best && id < nearest)) {
                    best = distances[s];
                    nearest = id;
                }
            }
        }
        return nearest;
    }

    void write(ModelOutput out) throws IOException {
        out.writeDoubles(points);
        out.writeInts(numbers);
    }

    /** What {@link #write} has written, to be made an assigner of once the model has proved whole. */
    record Written(double[] points, int[] numbers) {
        static Written read(ModelInput in) throws IOException {
            return new Written(in.readDoubles(), in.readInts());
        }

        /**
         * @param d columns of the points
         * @param clusters the numbers are below
         */
        Assigner assigner(int d, int clusters) throws IOException {
            if (numbers.length == 0
                    || (long) numbers.length * d != points.length
                    || Arrays.stream(numbers).anyMatch(number -> number < 0 || number >= clusters)) {
                throw new IOException("this model is damaged: " + points.length + " values of " + numbers.length
                        + " points of " + d + " columns in " + clusters + " clusters");
            }
            return new Assigner(points, d, numbers);
        }
    }
}
