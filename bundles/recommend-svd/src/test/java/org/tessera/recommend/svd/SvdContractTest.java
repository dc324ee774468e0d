// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.svd;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RatingContract;

class SvdContractTest extends RatingContract {
    @Override
    protected Recommender recommender() {
        return new SvdRecommender(Settings.defaults(SvdRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "factors", List.of(0, 1_001, 2.5),
                "epochs", List.of(0, 1_001),
                "regularisation", List.of(0, -1, "NaN"),
                "bias_regularisation", List.of(0, "Infinity"));
    }
}
