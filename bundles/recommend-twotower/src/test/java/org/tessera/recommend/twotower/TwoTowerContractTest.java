// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class TwoTowerContractTest extends RecommenderContract {
    /** Enough for a shop of sixty items, and a fraction of the time. */
    static final Map<String, Object> SMALL = Map.of("factors", 16, "epochs", 10, "patience", 2);

    @Override
    protected Recommender recommender() {
        TwoTowerRecommender.Config defaults = Settings.defaults(TwoTowerRecommender.Config.class);
        return new TwoTowerRecommender(Settings.overlay(TwoTowerRecommender.Config.class, defaults, SMALL));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.ofEntries(
                Map.entry("factors", List.of(0, 513)),
                Map.entry("layers", List.of("0", "16,none", "1,2,3,4,5")),
                Map.entry("normalise", List.of(1.5)),
                Map.entry("dropout", List.of(1)),
                Map.entry("correction", List.of(-0.1)),
                Map.entry("rate", List.of(0)),
                Map.entry("regularisation", List.of("NaN")),
                Map.entry("batch", List.of(5000)),
                Map.entry("epochs", List.of(0)),
                Map.entry("patience", List.of(0)),
                Map.entry("words", List.of("some")),
                Map.entry("features", List.of(-1)),
                Map.entry("evidence", List.of("stars")));
    }
}
