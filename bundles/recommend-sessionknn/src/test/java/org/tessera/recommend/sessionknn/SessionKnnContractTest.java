// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.sessionknn;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class SessionKnnContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        return new SessionKnnRecommender(Settings.defaults(SessionKnnRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "neighbours", List.of(0, 10_001),
                "sample", List.of(0),
                "similarity", List.of("jaccard"),
                "idf", List.of("always"),
                "position", List.of("exponential"),
                "match", List.of(""),
                "after", List.of("yes"),
                "halflife", List.of(-1),
                "gap", List.of("NaN"),
                "items", List.of(0));
    }
}
