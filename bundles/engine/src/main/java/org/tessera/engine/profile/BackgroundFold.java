// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.strategy.Jobs;
import org.tessera.api.strategy.Progress;

/** Folds as a job beside everything else, at most one at a time. Safe for many threads. */
final class BackgroundFold {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundFold.class);

    /** Bundles that start together are waited for, so that events are read once for all of them. */
    private static final long SETTLE_MS = 300;

    private final Jobs jobs;
    private final CatchUp catchUp;
    private final ProfilerRegistry registry;
    private final AtomicBoolean pending = new AtomicBoolean();
    private volatile Jobs.@Nullable Job<?> job;
    private volatile boolean stopped;

    BackgroundFold(Jobs jobs, CatchUp catchUp, ProfilerRegistry registry) {
        this.jobs = jobs;
        this.catchUp = catchUp;
        this.registry = registry;
    }

    /** In a moment. */
    void soon() {
        if (pending.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(SETTLE_MS, TimeUnit.MILLISECONDS).execute(this::start);
        }
    }

    /** At once. */
    void now() {
        if (pending.compareAndSet(false, true)) {
            start();
        }
    }

    private void start() {
        try {
            List<ProfilerSlot<?>> slots = registry.active();
            catchUp.look(slots);
            if (!stopped && catchUp.backlog(slots) > 0) {
                job = jobs.submit("portraits", this::fold);
                return;
            }
        } catch (RuntimeException e) {
            LOG.warn("portraits cannot be brought up to date: {}", e.toString());
        }
        pending.set(false);
    }

    private Integer fold(Progress progress) {
        List<ProfilerSlot<?>> slots = List.of();
        try {
            do {
                slots = registry.active();
                catchUp.run(slots, progress);
            } while (!slots.equals(registry.active()));
        } finally {
            pending.set(false);
        }
        if (!slots.equals(registry.active())) {
            // One came after the last look and found this under way.
            soon();
        }
        return slots.size();
    }

    /** Stops it; what is saved by then stays. */
    void stop() {
        stopped = true;
        Jobs.Job<?> last = job;
        if (last != null) {
            last.cancel();
        }
    }
}
