// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.transitions;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class TransitionsContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        return new TransitionsRecommender(Settings.defaults(TransitionsRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "steps", List.of(0, 1001),
                "distance", List.of(-1),
                "across", List.of(1.1),
                "halflife", List.of(-1, "NaN"),
                "popularity", List.of(2),
                "shrinkage", List.of(-0.1),
                "neighbours", List.of(0),
                "fade", List.of("NaN", 1.5),
                "items", List.of(0));
    }
}
