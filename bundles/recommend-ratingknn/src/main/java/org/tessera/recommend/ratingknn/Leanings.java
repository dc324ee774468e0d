// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ratingknn;

import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.ratings.RatingScale;

/**
 * Mean and standard deviation of the ratings of each row. Where there are none, or all are equal, those of all ratings
 * stand in.
 *
 * @param means of each row
 * @param deviations of each row, above 0
 * @param overall standard deviation of all ratings
 */
record Leanings(float[] means, float[] deviations, double overall) {
    static Leanings of(SparseMatrix rows, RatingScale scale) {
        double squares = 0;
        for (int p = 0; p < rows.size(); p++) {
            double difference = rows.value(p) - scale.mean();
            squares += difference * difference;
        }
        double overall = Math.sqrt(squares / rows.size());
        float[] means = new float[rows.rows()];
        float[] deviations = new float[rows.rows()];
        for (int row = 0; row < means.length; row++) {
            double[] ratings = new double[rows.size(row)];
            for (int k = 0; k < ratings.length; k++) {
                ratings[k] = rows.value(rows.start(row) + k);
            }
            One one = one(ratings, scale.mean(), overall);
            means[row] = (float) one.mean();
            deviations[row] = (float) one.deviation();
        }
        return new Leanings(means, deviations, overall);
    }

    /** Those of one row. */
    record One(double mean, double deviation) {}

    static One one(double[] ratings, double otherwise, double overall) {
        if (ratings.length == 0) {
            return new One(otherwise, overall);
        }
        double sum = 0;
        for (double rating : ratings) {
            sum += rating;
        }
        double mean = sum / ratings.length;
        double squares = 0;
        for (double rating : ratings) {
            squares += (rating - mean) * (rating - mean);
        }
        double deviation = Math.sqrt(squares / ratings.length);
        return new One(mean, deviation > 1e-9 ? deviation : overall);
    }
}
