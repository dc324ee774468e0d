// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.measure;

import java.util.List;
import java.util.Map;
import org.tessera.api.strategy.Progress;

/** Measures strategies that foretell ratings on held-out ones, without touching what serves. Safe for many threads. */
public interface RatingEvaluations {
    /**
     * Of several ratings of an item by a customer the newest counts.
     *
     * @param strategies names, empty for all that foretell ratings
     * @param settings by strategy name
     * @param split not from files, which hold no ratings
     * @throws org.tessera.api.TesseraException if there are too few ratings, or a strategy foretells none
     */
    RatingBoard evaluate(
            List<String> strategies,
            Map<String, ? extends Map<String, ?>> settings,
            Split split,
            long seed,
            Progress progress);
}
