// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.neumf;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class NeuMfContractTest extends RecommenderContract {
    /** Enough for a shop of sixty items, and a fraction of the time. */
    static final Map<String, Object> SMALL = Map.of("factors", 8, "layers", "16,8", "epochs", 10, "patience", 2);

    @Override
    protected Recommender recommender() {
        NeuMfRecommender.Config defaults = Settings.defaults(NeuMfRecommender.Config.class);
        return new NeuMfRecommender(Settings.overlay(NeuMfRecommender.Config.class, defaults, SMALL));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.ofEntries(
                Map.entry("factors", List.of(0, 513)),
                Map.entry("layers", List.of("", "0", "16,none", "1,2,3,4,5,6")),
                Map.entry("negatives", List.of(0)),
                Map.entry("normalise", List.of(1.5)),
                Map.entry("rate", List.of(0)),
                Map.entry("regularisation", List.of("NaN")),
                Map.entry("batch", List.of(-1)),
                Map.entry("epochs", List.of(0)),
                Map.entry("patience", List.of(0)),
                Map.entry("evidence", List.of("stars")));
    }
}
