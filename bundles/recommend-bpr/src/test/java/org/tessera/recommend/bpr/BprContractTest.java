// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.bpr;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class BprContractTest extends RecommenderContract {
    /** Enough for a shop of sixty items, and a quarter of the time. */
    static final int EPOCHS = 15;

    @Override
    protected Recommender recommender() {
        BprRecommender.Config defaults = Settings.defaults(BprRecommender.Config.class);
        return new BprRecommender(Settings.overlay(BprRecommender.Config.class, defaults, Map.of("epochs", EPOCHS)));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.ofEntries(
                Map.entry("factors", List.of(0, 1025)),
                Map.entry("epochs", List.of(0, 10_001)),
                Map.entry("rate", List.of(0, 1.1, "NaN")),
                Map.entry("regularisation", List.of(-.1, 1.1)),
                Map.entry("candidates", List.of(0, 101)),
                Map.entry("popularity", List.of(-.1, 2.1)));
    }
}
