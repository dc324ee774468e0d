// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.strategy.Progress;

/** The newest survey, taken again when something has changed. Safe for many threads. */
final class Surveys {
    private static final Logger LOG = LoggerFactory.getLogger(Surveys.class);

    /** Customers that are looked at; with more a sample. Ranks of a sample of this size are right to a third of a percent. */
    private static final int MOST = 100_000;

    /** With at most so many customers a survey takes a moment. */
    private static final int FEW = 50_000;

    private static final double MUCH = 0.01;

    private final ColumnReader reader;
    private final CustomerDirectory customers;
    private final ThreadPoolExecutor thread;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile @Nullable Survey newest;

    Surveys(ColumnReader reader, CustomerDirectory customers) {
        this.reader = reader;
        this.customers = customers;
        this.thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread made = new Thread(work, "tessera-survey");
            made.setDaemon(true);
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    /** The survey of exactly that stamp. */
    synchronized Survey exact(Survey.Stamp stamp, List<ProfilerSlot<?>> ready, long now, Progress progress) {
        Survey known = newest;
        if (known == null || !known.stamp().equals(stamp)) {
            known = Survey.take(stamp, ready, reader, customers.size(), MOST, now, progress);
            newest = known;
        }
        return known;
    }

    /** A survey that differs by little, refreshed beside; an exact one where that is cheap or there is none. */
    Survey recent(Survey.Stamp stamp, List<ProfilerSlot<?>> ready, long now) {
        Survey known = newest;
        if (known != null && known.stamp().equals(stamp)) {
            return known;
        }
        boolean muchNew = known == null
                || Math.abs(stamp.events() - known.stamp().events())
                        > MUCH * known.stamp().events()
                || !known.stamp().slots().keySet().equals(stamp.slots().keySet());
        if (known == null || (muchNew && customers.size() <= FEW)) {
            return exact(stamp, ready, now, Progress.unwatched());
        }
        if (refreshing.compareAndSet(false, true)) {
            thread.execute(() -> refresh(stamp, ready, now));
        }
        return known;
    }

    private void refresh(Survey.Stamp stamp, List<ProfilerSlot<?>> ready, long now) {
        try {
            exact(stamp, ready, now, Progress.unwatched());
        } catch (CancellationException e) {
            LOG.debug("a survey of the customers was stopped");
        } catch (RuntimeException e) {
            LOG.warn("the customers cannot be surveyed: {}", e.toString());
        } finally {
            refreshing.set(false);
        }
    }

    void stop() {
        thread.shutdownNow();
    }
}
