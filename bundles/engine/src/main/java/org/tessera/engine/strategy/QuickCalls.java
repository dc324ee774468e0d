// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands short calls to threads that are not the caller's and their answers back, quicker than a pool does. Both sides
 * look for each other for some microseconds, giving way to whoever wants to run, before they go to sleep: waking a
 * sleeping thread costs more than most answers. The thread that was busy last is used first, as it is likely awake.
 * Idle threads sleep, and end after some seconds, as what a strategy leaves on them keeps its classes. Safe for many
 * threads.
 */
final class QuickCalls implements AutoCloseable {
    /** How long a thread without work stays awake: about what an application needs between two questions. */
    private static final long AWAKE = TimeUnit.MICROSECONDS.toNanos(60);

    private static final long IDLE = TimeUnit.SECONDS.toNanos(5);

    private final int most;
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Worker> all = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** @param most threads at most */
    QuickCalls(int most) {
        this.most = most;
    }

    /** Calls with a time limit; as {@link Guard#call}. */
    <R> R call(Callable<R> call, Duration limit, Runnable unasked) throws Guard.Failure {
        Handover<R> handover = new Handover<>(call, unasked);
        if (closed || !give(handover)) {
            unasked.run();
            throw new Guard.Failure(closed ? "the engine stops" : most + " calls are under way");
        }
        return handover.await(limit);
    }

    /** Calls that have not come back. */
    int underWay() {
        return busy.get();
    }

    private boolean give(Handover<?> handover) {
        @Nullable Worker worker = idle.pollFirst();
        while (worker != null) {
            if (worker.take(handover)) {
                return true;
            }
            worker = idle.pollFirst();
        }
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            return false;
        }
        Worker fresh = new Worker(handover);
        all.add(fresh);
        fresh.start();
        return true;
    }

    @Override
    public void close() {
        closed = true;
        all.forEach(Thread::interrupt);
    }

    /** A thread that does one call after another. */
    private final class Worker extends Thread {
        /** The next call; this thread itself once it takes none any more. */
        private final AtomicReference<@Nullable Object> next;

        private volatile boolean asleep;

        Worker(Handover<?> first) {
            super("tessera-strategy-" + number.incrementAndGet());
            next = new AtomicReference<>(first);
            setDaemon(true);
            setContextClassLoader(QuickCalls.class.getClassLoader());
        }

        /** Gives it a call; false if it has just ended. */
        boolean take(Handover<?> handover) {
            if (!next.compareAndSet(null, handover)) {
                return false;
            }
            if (asleep) {
                LockSupport.unpark(this);
            }
            return true;
        }

        @Override
        public void run() {
            try {
                while (awaitNext() instanceof Handover<?> handover) {
                    busy.incrementAndGet();
                    handover.run(this::back);
                }
            } finally {
                all.remove(this);
                count.decrementAndGet();
            }
        }

        /** Free again before the caller hears of it, so that its next call finds this thread. */
        private void back() {
            busy.decrementAndGet();
            next.set(null);
            idle.addFirst(this);
        }

        @SuppressWarnings("ThreadPriorityCheck") // giving way is a courtesy; nothing depends on it
        private @Nullable Object awaitNext() {
            long start = System.nanoTime();
            while (true) {
                @Nullable Object given = next.get();
                if (given != null) {
                    return given;
                }
                long waited = System.nanoTime() - start;
                if (closed || waited > IDLE) {
                    if (next.compareAndSet(null, this)) {
                        idle.remove(this);
                    }
                } else if (waited < AWAKE) {
                    Thread.yield();
                } else {
                    asleep = true;
                    if (next.get() == null) {
                        LockSupport.parkNanos(this, IDLE);
                    }
                    asleep = false;
                }
            }
        }
    }
}
