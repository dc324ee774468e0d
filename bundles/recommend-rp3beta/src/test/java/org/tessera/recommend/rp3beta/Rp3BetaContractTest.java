// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.rp3beta;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class Rp3BetaContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        return new Rp3BetaRecommender(Settings.defaults(Rp3BetaRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "alpha", List.of(-0.1, 2.1, "NaN"),
                "beta", List.of(-0.1, 2.1, "NaN"),
                "neighbours", List.of(0, 10_001),
                "lists", List.of("both"),
                "evidence", List.of("stars"),
                "normalise", List.of("yes"));
    }
}
