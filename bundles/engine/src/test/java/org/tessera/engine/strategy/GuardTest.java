// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tessera.api.strategy.Progress;

class GuardTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(30);
    private final Guard guard = new Guard(SHORT);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        guard.close();
    }

    @Test
    void anAnswerComesBackFromAnotherThread() throws Exception {
        assertThat(guard.call(() -> Thread.currentThread().getName(), LONG, () -> {}))
                .startsWith("tessera-strategy-");
    }

    @Test
    void aFailureKeepsWordsOnly() {
        assertThatThrownBy(() -> guard.call(
                        () -> {
                            throw new IllegalStateException("no luck");
                        },
                        LONG,
                        () -> {}))
                .isInstanceOf(Guard.Failure.class)
                .hasMessage("IllegalStateException: no luck")
                .hasNoCause();
    }

    @Test
    void oneThatHangsIsLeftAndInterrupted() {
        CountDownLatch interrupted = new CountDownLatch(1);
        assertThatThrownBy(() -> guard.call(
                        () -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                            return 1;
                        },
                        SHORT,
                        () -> {}))
                .isInstanceOf(Guard.Failure.class)
                .hasMessageContaining("no answer within 50 ms");
        await().until(() -> interrupted.getCount() == 0);
    }

    @Test
    void workIsWatchedAndCancelledByItsReports() {
        AtomicInteger reports = new AtomicInteger();
        assertThatThrownBy(() -> guard.work(
                        progress -> {
                            for (long k = 0; ; k++) {
                                progress.report("counting", k, 0);
                            }
                        },
                        LONG,
                        (phase, done, total) -> {
                            if (reports.incrementAndGet() > 2) {
                                throw new CancellationException("enough");
                            }
                        },
                        late -> {}))
                .isInstanceOf(CancellationException.class)
                .hasMessage("enough");
        await().until(() -> guard.underWay() == 0);
    }

    @Test
    void workThatHearsNothingIsLeftAndItsResultHandedOn() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicReference<String> late = new AtomicReference<>();
        assertThatThrownBy(() -> guard.work(
                        progress -> {
                            boolean released = false;
                            while (!released) {
                                try {
                                    release.await();
                                    released = true;
                                } catch (InterruptedException e) {
                                    // it does not listen
                                }
                            }
                            return "too late";
                        },
                        SHORT,
                        Progress.unwatched(),
                        late::set))
                .isInstanceOf(Guard.Failure.class)
                .hasMessageContaining("not done within");
        assertThat(late.get()).isNull();
        release.countDown();
        await().until(() -> "too late".equals(late.get()));
    }

    @Test
    void whatTheWorkThrowsIsThrown() {
        assertThatThrownBy(() -> guard.work(
                        progress -> {
                            throw new IllegalArgumentException("wrong");
                        },
                        LONG,
                        Progress.unwatched(),
                        late -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong");
    }
}
