// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck.remembering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.sample.CountingRecommender;
import org.tessera.tck.sample.Fault;

/** Remembers what it was trained with, for everybody and for ever. */
public final class RememberingRecommender extends CountingRecommender {
    private static final List<Map<String, ?>> SEEN = new ArrayList<>();

    public RememberingRecommender() {
        super(Fault.NONE);
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        SEEN.add(overrides);
        return super.train(input, overrides, context);
    }
}
