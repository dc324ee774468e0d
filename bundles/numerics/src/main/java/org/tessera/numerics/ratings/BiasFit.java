// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ratings;

import java.util.function.IntConsumer;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.parallel.Parallel;

/**
 * Fits {@link Biases} by least squares with penalties, by turns for the items and the customers, or by steps along the
 * gradient (Koren, "Factor in the Neighbors", 2010, sections 2.1 and 3).
 *
 * @param itemRegularisation added to the number of ratings below the fraction of an item's bias
 * @param customerRegularisation likewise for a customer's
 * @param epochs how often all ratings are gone through
 */
public record BiasFit(double itemRegularisation, double customerRegularisation, int epochs) {
    private static final int GRAIN = 1 << 12;

    /**
     * By turns: biases of all items for given ones of the customers, then the other way round. Every bias is computed by
     * itself, so the result does not depend on the number of threads.
     *
     * @param watcher told after every epoch how many are done
     */
    public Biases alternating(Ratings ratings, Parallel parallel, IntConsumer watcher) {
        double mean = ratings.scale().mean();
        float[] items = new float[ratings.items()];
        float[] customers = new float[ratings.customers()];
        for (int epoch = 0; epoch < epochs; epoch++) {
            watcher.accept(epoch);
            turn(ratings.byItem(), customers, items, itemRegularisation, mean, parallel);
            turn(ratings.byCustomer(), items, customers, customerRegularisation, mean, parallel);
        }
        watcher.accept(epochs);
        return new Biases(ratings.scale(), items, counts(ratings), customerRegularisation);
    }

    private static void turn(
            SparseMatrix rows, float[] others, float[] own, double regularisation, double mean, Parallel parallel) {
        parallel.ranges(rows.rows(), GRAIN, (from, to) -> {
            for (int row = from; row < to; row++) {
                double sum = 0;
                for (int p = rows.start(row); p < rows.end(row); p++) {
                    sum += rows.value(p) - mean - others[rows.column(p)];
                }
                own[row] = rows.size(row) == 0 ? 0f : (float) (sum / (regularisation + rows.size(row)));
            }
        });
    }

    /**
     * By gradient descent, rating by rating in the order of customers and items: all ratings weigh the penalty, so it is
     * per rating, such as .02. On one thread; it costs a few nanoseconds per rating.
     *
     * @param rate length of a step, such as .005
     * @param penalty of each rating's biases
     * @param watcher told after every epoch how many are done
     */
    public Biases descending(Ratings ratings, double rate, double penalty, IntConsumer watcher) {
        SparseMatrix rows = ratings.byCustomer();
        double mean = ratings.scale().mean();
        float[] items = new float[ratings.items()];
        double[] customers = new double[ratings.customers()];
        for (int epoch = 0; epoch < epochs; epoch++) {
            watcher.accept(epoch);
            for (int customer = 0; customer < rows.rows(); customer++) {
                double bias = customers[customer];
                for (int p = rows.start(customer); p < rows.end(customer); p++) {
                    int item = rows.column(p);
                    double error = rows.value(p) - mean - bias - items[item];
                    bias += rate * (error - penalty * bias);
                    items[item] += (float) (rate * (error - penalty * items[item]));
                }
                customers[customer] = bias;
            }
        }
        watcher.accept(epochs);
        return new Biases(ratings.scale(), items, counts(ratings), customerRegularisation);
    }

    /** Number of ratings of each item. */
    public static int[] counts(Ratings ratings) {
        int[] counts = new int[ratings.items()];
        for (int item = 0; item < counts.length; item++) {
            counts[item] = ratings.byItem().size(item);
        }
        return counts;
    }
}
