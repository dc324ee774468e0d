// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.slim;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class SlimContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        return new SlimRecommender(Settings.defaults(SlimRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "alpha", List.of(0, -1, "NaN"),
                "l1", List.of(-0.1, 1.1),
                "neighbours", List.of(0, 10_001),
                "positive", List.of("yes"),
                "tolerance", List.of(0, 1),
                "iterations", List.of(0),
                "evidence", List.of("stars"),
                "items", List.of(-1));
    }
}
