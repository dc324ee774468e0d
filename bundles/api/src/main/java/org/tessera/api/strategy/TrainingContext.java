// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

import java.util.concurrent.Executor;

/**
 * What a strategy gets along with the data.
 *
 * @param seed for every random choice; the same seed on the same input gives the same model on any number of threads
 * @param progress to report to and to be cancelled by
 * @param executor runs parts of the work; owned by the caller, so nothing of a strategy stays on its threads
 * @param parallelism how many parts may usefully run at once, at least 1
 */
public record TrainingContext(long seed, Progress progress, Executor executor, int parallelism) {
    public TrainingContext {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1, got " + parallelism);
        }
    }

    /** On the caller's thread alone, unwatched. */
    public static TrainingContext sequential(long seed) {
        return new TrainingContext(seed, Progress.unwatched(), Runnable::run, 1);
    }
}
