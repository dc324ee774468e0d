// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import java.util.Map;
import java.util.Optional;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Progress;

/** Trains the recommend slot and answers from it. Safe for many threads. */
public interface Recommendations {
    /**
     * Trains a strategy and lets its model serve.
     *
     * @param strategy name, or empty for the preferred one
     * @param settings for this model
     */
    ModelInfo train(Optional<String> strategy, Map<String, ?> settings, long seed, Progress progress);

    /**
     * What a customer may want next. An unknown customer gets what is popular.
     *
     * @param customer external id
     * @param n how many at most
     * @param strategy a strategy to ask instead of the one that serves; it needs a model
     * @param why whether reasons are wanted
     */
    Recommendation recommend(String customer, int n, Optional<String> strategy, boolean why);

    /** Items most like an item, given by its external id. */
    Recommendation similar(String item, int n, Optional<String> strategy);
}
