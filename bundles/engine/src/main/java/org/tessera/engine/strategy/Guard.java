// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tessera.api.strategy.Progress;

/**
 * Calls into strategies on threads that are not the caller's, so that one that hangs keeps a thread of this pool and
 * never who asked. Idle threads end after some seconds, as what a strategy leaves on them keeps its classes. Safe for
 * many threads.
 */
public final class Guard implements AutoCloseable {
    private static final int MOST_THREADS = 256;
    private static final long IDLE_SECONDS = 5;
    private static final long LOOK_EVERY_MS = 50;

    private final QuickCalls quick = new QuickCalls(MOST_THREADS);
    private final ThreadPoolExecutor threads;
    private final Duration grace;

    /** @param grace how long a call that is to stop is waited for */
    public Guard(Duration grace) {
        this.grace = grace;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "tessera-training-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    thread.setContextClassLoader(Guard.class.getClassLoader());
                    return thread;
                });
    }

    /** A call that failed, in words: a throwable of a strategy would keep its class loader. */
    public static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        private final String words;

        Failure(String words) {
            super(words, null, false, false);
            this.words = words;
        }

        /** What went wrong. */
        public String words() {
            return words;
        }
    }

    /**
     * Calls with a time limit. A call that takes longer is interrupted and left to itself; what it returns later is lost.
     *
     * @param unasked run if the call is never begun
     * @throws Failure if it throws, takes too long, or cannot be begun as too many hang already
     */
    public <R> R call(Callable<R> call, Duration limit, Runnable unasked) throws Failure {
        return quick.call(call, limit, unasked);
    }

    /** Long work that is watched. */
    @FunctionalInterface
    public interface Work<R> {
        R run(Progress progress) throws Exception;
    }

    /**
     * Does long work, passing its progress on to {@code watcher} on the calling thread. When the watcher cancels it, or
     * the limit is over, the work is told so at its next report and interrupted after a while; if it still goes on, it is
     * left to itself.
     *
     * @param late gets a result that comes when nobody waits for it any more
     * @throws CancellationException if the watcher cancelled it
     * @throws Exception what the work threw; a {@link Failure} if it took too long
     */
    public <R> R work(Work<R> work, Duration limit, Progress watcher, Consumer<R> late) throws Exception {
        Watched watched = new Watched();
        Unclaimed<R> unclaimed = new Unclaimed<>(late);
        FutureTask<R> task = new FutureTask<>(() -> unclaimed.result(work.run(watched)));
        threads.execute(task);
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    return task.get(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    watched.pass(watcher);
                    if (System.nanoTime() - end > 0) {
                        throw new Failure("not done within " + limit.toSeconds() + " s");
                    }
                }
            }
        } catch (ExecutionException e) {
            throw cause(e) instanceof Exception thrown ? thrown : new Failure(text(cause(e)));
        } catch (CancellationException | InterruptedException | Failure e) {
            watched.stop();
            leave(task, unclaimed);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            }
            throw e;
        }
    }

    /** Waits a little for work that was told to stop, then interrupts it and goes. */
    private <R> void leave(FutureTask<R> task, Unclaimed<R> unclaimed) {
        try {
            task.get(grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It stopped, which is all that was wanted of it, or it is left to itself.
            task.cancel(true);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
        }
        unclaimed.leave();
    }

    /** A result that nobody waits for any more is handed on, once. */
    private static final class Unclaimed<R> {
        private final Consumer<R> late;
        private @Nullable R result;
        private boolean left;

        Unclaimed(Consumer<R> late) {
            this.late = late;
        }

        synchronized R result(R value) {
            if (left) {
                late.accept(value);
            } else {
                result = value;
            }
            return value;
        }

        synchronized void leave() {
            left = true;
            if (result != null) {
                late.accept(result);
                result = null;
            }
        }
    }

    /** Carries progress from the thread that works to the one that watches, and the wish to stop the other way. */
    private static final class Watched implements Progress {
        private record Step(String phase, long done, long total) {}

        private volatile Step latest = new Step("", 0, 0);
        private volatile boolean stopped;

        @Override
        public void report(String phase, long done, long total) {
            latest = new Step(phase, done, total);
            if (stopped) {
                throw new CancellationException("to stop");
            }
        }

        void pass(Progress watcher) {
            Step now = latest;
            watcher.report(now.phase(), now.done(), now.total());
        }

        void stop() {
            stopped = true;
        }
    }

    /** Calls that have not come back. */
    int underWay() {
        return quick.underWay() + threads.getActiveCount();
    }

    private static Throwable cause(ExecutionException e) {
        @Nullable Throwable cause = e.getCause();
        return cause == null ? e : cause;
    }

    static String text(Throwable thrown) {
        String name = thrown.getClass().getName();
        String message = thrown.getMessage();
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return message == null ? simple : simple + ": " + message;
    }

    @Override
    public void close() {
        quick.close();
        threads.shutdownNow();
    }
}
