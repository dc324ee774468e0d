// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.newest;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class NewestContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        return new NewestRecommender(Settings.defaults(NewestRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "halflife", List.of(0),
                "popularity", List.of(1.1),
                "prior", List.of(0),
                "oldest", List.of(-1),
                "by", List.of("segment"),
                "taste", List.of("NaN"));
    }

    @Override
    protected boolean isPersonal() {
        return false;
    }
}
