// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import java.util.List;
import java.util.Map;

/**
 * How a strategy and its settings were chosen.
 *
 * @param reason why the pick was taken, in words; empty where nothing was chosen
 * @param rule by which it was taken, in words
 * @param customers that the candidates were tried on
 * @param candidates what was tried, the best first, those that failed last
 */
public record Choice(String reason, String rule, int customers, List<Candidate> candidates) {
    /** Nothing was chosen automatically. */
    public static final Choice NONE = new Choice("", "", 0, List.of());

    /**
     * A strategy with settings, and how it did. Figures that were not measured are NaN.
     *
     * @param settings that differ from those in force
     * @param clusters how many it found, noise not counted
     * @param stability mean adjusted Rand index of clusterings of bootstrap resamples with the one of the whole sample
     * @param silhouette mean over all customers, those in no cluster counted as 0, in a representation that is the same
     *     for all candidates
     * @param balance entropy of the sizes of the clusters over its largest value, 0..1
     * @param smallest share of the smallest cluster, 0..1
     * @param noise share of customers in no cluster, 0..1
     * @param score by which candidates are ranked
     * @param seconds that trying it took
     * @param picked whether it was taken
     * @param remark what keeps it from being taken; empty where nothing does
     */
    public record Candidate(
            String strategy,
            Map<String, Object> settings,
            int clusters,
            double stability,
            double silhouette,
            double balance,
            double smallest,
            double noise,
            double score,
            double seconds,
            boolean picked,
            String remark) {}
}
