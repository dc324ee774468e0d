// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way to another thread, and its answer on the way back. Made by the thread that waits; {@link #run} by the
 * other one.
 */
final class Handover<R> {
    /** How long the answer is looked for before the caller sleeps: longer than a usual answer takes. */
    private static final long AWAKE = TimeUnit.MICROSECONDS.toNanos(150);

    private enum State {
        GIVEN,
        RUNNING,
        ANSWERED,
        FAILED,
        ABANDONED
    }

    private final Callable<R> call;
    private final Runnable unasked;
    private final Thread caller = Thread.currentThread();
    private final AtomicReference<State> state = new AtomicReference<>(State.GIVEN);
    private volatile boolean asleep;
    private @Nullable Thread worker;
    private @Nullable R answer;
    private String failure = "";

    /** @param unasked run if the call is never begun */
    Handover(Callable<R> call, Runnable unasked) {
        this.call = call;
        this.unasked = unasked;
    }

    /**
     * Does the call on this thread.
     *
     * @param ended run when it has come back, before the caller hears of it
     */
    void run(Runnable ended) {
        if (!begin()) {
            ended.run();
            unasked.run();
            return;
        }
        State outcome;
        try {
            answer = call.call();
            outcome = State.ANSWERED;
        } catch (Throwable e) {
            // As an object, what a strategy throws would keep its class loader.
            failure = Guard.text(e);
            outcome = State.FAILED;
        }
        ended.run();
        if (!state.compareAndSet(State.RUNNING, outcome)) {
            forgetInterrupt();
        } else if (asleep) {
            LockSupport.unpark(caller);
        }
    }

    private synchronized boolean begin() {
        worker = Thread.currentThread();
        return state.compareAndSet(State.GIVEN, State.RUNNING);
    }

    /** The caller has gone: its interrupt, which comes with the same lock held, must not reach the next call. */
    private synchronized void forgetInterrupt() {
        worker = null;
        Thread.interrupted();
    }

    /** Leaves the call to itself, interrupted; false if it has come back after all. */
    private synchronized boolean abandon() {
        if (state.compareAndSet(State.GIVEN, State.ABANDONED)) {
            return true;
        }
        if (!state.compareAndSet(State.RUNNING, State.ABANDONED)) {
            return false;
        }
        @Nullable Thread running = worker;
        if (running != null) {
            running.interrupt();
        }
        return true;
    }

    /** Waits for the answer; as {@link Guard#call}. */
    @SuppressWarnings("ThreadPriorityCheck") // giving way is a courtesy; nothing depends on it
    R await(Duration limit) throws Guard.Failure {
        long start = System.nanoTime();
        while (true) {
            State now = state.get();
            long waited = System.nanoTime() - start;
            if (now == State.ANSWERED) {
                return answer();
            } else if (now == State.FAILED) {
                throw new Guard.Failure(failure);
            } else if (waited < AWAKE) {
                Thread.yield();
            } else if (Thread.currentThread().isInterrupted()) {
                if (abandon()) {
                    throw new CancellationException("interrupted while a strategy was asked");
                }
            } else if (waited > limit.toNanos()) {
                if (abandon()) {
                    throw new Guard.Failure("no answer within " + limit.toMillis() + " ms");
                }
            } else {
                asleep = true;
                if (state.get() == now) {
                    LockSupport.parkNanos(this, limit.toNanos() - waited + 1);
                }
                asleep = false;
            }
        }
    }

    @SuppressWarnings("NullAway") // a call answers with null only where its type says so
    private R answer() {
        return answer;
    }
}
