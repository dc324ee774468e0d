// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.nets.Columns;
import org.tessera.numerics.parallel.Parallel;

/**
 * The loss of a batch: each customer is to tell the item of his pair from those of all other pairs. As popular items come
 * up more often among those, the logarithm of how often is taken off their scores (Yi and others 2019). Items that the
 * customer has are no counterexamples and are left out. Used again from batch to batch.
 */
final class Softmax {
    private static final int ROWS = 32;
    private static final int COLUMNS = 64;

    private final SparseMatrix pairs;
    private final float[] correction;
    private final int width;
    /** Scores, then derivatives: customers by items, and the same the other way round. */
    private final float[] scores;

    private final float[] turned;
    private final float[] rows;

    /**
     * @param correction what is taken off the score of each item
     * @param width of a vector
     * @param most pairs of a batch
     */
    Softmax(SparseMatrix pairs, float[] correction, int width, int most) {
        this.pairs = pairs;
        this.correction = correction;
        this.width = width;
        this.scores = new float[most * most];
        this.turned = new float[most * most];
        this.rows = new float[most * width];
    }

    /**
     * Works out derivatives of the loss.
     *
     * @param n pairs of the batch
     * @param customers of each pair, those of the same customer one after the other
     * @param items of each pair
     * @param weights what each pair counts for
     * @param u vectors of the customers: feature by feature, n each
     * @param v vectors of the items, likewise
     * @param du takes the derivatives by {@code u}
     * @param dv takes those by {@code v}
     */
    void run(
            int n,
            int[] customers,
            int[] items,
            float[] weights,
            float[] u,
            float[] v,
            float[] du,
            float[] dv,
            Parallel parallel) {
        for (int f = 0; f < width; f++) {
            for (int b = 0; b < n; b++) {
                rows[b * width + f] = u[f * n + b];
            }
        }
        parallel.ranges(
                n,
                ROWS,
                () -> {
                    boolean[] had = new boolean[pairs.columns()];
                    return (from, to) -> {
                        for (int b = from; b < to; b++) {
                            for (int c = 0; c < n; c++) {
                                scores[b * n + c] = -correction[items[c]];
                            }
                        }
                        Columns.addProduct(rows, from * width, to - from, width, v, 0, scores, from * n, n, n);
                        for (int b = from; b < to; b++) {
                            if (b == from || customers[b] != customers[b - 1]) {
                                mark(had, b == from ? -1 : customers[b - 1], false);
                                mark(had, customers[b], true);
                            }
                            derive(b, n, items, had, weights[b]);
                        }
                        mark(had, customers[to - 1], false);
                    };
                },
                finished -> {});
        parallel.ranges(n, COLUMNS, (from, to) -> {
            for (int c = 0; c < n; c++) {
                for (int b = from; b < to; b++) {
                    turned[c * n + b] = scores[b * n + c];
                }
            }
            for (int f = 0; f < width; f++) {
                Arrays.fill(du, f * n + from, f * n + to, 0f);
                Arrays.fill(dv, f * n + from, f * n + to, 0f);
            }
            Columns.addProduct(v, 0, width, n, turned, from, du, from, n, to - from);
            Columns.addProduct(u, 0, width, n, scores, from, dv, from, n, to - from);
        });
    }

    private void mark(boolean[] had, int customer, boolean mark) {
        if (customer >= 0) {
            for (int p = pairs.start(customer); p < pairs.end(customer); p++) {
                had[pairs.column(p)] = mark;
            }
        }
    }

    /** Turns the scores of a customer into derivatives: the chance of each item, less 1 for the right one. */
    private void derive(int b, int n, int[] items, boolean[] had, float weight) {
        int row = b * n;
        float highest = scores[row + b];
        for (int c = 0; c < n; c++) {
            if (c != b && had[items[c]]) {
                scores[row + c] = Float.NEGATIVE_INFINITY;
            }
            highest = Math.max(highest, scores[row + c]);
        }
        double sum = 0;
        for (int c = 0; c < n; c++) {
            float power = (float) Math.exp(scores[row + c] - highest);
            scores[row + c] = power;
            sum += power;
        }
        float scale = (float) (weight / sum);
        for (int c = 0; c < n; c++) {
            scores[row + c] *= scale;
        }
        scores[row + b] -= weight;
    }
}
