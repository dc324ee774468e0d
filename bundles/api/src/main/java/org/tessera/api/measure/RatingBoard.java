// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.measure;

import java.util.List;

/**
 * How wrong strategies are that foretell ratings, on the same held-out ones.
 *
 * @param split how the data was divided, in words
 * @param ratings that were foretold
 * @param customers who gave them
 * @param rows lowest RMSE first
 */
public record RatingBoard(String split, int ratings, int customers, List<Row> rows) {
    /**
     * @param rmse root of the mean squared error, in stars
     * @param mae mean absolute error, in stars
     * @param coverage share of the ratings for which the model had evidence beyond what it says of anything unknown
     * @param trainSeconds training, start to end
     * @param predictMs mean time of one rating in ms
     */
    public record Row(
            String strategy, double rmse, double mae, double coverage, double trainSeconds, double predictMs) {}
}
