// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.measure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.strategy.Progress;

/** Measures strategies on held-out data without touching what serves. Safe for many threads. */
public interface Evaluations {
    /** In place of names: every recommender that is there. */
    String ALL = "all";

    /**
     * Where more than one strategy is asked for, those that cannot be trained are left out, and the board says why.
     *
     * @param strategies names; empty for the preferred one and those configured for the slot, {@link #ALL} for every one
     * @param settings by strategy name
     * @param k length of the lists
     * @param reference the strategy that the others are compared with; empty for the best
     * @throws org.tessera.api.TesseraException if a strategy is not there, the only one or every one cannot be trained, or
     *     one does not take the settings given for it
     */
    Leaderboard recommend(
            List<String> strategies,
            Map<String, ? extends Map<String, ?>> settings,
            Split split,
            int k,
            Optional<String> reference,
            long seed,
            Progress progress);

    /**
     * @param strategies names, empty for all that are there and can be trained on these customers
     * @param truth name of the trait that holds the true class, where there is one
     */
    ClusteringScores segment(
            List<String> strategies,
            Map<String, ? extends Map<String, ?>> settings,
            Optional<String> truth,
            long seed,
            Progress progress);

    /**
     * Trains recommenders on the side and scores them beside a champion on the same customers.
     *
     * @param champion empty for the preferred strategy
     * @param k length of the lists
     */
    Comparison compare(
            Optional<String> champion, List<String> challengers, Split split, int k, long seed, Progress progress);

    /** The newest leaderboard of recommenders that was computed in this home. */
    Optional<Leaderboard> latest();
}
