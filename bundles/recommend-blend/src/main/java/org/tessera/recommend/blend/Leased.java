// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Something of another bundle that may go while it is used. Once retired it gives out no new lease, and after the last
 * one it is let go of, once, so that nothing here keeps the other bundle's classes. Safe for many threads.
 */
final class Leased<T> {
    private static final int RETIRED = 1 << 31;

    private final Consumer<T> onLetGo;
    private final AtomicInteger users = new AtomicInteger();
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile @Nullable T value;

    Leased(T value, Consumer<T> onLetGo) {
        this.value = value;
        this.onLetGo = onLetGo;
    }

    /** The right to use the value until closed; for one thread. */
    final class Lease implements AutoCloseable {
        private final T leased;
        private boolean closed;

        private Lease(T leased) {
            this.leased = leased;
        }

        T get() {
            return leased;
        }

        /** Whether the value is on its way out. */
        boolean retired() {
            return users.get() < 0;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                if (users.decrementAndGet() == RETIRED) {
                    letGo();
                }
            }
        }
    }

    /** A lease, or nothing once retired. */
    Optional<Lease> acquire() {
        while (true) {
            int now = users.get();
            if (now < 0) {
                return Optional.empty();
            }
            if (users.compareAndSet(now, now + 1)) {
                @Nullable T current = value;
                if (current == null) {
                    throw new IllegalStateException("leased out after it was let go of");
                }
                return Optional.of(new Lease(current));
            }
        }
    }

    /** Gives out no more leases. Does not wait; may be called again. */
    void retire() {
        if (users.getAndUpdate(now -> now | RETIRED) == 0) {
            letGo();
        }
    }

    /** Waits a while until nobody uses it any more. */
    void awaitGone(Duration atMost) throws InterruptedException {
        gone.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void letGo() {
        @Nullable T last = value;
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
