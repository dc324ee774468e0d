// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.itemknn;

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
    protected Map<String, Object> wrongSettings() {
        return Map.of(
                "similarity", "euclidean",
                "neighbours", 0,
                "lists", "both",
                "shrinkage", -0.5,
                "weighting", "idf",
                "evidence", "stars",
                "alpha", 1.01,
                "beta", "NaN",
                "normalise", "yes");
    }
}
