// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.itemknn;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class ItemKnnContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        return new ItemKnnRecommender(Settings.defaults(ItemKnnRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "similarity", List.of("euclidean"),
                "neighbours", List.of(0),
                "lists", List.of("both"),
                "shrinkage", List.of(-0.5),
                "weighting", List.of("idf"),
                "evidence", List.of("stars"),
                "alpha", List.of(1.01),
                "beta", List.of("NaN"),
                "normalise", List.of("yes"));
    }
}
