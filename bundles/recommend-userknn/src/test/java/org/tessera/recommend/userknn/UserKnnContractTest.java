// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.userknn;

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
    protected Map<String, Object> wrongSettings() {
        return Map.of(
                "similarity", "tversky",
                "neighbours", 10_001,
                "shrinkage", "Infinity",
                "weighting", "",
                "evidence", "stars");
    }
}
