// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.nmf;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class NmfContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        return new NmfRecommender(Settings.defaults(NmfRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.ofEntries(
                Map.entry("factors", List.of(0, 1025)),
                Map.entry("iterations", List.of(0, 1001)),
                Map.entry("regularisation", List.of(-1, "NaN")),
                Map.entry("evidence", List.of("stars")));
    }
}
