// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.trending;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class TrendingContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        return new TrendingRecommender(Settings.defaults(TrendingRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "recent", List.of(0, "NaN"),
                "usual", List.of(0, 5, 40_000),
                "support", List.of(-1),
                "prior", List.of(0),
                "caution", List.of(11),
                "by", List.of("hour"),
                "shrinkage", List.of(-1),
                "taste", List.of(-1));
    }

    @Override
    protected boolean isPersonal() {
        return false;
    }
}
