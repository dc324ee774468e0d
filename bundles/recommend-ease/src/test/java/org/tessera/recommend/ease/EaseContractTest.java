// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ease;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class EaseContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        return new EaseRecommender(Settings.defaults(EaseRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "l2", List.of(0, -1, "NaN", 1e10),
                "dropout", List.of(-0.1, 0.99),
                "evidence", List.of("stars"),
                "items", List.of(-1),
                "neighbours", List.of(-1, 2.5));
    }
}
