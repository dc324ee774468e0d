// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.tessera.numerics.clusters.DistinctRows;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.neighbours.KdTree;
import org.tessera.numerics.neighbours.NeighbourSearch;
import org.tessera.numerics.parallel.Parallel;

/**
 * Puts a row where the point nearest to it is: for Ward the means of the groups, for the others the rows the tree was
 * grown of, each of which so gets the group it is in. Of equally near ones the first decides. Immutable and safe for many
 * threads.
 */
final class Assigner {
    private final KdTree tree;
    private final int[] numbers;

    /**
     * @param tree of the points
     * @param numbers of the group of each point
     */
    private Assigner(KdTree tree, int[] numbers) {
        this.tree = tree;
        this.numbers = numbers;
    }

    private static Assigner of(double[] points, int d, int[] numbers) {
        return new Assigner(KdTree.of(points, numbers.length, d, Parallel.sequential()), numbers);
    }

    /** @param cut group of each distinct row, one of {@code k} */
    static Assigner of(Linkage linkage, DistinctRows rows, int[] cut, int k) {
        return linkage == Linkage.WARD
                ? of(means(rows, cut, k), rows.d(), IntStream.range(0, k).toArray())
                : of(Arrays.copyOf(rows.x(), rows.count() * rows.d()), rows.d(), cut);
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
                tree, Arrays.stream(numbers).map(number -> renumbered[number]).toArray());
    }

    /** Writes the groups of the rows {@code from..to} to their places. */
    void assign(double[] x, int from, int to, int[] labels) {
        NeighbourSearch search = tree.search();
        for (int row = from; row < to; row++) {
            search.nearest(x, row * tree.dimensions(), 1);
            labels[row] = numbers[search.row(0)];
        }
    }

    void write(ModelOutput out) throws IOException {
        out.writeDoubles(tree.points());
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
            return of(points, d, numbers);
        }
    }
}
