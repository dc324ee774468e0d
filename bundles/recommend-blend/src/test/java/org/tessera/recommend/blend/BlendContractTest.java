// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.recommend.itemknn.ItemKnnRecommender;
import org.tessera.recommend.popular.PopularRecommender;
import org.tessera.tck.RecommenderContract;

class BlendContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        Map<String, Recommender> parts = new LinkedHashMap<>();
        parts.put("itemknn", new ItemKnnRecommender(Settings.defaults(ItemKnnRecommender.Config.class)));
        parts.put("popular", new PopularRecommender(Settings.defaults(PopularRecommender.Config.class)));
        return BlendRecommender.of(Settings.defaults(BlendRecommender.Config.class), parts);
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "strategies", List.of("", " , ", "blend", "itemknn,blend"),
                "settings", List.of("neighbours=5", "itemknn.neighbours", "slim.alpha=1", "itemknn.alphas=1"),
                "method", List.of("vote"),
                "k", List.of(-1),
                "depth", List.of(0),
                "share", List.of(0, 0.95, "NaN"),
                "cutoff", List.of(0));
    }
}
