// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps questions away from a strategy that fails again and again (the circuit breaker of Nygard, "Release it!", 2007).
 * After {@value #FAILURES} failures in a row it is open for a pause; then one question is let through, and its outcome
 * closes the breaker or opens it for twice as long. Safe for many threads; as long as nothing fails a question costs one
 * volatile read.
 */
final class Breaker {
    static final int FAILURES = 3;
    static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(5);
    static final long LONGEST_PAUSE = TimeUnit.MINUTES.toNanos(5);

    private final LongSupplier nanos;
    private volatile boolean sound = true;
    private int failures;
    private boolean open;
    private boolean probing;
    private long pause;
    private long until;
    private String last = "";

    Breaker(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether the strategy may be asked now. Whoever gets a yes says how it went. */
    boolean allows() {
        return sound || allowsAfterFailure();
    }

    private synchronized boolean allowsAfterFailure() {
        if (!open) {
            return true;
        }
        if (probing || nanos.getAsLong() - until < 0) {
            return false;
        }
        probing = true;
        return true;
    }

    void succeeded() {
        if (!sound) {
            close();
        }
    }

    private synchronized void close() {
        open = false;
        probing = false;
        failures = 0;
        pause = 0;
        last = "";
        sound = true;
    }

    /**
     * Notes a failure.
     *
     * @param why in words, without a reference to anything of the strategy
     * @return whether this opened the breaker
     */
    synchronized boolean failed(String why) {
        sound = false;
        failures++;
        last = why;
        boolean opens = probing || (!open && failures >= FAILURES);
        probing = false;
        if (opens) {
            open = true;
            pause = pause == 0 ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, pause * 2);
            until = nanos.getAsLong() + pause;
        }
        return opens;
    }

    /** The one that was let through has not been asked after all. */
    synchronized void unasked() {
        probing = false;
    }

    /** Why it is open, in words; empty while it is closed. */
    synchronized Optional<String> reason() {
        if (!open) {
            return Optional.empty();
        }
        long seconds = Math.max(0, TimeUnit.NANOSECONDS.toSeconds(until - nanos.getAsLong()));
        return Optional.of("failed " + failures + " times, the last time as " + last + "; asked again "
                + (seconds == 0 ? "now" : "in " + seconds + " s"));
    }
}
