// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ParallelTest {
    private ExecutorService threads;

    @BeforeAll
    void open() {
        threads = Executors.newFixedThreadPool(4);
    }

    @AfterAll
    void close() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "0,1,1",
        "1,1,4",
        "7,3,1",
        "7,3,4",
        "8,4,4",
        "1000,1,4",
        "1000,7,4",
        "5,1000,4",
        "5,2147483647,2",
        "3,1,100"
    })
    void visitsEveryIndexOnce(int size, int grain, int parallelism) {
        AtomicIntegerArray visits = new AtomicIntegerArray(size);
        List<Integer> progress = new ArrayList<>();

        new Parallel(threads, parallelism)
                .ranges(
                        size,
                        grain,
                        () -> (from, to) -> {
                            assertThat(to - from).isBetween(1, grain);
                            IntStream.range(from, to).forEach(visits::incrementAndGet);
                        },
                        finished -> {
                            synchronized (progress) {
                                progress.add(finished);
                            }
                        });

        assertThat(IntStream.range(0, size).map(visits::get)).allMatch(n -> n == 1);
        assertThat(progress).hasSize(Parallel.rangeCount(size, grain)).doesNotHaveDuplicates();
        if (size > 0) {
            assertThat(progress).contains(size);
        }
    }

    @Test
    void worksOnSeveralThreadsAtOnceWithABodyForEach() {
        CyclicBarrier allFour = new CyclicBarrier(4);
        AtomicInteger bodies = new AtomicInteger();

        new Parallel(threads, 4)
                .ranges(
                        4,
                        1,
                        () -> {
                            bodies.incrementAndGet();
                            return (from, to) -> meet(allFour);
                        },
                        finished -> {});

        assertThat(bodies).hasValue(4);
    }

    @Test
    void keepsTheOrderOfPartialResults() {
        assertThat(new Parallel(threads, 3).map(50, k -> k * k))
                .isEqualTo(IntStream.range(0, 50).map(k -> k * k).boxed().toList());
        assertThat(Parallel.sequential().map(0, k -> k)).isEmpty();
    }

    @Test
    void doesNotWaitForHelpersThatNeverStart() {
        List<Runnable> stuck = new ArrayList<>();
        Executor busy = stuck::add;
        AtomicInteger sum = new AtomicInteger();

        new Parallel(busy, 8).ranges(100, 1, (from, to) -> sum.addAndGet(from));
        assertThat(sum).hasValue(4950);
        assertThat(stuck).hasSize(7);

        stuck.forEach(Runnable::run);
        assertThat(sum).as("late helpers do nothing").hasValue(4950);
    }

    @Test
    void doesTheWorkItselfWhenTheExecutorRejects() {
        Executor closed = task -> {
            throw new RejectedExecutionException("closed");
        };
        AtomicInteger sum = new AtomicInteger();
        new Parallel(closed, 2).ranges(100, 3, (from, to) -> sum.addAndGet(to - from));
        assertThat(sum).hasValue(100);
    }

    @Test
    void nestsOnASmallExecutor() {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            Parallel parallel = new Parallel(one, 4);
            AtomicInteger visits = new AtomicInteger();
            parallel.ranges(10, 1, (a, b) -> parallel.ranges(10, 1, (c, d) -> visits.incrementAndGet()));
            assertThat(visits).hasValue(100);
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void passesTheFirstFailureOnAndStopsTheOthers() {
        CountDownLatch failed = new CountDownLatch(1);
        AtomicInteger after = new AtomicInteger();
        IllegalStateException failure = new IllegalStateException("of a body");

        assertThatThrownBy(() -> new Parallel(threads, 2).ranges(1_000_000, 1, (from, to) -> {
                    if (from == 0) {
                        failed.countDown();
                        throw failure;
                    }
                    await(failed);
                    after.incrementAndGet();
                }))
                .isSameAs(failure);
        assertThat(after.get()).isLessThan(1_000_000 - 1);
    }

    @Test
    void isCancelledByItsWatcher() {
        AtomicInteger ranges = new AtomicInteger();
        assertThatThrownBy(() -> Parallel.sequential()
                        .ranges(100, 10, () -> (from, to) -> ranges.incrementAndGet(), finished -> {
                            if (finished == 30) {
                                throw new CancellationException("enough");
                            }
                        }))
                .isInstanceOf(CancellationException.class);
        assertThat(ranges).hasValue(3);
    }

    @Test
    void returnsOnlyAfterEveryPartHasEndedEvenWhenInterrupted() {
        CountDownLatch helperIn = new CountDownLatch(1);
        AtomicBoolean helperOut = new AtomicBoolean();
        Thread caller = Thread.currentThread();

        new Parallel(threads, 2).ranges(2, 1, (from, to) -> {
            if (Thread.currentThread() == caller) {
                await(helperIn);
            } else {
                helperIn.countDown();
                caller.interrupt();
                helperOut.set(true);
            }
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(helperOut).isTrue();
    }

    @Test
    void refusesImpossibleNumbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Parallel(threads, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Parallel.rangeCount(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Parallel.rangeCount(1, 0));
    }

    private static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the threads did not meet", e);
        }
    }
}
