// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.job;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.strategy.JobInfo;
import org.tessera.api.strategy.JobInfo.State;
import org.tessera.api.strategy.Jobs;
import org.tessera.api.strategy.Progress;

/**
 * A job under way or over. Lets go of the work and hands out its result or failure once, so that nothing of a strategy
 * that has gone is kept.
 */
final class RunningJob<R> implements Jobs.Job<R>, Runnable, Progress {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);
    private static final long WATCH_EVERY_MS = 100;

    private final long id;
    private final String name;
    private final Instant started = Instant.now();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Jobs.@Nullable Work<R> work;
    private volatile boolean cancelled;
    private volatile Step step = new Step("", 0, 0);
    private volatile State state = State.RUNNING;
    private volatile Optional<Instant> finished = Optional.empty();
    private volatile String error = "";
    private volatile @Nullable R result;
    private volatile @Nullable Throwable failure;

    private record Step(String phase, long done, long total) {}

    RunningJob(long id, String name, Jobs.Work<R> work) {
        this.id = id;
        this.name = name;
        this.work = work;
    }

    void start() {
        Thread fresh = new Thread(this, "tessera-job-" + id);
        fresh.setDaemon(true);
        fresh.start();
    }

    long id() {
        return id;
    }

    boolean running() {
        return state == State.RUNNING;
    }

    boolean awaitOver(long seconds) throws InterruptedException {
        return over.await(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void report(String phase, long done, long total) {
        step = new Step(phase, done, total);
        if (cancelled || Thread.currentThread().isInterrupted()) {
            throw new CancellationException(name + " was cancelled");
        }
    }

    @Override
    public void run() {
        try {
            Jobs.@Nullable Work<R> todo = work;
            if (todo != null) {
                result = todo.run(this);
            }
            Step last = step;
            step = new Step(last.phase(), last.total(), last.total());
            end(State.DONE, "");
        } catch (CancellationException | InterruptedException e) {
            end(State.CANCELLED, "cancelled");
        } catch (Throwable e) {
            failure = e;
            if (!(e instanceof TesseraException)) {
                LOG.error("job {} ({}) failed", id, name, e);
            }
            end(State.FAILED, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private void end(State how, String why) {
        work = null;
        error = why;
        finished = Optional.of(Instant.now());
        state = how;
        over.countDown();
    }

    @Override
    public JobInfo info() {
        Step now = step;
        return new JobInfo(id, name, state, now.phase(), now.done(), now.total(), started, finished, error);
    }

    @Override
    public R await(Progress watcher) throws InterruptedException {
        while (!over.await(WATCH_EVERY_MS, TimeUnit.MILLISECONDS)) {
            Step now = step;
            watcher.report(now.phase(), now.done(), now.total());
        }
        if (state == State.CANCELLED) {
            throw new CancellationException(name + " was cancelled");
        }
        @Nullable Throwable thrown = failure;
        failure = null;
        if (thrown instanceof TesseraException e) {
            throw e;
        }
        if (state == State.FAILED) {
            TesseraException failed = new TesseraException(name + " failed: " + error, "see log/tessera.log");
            if (thrown != null) {
                failed.initCause(thrown);
            }
            throw failed;
        }
        @Nullable R done = result;
        result = null;
        if (done == null) {
            throw new IllegalStateException("the result of " + name + " was taken already");
        }
        return done;
    }

    @Override
    public void cancel() {
        // No interrupt: a thread interrupted in the middle of a write closes the database's file under everybody.
        cancelled = true;
    }
}
