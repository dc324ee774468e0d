// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import java.nio.file.Path;
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
     * What a customer may want next.
     *
     * @throws org.tessera.api.TesseraException if the request names an item, category, segment or strategy that is not
     *     there, or there are no events
     */
    Recommendation recommend(RecommendationRequest request);

    /**
     * What a customer may want next, with everything else as configured. An unknown customer gets what is popular.
     *
     * @param customer external id
     * @param n how many at most
     * @param strategy a strategy to ask instead of the one that serves; it needs a model
     * @param why whether reasons are wanted
     */
    default Recommendation recommend(String customer, int n, Optional<String> strategy, boolean why) {
        return recommend(RecommendationRequest.forCustomer(customer)
                .n(n)
                .strategy(strategy.orElse(null))
                .why(why)
                .build());
    }

    /** Items most like an item, given by its external id. */
    Recommendation similar(String item, int n, Optional<String> strategy);

    /**
     * What to offer to a segment as a whole: what its customers, or an even sample of them, are recommended most, an
     * earlier place counting for more. The customer and the segment of the request are not looked at.
     *
     * @param segment number or name of a segment formed, or name of a rule segment
     */
    Recommendation recommendSegment(String segment, RecommendationRequest request, Progress progress);

    /**
     * Answers for all customers with events and writes them to a CSV file: {@code
     * customer,place,item,name,score,strategy}, in order of arrival of the customers. The file is there whole or not at
     * all. The customer of the request is not looked at.
     *
     * @param segment only customers of this segment
     * @return how many customers it holds
     */
    int recommendAll(Path file, Optional<String> segment, RecommendationRequest request, Progress progress);

    /**
     * Writes what was shown by chance, and with which propensities, to a CSV file, to judge other strategies by it.
     *
     * @return number of lines, one for each place of each answer
     */
    long exportExploration(Path file);

    /** Forgets what was shown to a customer by chance. */
    void forgetExploration(String customer);
}
