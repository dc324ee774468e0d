// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeasedTest {
    private final AtomicInteger closed = new AtomicInteger();
    private final Leased<String> leased = new Leased<>("value", gone -> closed.incrementAndGet());

    @Test
    void isLetGoOfAfterTheLastLease() throws InterruptedException {
        Leased<String>.Lease first = leased.acquire().orElseThrow();
        Leased<String>.Lease second = leased.acquire().orElseThrow();
        leased.retire();
        assertThat(first.retired()).isTrue();
        assertThat(leased.acquire()).isEmpty();
        first.close();
        assertThat(closed).hasValue(0);
        assertThat(leased.awaitGone(Duration.ZERO)).isFalse();
        second.close();
        assertThat(closed).hasValue(1);
        assertThat(leased.awaitGone(Duration.ZERO)).isTrue();
    }

    @Test
    void isLetGoOfOnceHoweverOftenItIsRetiredOrClosed() {
        Leased<String>.Lease lease = leased.acquire().orElseThrow();
        lease.close();
        lease.close();
        leased.retire();
        leased.retire();
        assertThat(closed).hasValue(1);
    }

    @Test
    void isNeverUsedAfterItWasLetGoOf() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 200; round++) {
                AtomicBoolean gone = new AtomicBoolean();
                Leased<AtomicBoolean> one = new Leased<>(gone, g -> g.set(true));
                CountDownLatch go = new CountDownLatch(1);
                List<Future<Boolean>> users = new ArrayList<>();
                for (int t = 0; t < 3; t++) {
                    users.add(threads.submit(() -> {
                        go.await();
                        while (true) {
                            Optional<Leased<AtomicBoolean>.Lease> lease = one.acquire();
                            if (lease.isEmpty()) {
                                return true;
                            }
                            try (Leased<AtomicBoolean>.Lease held = lease.get()) {
                                if (held.get().get()) {
                                    return false;
                                }
                            }
                        }
                    }));
                }
                go.countDown();
                one.retire();
                for (Future<Boolean> user : users) {
                    assertThat(user.get()).isTrue();
                }
                assertThat(one.awaitGone(Duration.ofSeconds(10))).isTrue();
                assertThat(gone).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
