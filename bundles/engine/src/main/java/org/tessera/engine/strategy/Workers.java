// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;

/**
 * The threads that training runs on, as many as there are processors. Idle ones end soon, so that a thread local that a
 * strategy left behind does not keep its class loader for long. Safe for many threads.
 */
@Component(service = Workers.class)
public final class Workers {
    private static final long IDLE_SECONDS = 5;

    private final int parallelism = Runtime.getRuntime().availableProcessors();
    private final ThreadPoolExecutor threads;

    public Workers() {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                parallelism, parallelism, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "tessera-worker-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** What a strategy is trained with. */
    public TrainingContext context(long seed, Progress progress) {
        return new TrainingContext(seed, progress, threads, parallelism);
    }

    @Deactivate
    void stop() {
        threads.shutdownNow();
    }
}
