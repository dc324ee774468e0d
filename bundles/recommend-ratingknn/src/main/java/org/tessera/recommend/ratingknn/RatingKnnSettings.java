// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ratingknn;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.ratings.BiasFit;
import org.tessera.recommend.ratingknn.RatingKnnRecommender.Config;

/**
 * Checked settings.
 *
 * @param k how many neighbours that rated an item count
 * @param minK with fewer there is no evidence
 * @param candidates how many neighbours are looked at for all items together
 */
record RatingKnnSettings(By by, Variant variant, Likeness likeness, int k, int minK, int candidates, BiasFit biases) {
    private static final int EPOCHS = 10;

    /** Whose neighbours count. */
    enum By {
        CUSTOMERS,
        ITEMS
    }

    /** From what the ratings of neighbours are taken to deviate. */
    enum Variant {
        /** From nothing: ratings as they are. */
        BASIC,
        /** From the neighbour's mean. */
        MEANS,
        /** From the neighbour's mean, in the neighbour's standard deviations. */
        ZSCORE,
        /** From what the biases of customer and item let expect. */
        BASELINE
    }

    static RatingKnnSettings of(Config config) {
        return new RatingKnnSettings(
                Settings.choice(By.class, "by", config.by()),
                Settings.choice(Variant.class, "variant", config.variant()),
                new Likeness(
                        Settings.choice(Likeness.Measure.class, "similarity", config.similarity()),
                        Settings.inRange("shrinkage", config.shrinkage(), 0, 1e6),
                        Settings.inRange("min_support", config.min_support(), 1, 1_000_000)),
                Settings.inRange("k", config.k(), 1, 10_000),
                Settings.inRange("min_k", config.min_k(), 1, 10_000),
                Settings.inRange("candidates", config.candidates(), 1, 100_000),
                new BiasFit(
                        Settings.inRange("item_regularisation", config.item_regularisation(), 0, 1e6),
                        Settings.inRange("customer_regularisation", config.customer_regularisation(), 0, 1e6),
                        EPOCHS));
    }
}
