// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Something that may go while it is used: a service or a model of a bundle. Every use holds a lease. Once retired it
 * gives out no new lease; when the last one is returned it is let go of, exactly once. Safe for many threads; a lease
 * costs two atomic updates.
 */
public final class Leased<T> {
    private static final int RETIRED = 1 << 31;

    private final Consumer<T> onLetGo;
    private final AtomicInteger state = new AtomicInteger();
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile @Nullable T value;

    /**
     * @param onLetGo called once, after the last use, on the thread that ends it
     */
    public Leased(T value, Consumer<T> onLetGo) {
        this.value = value;
        this.onLetGo = onLetGo;
    }

    /** The right to use the value until closed; to be closed on every path, and once. */
    public final class Lease implements AutoCloseable {
        private final T leased;
        private boolean closed;

        private Lease(T leased) {
            this.leased = leased;
        }

        public T get() {
            return leased;
        }

        /** Whether the value is on its way out, so that long work on it had better stop. */
        public boolean retired() {
            return state.get() < 0;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                if (state.decrementAndGet() == RETIRED) {
                    letGo();
                }
            }
        }
    }

    /** A lease, or nothing once retired. */
    public Optional<Lease> acquire() {
        while (true) {
            int users = state.get();
            if (users < 0) {
                return Optional.empty();
            }
            if (state.compareAndSet(users, users + 1)) {
                @Nullable T current = value;
                if (current == null) {
                    throw new IllegalStateException("leased out after it was let go of");
                }
                return Optional.of(new Lease(current));
            }
        }
    }

    /** Gives out no more leases; lets go at once or with the last lease. Does not wait; may be called again. */
    public void retire() {
        int before = state.getAndUpdate(users -> users | RETIRED);
        if (before == 0) {
            letGo();
        }
    }

    /**
     * Waits until nobody uses a retired value any more.
     *
     * @return whether that came to be within the time
     */
    public boolean awaitGone(Duration atMost) throws InterruptedException {
        return gone.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void letGo() {
        @Nullable T last = value;
        // A retired lease must not keep the class loader of its value alive.
        value = null;
        try {
            if (last != null) {
                onLetGo.accept(last);
            }
        } finally {
            gone.countDown();
        }
    }
}
