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
    private static final int FEATURES = 8;

    private final SparseMatrix pairs;
    private final float[] correction;
    private final int width;
    /** Scores, then derivatives: customers by items, and the same the other way round. */
    private final float[][] scores;

    private final float[][] turned;
    /** Vectors of the customers, one after the other; then those of both sides, feature by feature. */
    private final float[] rows;

    private final float[] uRows;
    private final float[] vRows;

    /**
     * @param correction what is taken off the score of each item
     * @param width of a vector
     * @param most pairs of a batch
     */
    Softmax(SparseMatrix pairs, float[] correction, int width, int most) {
        this.pairs = pairs;
        this.correction = correction;
        this.width = width;
        this.scores = new float[most][most];
        this.turned = new float[most][most];
        this.rows = new float[most * width];
        this.uRows = new float[most * width];
        this.vRows = new float[most * width];
    }

    /**
     * Works out derivatives of the loss.
     *
     * @param n pairs of the batch
     * @param customers of each pair, those of the same customer one after the other
     * @param items of each pair
     * @param weights what each pair counts for
     * @param u vectors of the customers: a block of n
     * @param v vectors of the items, likewise
     * @param du takes the derivatives by {@code u}
     * @param dv takes those by {@code v}
     */
    void run(
            int n,
            int[] customers,
            int[] items,
            float[] weights,
            float[][] u,
            float[][] v,
            float[][] du,
            float[][] dv,
            Parallel parallel) {
        for (int f = 0; f < width; f++) {
            System.arraycopy(u[f], 0, uRows, f * n, n);
            System.arraycopy(v[f], 0, vRows, f * n, n);
            for (int b = 0; b < n; b++) {
                rows[b * width + f] = u[f][b];
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
                                scores[b][c] = -correction[items[c]];
                            }
                        }
                        Columns.addProduct(rows, from * width, to - from, width, v, 0, scores, from, n);
                        for (int b = from; b < to; b++) {
                            if (b == from || customers[b] != customers[b - 1]) {
                                mark(had, b == from ? -1 : customers[b - 1], false);
                                mark(had, customers[b], true);
                            }
                            derive(scores[b], b, n, items, had, weights[b]);
                        }
                        mark(had, customers[to - 1], false);
                    };
                },
                finished -> {});
        parallel.ranges(n, ROWS, (from, to) -> {
            for (int b = 0; b < n; b++) {
                for (int c = from; c < to; c++) {
                    turned[c][b] = scores[b][c];
                }
            }
        });
        parallel.ranges(width, FEATURES, (from, to) -> {
            for (int f = from; f < to; f++) {
                Arrays.fill(du[f], 0, n, 0f);
                Arrays.fill(dv[f], 0, n, 0f);
            }
            Columns.addProduct(vRows, from * n, to - from, n, turned, 0, du, from, n);
            Columns.addProduct(uRows, from * n, to - from, n, scores, 0, dv, from, n);
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
    private static void derive(float[] row, int right, int n, int[] items, boolean[] had, float weight) {
        float highest = row[right];
        for (int c = 0; c < n; c++) {
            if (c != right && had[items[c]]) {
                row[c] = Float.NEGATIVE_INFINITY;
            }
            highest = Math.max(highest, row[c]);
        }
        double sum = 0;
        for (int c = 0; c < n; c++) {
            row[c] = (float) Math.exp(row[c] - highest);
            sum += row[c];
        }
        float scale = (float) (weight / sum);
        for (int c = 0; c < n; c++) {
            row[c] *= scale;
        }
        row[right] -= weight;
    }
}
