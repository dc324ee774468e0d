// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.RatingModel;
import org.tessera.api.strategy.Progress;

/**
 * Lets a model foretell ratings it has not seen and measures by how much it is wrong. Each question carries the
 * customer's training history. Immutable; safe for many threads.
 *
 * @param train what the model was trained on, weights being ratings
 * @param test ratings to foretell; of the same shape as {@code train}
 */
public record RatingEvaluator(Interactions train, Interactions test) {
    private static final int REPORT_EVERY = 64;
    private static final int EXPLAINED = 2_000;

    /**
     * What came out.
     *
     * @param rmse root of the mean squared error, in ratings; NaN where there was nothing to foretell
     * @param mae mean absolute error, in ratings
     * @param coverage share of the ratings for which the model has evidence beyond what it would say of anything unknown,
     *     from an even sample of 2,000
     * @param ratings number of ratings foretold
     * @param secondsEach mean time of one rating, in seconds
     */
    public record Result(double rmse, double mae, double coverage, int ratings, double secondsEach) {}

    /**
     * Asks the model for every rating, customer by customer.
     *
     * @throws IllegalStateException if the model foretells no number
     */
    public Result evaluate(RatingModel model, Progress progress) {
        SparseMatrix rows = test.byCustomer();
        double squared = 0;
        double absolute = 0;
        long nanos = 0;
        int explained = 0;
        int evident = 0;
        int step = Math.max(1, rows.size() / EXPLAINED);
        for (int customer = 0; customer < rows.rows(); customer++) {
            if (customer % REPORT_EVERY == 0) {
                progress.report("foretelling", customer, rows.rows());
            }
            if (rows.size(customer) == 0) {
                continue;
            }
            History history = train.history(customer);
            for (int p = rows.start(customer); p < rows.end(customer); p++) {
                long start = System.nanoTime();
                double foretold = model.predict(customer, history, rows.column(p));
                nanos += System.nanoTime() - start;
                if (!Double.isFinite(foretold)) {
                    throw new IllegalStateException("the model foretells the rating " + foretold + " of customer "
                            + customer + " for item " + rows.column(p));
                }
                double error = rows.value(p) - foretold;
                squared += error * error;
                absolute += Math.abs(error);
                if (p % step == 0) {
                    explained++;
                    Query query = new Query(customer, history, 1, ItemSet.all(), ItemSet.none());
                    evident += model.explain(query, rows.column(p)).isEmpty() ? 0 : 1;
                }
            }
        }
        double n = rows.size();
        return new Result(
                Math.sqrt(squared / n), absolute / n, evident / (double) explained, rows.size(), nanos / 1e9 / n);
    }
}
