// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.associations;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class AssociationsContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        return new AssociationsRecommender(Settings.defaults(AssociationsRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.ofEntries(
                Map.entry("basket", List.of("cart")),
                Map.entry("support", List.of(-0.1, 1.1, "NaN")),
                Map.entry("count", List.of(0)),
                Map.entry("length", List.of(1, 21)),
                Map.entry("confidence", List.of(1.5)),
                Map.entry("lift", List.of(-1)),
                Map.entry("measure", List.of("leverage")),
                Map.entry("combine", List.of("product")),
                Map.entry("gap", List.of(-1)),
                Map.entry("items", List.of(0)),
                Map.entry("sets", List.of(10)));
    }
}
