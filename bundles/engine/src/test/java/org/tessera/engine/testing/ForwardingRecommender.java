// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.testing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.TrainingContext;

/** Does something before it trains as another. */
public record ForwardingRecommender(Recommender other, Runnable before) implements Recommender {
    @Override
    public Map<String, Object> settings() {
        return other.settings();
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        before.run();
        return other.train(input, overrides, context);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return other.read(in);
    }
}
