// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.popular;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class PopularContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        return new PopularRecommender(Settings.defaults(PopularRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "count", List.of("sales"),
                "halflife", List.of(-1),
                "by", List.of("city", ""),
                "zone", List.of("Mars/Olympus"),
                "shrinkage", List.of(-1, "NaN"),
                "taste", List.of(-0.1));
    }

    @Override
    protected boolean isPersonal() {
        return false;
    }
}
