// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.puresvd;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class PureSvdContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        return new PureSvdRecommender(Settings.defaults(PureSvdRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.ofEntries(
                Map.entry("factors", List.of(0, 1025)),
                Map.entry("iterations", List.of(-1, 101)),
                Map.entry("evidence", List.of("stars")));
    }
}
