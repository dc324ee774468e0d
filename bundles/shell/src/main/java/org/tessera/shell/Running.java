// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/**
 * The commands of a session that are under way, as Gogo runs them on threads of its own, and how they are cancelled. A
 * command's thread is interrupted only while it waits for a job: an interrupt in the middle of a query would make Java
 * close the database's file. Thread-safe.
 */
final class Running {
    private final Set<Thread> waiting = new HashSet<>();
    private int count;
    private boolean cancelled;

    /** @throws CancellationException if no command may begin any more */
    synchronized void begin() {
        if (cancelled) {
            throw new CancellationException("interrupted");
        }
        count++;
    }

    synchronized void end() {
        count--;
        notifyAll();
    }

    /** Runs what this thread may be interrupted in. */
    <R> R interruptibly(Callable<R> work) throws Exception {
        synchronized (this) {
            if (cancelled) {
                throw new InterruptedException();
            }
            waiting.add(Thread.currentThread());
        }
        try {
            return work.call();
        } finally {
            synchronized (this) {
                waiting.remove(Thread.currentThread());
                if (cancelled) {
                    Thread.interrupted(); // came too late to be of use
                }
            }
        }
    }

    /** Cancels what is under way and lets nothing begin. */
    synchronized void cancel() {
        cancelled = true;
        waiting.forEach(Thread::interrupt);
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Lets commands begin again. */
    synchronized void reset() {
        cancelled = false;
    }

    /** Waits until none is under way, or patience ends. */
    synchronized boolean awaitNone(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (count > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
