// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuickCallsTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final QuickCalls calls = new QuickCalls(4);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void everyCallerGetsTheAnswerToItsOwnQuestion() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int c = 0; c < 4; c++) {
                int caller = c;
                wrong.add(callers.submit(() -> {
                    int count = 0;
                    for (int k = 0; k < 5000; k++) {
                        int question = k * 4 + caller;
                        count += calls.call(() -> question + 1, LONG, () -> {}) == question + 1 ? 0 : 1;
                    }
                    return count;
                }));
            }
            for (Future<Integer> each : wrong) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isZero();
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(calls.underWay()).isZero();
    }

    @Test
    void theInterruptOfACallThatWasLeftNeverReachesTheNext() throws Exception {
        for (int round = 0; round < 50; round++) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1);
            try {
                calls.call(
                        () -> {
                            // Ends about when its caller gives up.
                            while (System.nanoTime() < end) {
                                Thread.onSpinWait();
                            }
                            return 1;
                        },
                        Duration.ofMillis(1),
                        () -> {});
            } catch (Guard.Failure e) {
                assertThat(e.words()).isEqualTo("no answer within 1 ms");
            }
            assertThat(calls.call(() -> Thread.currentThread().isInterrupted(), LONG, () -> {}))
                    .isFalse();
        }
    }

    @Test
    void whenAllHangTheNextIsRefusedAndTheyAreThereAgainLater() throws Exception {
        AtomicInteger interrupted = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        for (int k = 0; k < 4; k++) {
            assertThatThrownBy(() -> calls.call(() -> hang(release, interrupted), SHORT, () -> {}))
                    .isInstanceOf(Guard.Failure.class)
                    .hasMessage("no answer within 20 ms");
        }
        AtomicInteger unasked = new AtomicInteger();
        assertThatThrownBy(() -> calls.call(() -> 1, LONG, unasked::incrementAndGet))
                .isInstanceOf(Guard.Failure.class)
                .hasMessage("4 calls are under way");
        assertThat(unasked).hasValue(1);
        release.countDown();
        await().until(() -> calls.underWay() == 0);
        assertThat(interrupted).hasValue(4);
        await().untilAsserted(
                        () -> assertThat(calls.call(() -> 7, LONG, () -> {})).isEqualTo(7));
    }

    /** Goes on whatever interrupts it. */
    private static int hang(CountDownLatch release, AtomicInteger interrupted) {
        while (true) {
            try {
                release.await();
                return 1;
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
        }
    }

    @Test
    void aCallerThatIsInterruptedLeaves() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> calls.call(
                            () -> {
                                never.await();
                                return 1;
                            },
                            LONG,
                            () -> {}))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void whatIsClosedIsNotCalled() {
        calls.close();
        assertThatThrownBy(() -> calls.call(() -> 1, LONG, () -> {})).hasMessage("the engine stops");
    }
}
