// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ratingknn;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RatingContract;

class RatingKnnContractTest extends RatingContract {
    @Override
    protected Recommender recommender() {
        return new RatingKnnRecommender(Settings.defaults(RatingKnnRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "by", List.of("baskets"),
                "variant", List.of("slope"),
                "similarity", List.of("jaccard"),
                "shrinkage", List.of(-1, "NaN"),
                "min_support", List.of(0),
                "k", List.of(0, 10_001),
                "min_k", List.of(0),
                "candidates", List.of(0, 100_001),
                "item_regularisation", List.of(-1),
                "customer_regularisation", List.of("Infinity"));
    }
}
