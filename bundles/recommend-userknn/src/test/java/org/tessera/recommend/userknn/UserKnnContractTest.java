// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.userknn;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class UserKnnContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        return new UserKnnRecommender(Settings.defaults(UserKnnRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "similarity", List.of("euclidean"),
                "neighbours", List.of(10_001),
                "shrinkage", List.of("Infinity"),
                "weighting", List.of(""),
                "evidence", List.of("stars"),
                "locality", List.of(-1, 10.5, "NaN"),
                "alpha", List.of(1.01),
                "beta", List.of("NaN"));
    }
}
