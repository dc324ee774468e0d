// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.als;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class AlsContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        return new AlsRecommender(Settings.defaults(AlsRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.ofEntries(
                Map.entry("factors", List.of(0, 1025)),
                Map.entry("iterations", List.of(0, 1001)),
                Map.entry("regularisation", List.of(0, -1, "NaN")),
                Map.entry("frequency", List.of(-.1, 2.1)),
                Map.entry("alpha", List.of(0, "Infinity")),
                Map.entry("evidence", List.of("stars")),
                Map.entry("solver", List.of("qr")),
                Map.entry("steps", List.of(0, 101)));
    }
}
