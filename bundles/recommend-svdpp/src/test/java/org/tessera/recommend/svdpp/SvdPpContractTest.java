// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.svdpp;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RatingContract;

class SvdPpContractTest extends RatingContract {
    @Override
    protected Recommender recommender() {
        return new SvdPpRecommender(Settings.defaults(SvdPpRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "factors", List.of(0, 1_001),
                "epochs", List.of(0),
                "learning_rate", List.of(0, 1),
                "penalty", List.of(-.1, 2),
                "bias_penalty", List.of(-.1, "NaN"),
                "regularisation", List.of(0),
                "bias_regularisation", List.of(0));
    }
}
