// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.measure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.strategy.Progress;

/** Searches for the settings that suit the data. Safe for many threads. */
public interface Tunings {
    /** How settings are searched for. */
    enum Method {
        /** Each trial on all customers. */
        RANDOM,
        /** Many trials on few customers, the better ones again on more. */
        HALVING
    }

    /** Where the data comes from. */
    sealed interface Source {
        /**
         * The events in the store.
         *
         * @param split how data is kept back for the check at the end, and, of what remains, for the search
         */
        record Store(Split split) implements Source {}

        /** Pairs from a file, and others to check with at the end, which have no part in the search. */
        record PairFile(Path train, Optional<Path> test, double share) implements Source {}
    }

    /**
     * What is wanted.
     *
     * @param strategy name
     * @param k length of the lists
     * @param trials how many settings at most, the defaults among them
     * @param limit time after which no trial begins
     * @param fixed settings that are not searched
     * @param resume whether trials of an earlier search on the same data are taken over
     * @param save a file of settings by strategy, to which the best are added
     */
    record Request(
            String strategy,
            Source source,
            Metric metric,
            int k,
            Method method,
            int trials,
            Duration limit,
            Map<String, String> fixed,
            long seed,
            boolean resume,
            Optional<Path> save) {}

    /**
     * Tries settings of a recommender on a part of the data, checks the best on another, and trains a model with them on all
     * data, which answers for the strategy from then on.
     *
     * @throws org.tessera.api.TesseraException if the strategy has nothing to search, or every trial fails
     * @throws java.util.concurrent.CancellationException if cancelled; finished trials are kept for {@link Request#resume()}
     */
    Tuning recommend(Request request, Progress progress);
}
