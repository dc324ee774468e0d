// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;

/** The threads that a measurement may use. */
final class Workers implements AutoCloseable {
    private final int count;
    private final ExecutorService threads;

    /** @param count the calling thread included */
    Workers(int count) {
        this.count = count;
        this.threads = Executors.newFixedThreadPool(Math.max(1, count - 1), task -> {
            Thread thread = new Thread(task, "bench");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What a strategy is trained with. */
    TrainingContext context(long seed, Progress progress) {
        return new TrainingContext(seed, progress, threads, count);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
