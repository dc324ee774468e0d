// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.content;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RecommenderContract;

class ContentContractTest extends RecommenderContract {
    @Override
    protected Recommender recommender() {
        return new ContentRecommender(Settings.defaults(ContentRecommender.Config.class));
    }

    /** What items are like is in the catalogue. */
    @Override
    protected boolean answersWithoutInteractions() {
        return true;
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.ofEntries(
                Map.entry("name", List.of(-1)),
                Map.entry("text", List.of(101)),
                Map.entry("categories", List.of("NaN")),
                Map.entry("attributes", List.of("much")),
                Map.entry("stopwords", List.of("yes")),
                Map.entry("stemming", List.of(1)),
                Map.entry("mincount", List.of(0)),
                Map.entry("maxshare", List.of(1.5)),
                Map.entry("terms", List.of(0)),
                Map.entry("profile", List.of(0)),
                Map.entry("halflife", List.of(-1)),
                Map.entry("evidence", List.of("stars")));
    }
}
