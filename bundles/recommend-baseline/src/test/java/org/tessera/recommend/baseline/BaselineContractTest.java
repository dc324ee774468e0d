// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.baseline;

import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.RatingContract;

class BaselineContractTest extends RatingContract {
    @Override
    protected Recommender recommender() {
        return new BaselineRecommender(Settings.defaults(BaselineRecommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "method", List.of("ridge"),
                "epochs", List.of(0, 1_001),
                "item_regularisation", List.of(-1, "NaN"),
                "customer_regularisation", List.of(-1, "Infinity"),
                "learning_rate", List.of(0, 1),
                "penalty", List.of(-.1, 2));
    }

    /** Everybody gets the same order. */
    @Override
    protected boolean isPersonal() {
        return false;
    }
}
