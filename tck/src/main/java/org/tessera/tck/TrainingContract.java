// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.strategy.Model;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;

/**
 * What every strategy owes the engine while it trains, whatever its task: settings by name, the same model from the same
 * seed on any number of threads, progress, an end when it is cancelled, and nothing left behind.
 *
 * @param <T> what it is trained on
 * @param <M> its model
 */
public abstract class TrainingContract<T, M extends Model> extends ServiceContract {
    private static final int THREADS = 4;
    private static final int MOST_STOPS = 25;

    /** Enough for several parts of the work on each thread, and where training is slow, for two. */
    private static final int MANY = 5_000;

    private static final int ENOUGH = 1_250;
    private static final long SLOW_NANOS = 100_000_000;

    /** Only subclasses of this package, one for each task, extend this. */
    TrainingContract() {}

    /** For each setting that has bounds or a fixed choice, values that are wrong. */
    protected abstract Map<String, List<?>> wrongSettings();

    abstract Strategy<T, M> strategy();

    /** Settings to train on a sample with. */
    abstract Map<String, ?> sampleSettings();

    /** As above, for one input in particular. */
    Map<String, ?> sampleSettings(T input) {
        return sampleSettings();
    }

    /** A small input, the same every time. */
    abstract T sample();

    /** An input of so many customers. */
    abstract T sample(int customers);

    /** As above, such that small differences show. */
    T hardSample(int customers, long seed) {
        return sample(customers);
    }

    /** Asks a model all there is to ask, and asks a second one the same. */
    abstract void assertSameAnswers(M actual, M expected);

    /** One whole life: trains, asks, writes, reads back, asks again and closes. */
    @Override
    public final void exercise(Executor executor) throws IOException {
        try (M model = strategy()
                .train(
                        sample(1_000),
                        sampleSettings(),
                        new TrainingContext(1, Progress.unwatched(), executor, THREADS))) {
            assertThat(bytes(model)).isNotEmpty();
        }
        try (M model = train(sample(), 1);
                M back = strategy().read(Streams.of(bytes(model)))) {
            assertSameAnswers(back, model);
        }
    }

    @Test
    void describesItsSettings() {
        Map<String, Object> settings = strategy().settings();
        assertThat(settings).isEqualTo(strategy().settings()).allSatisfy((name, value) -> {
            assertThat(name).matches("[a-zA-Z][a-zA-Z0-9_]*");
            assertThat(value).isInstanceOfAny(Number.class, Boolean.class, String.class);
        });
        assertThat(settings.keySet()).containsAll(wrongSettings().keySet());
        try (M model = train(sample(), 1)) {
            assertThat(model.settings()).containsOnlyKeys(settings.keySet());
        }
        try (M model = strategy().train(sample(), Map.of(), TrainingContext.sequential(1))) {
            assertThat(model.settings()).isEqualTo(settings);
        }
    }

    @Test
    void takesSettingsOfACallAsText() {
        Map<String, Object> settings = strategy().settings();
        Map<String, Object> expected;
        try (M model = train(sample(), 1)) {
            expected = model.settings();
        }
        expected.forEach((name, value) -> {
            Map<String, Object> overrides = new LinkedHashMap<>(sampleSettings());
            overrides.put(name, value.toString());
            try (M model = strategy().train(sample(), overrides, TrainingContext.sequential(1))) {
                assertThat(model.settings()).as("with %s", name).isEqualTo(expected);
            }
        });
        // Those of a call are for that call alone.
        assertThat(strategy().settings()).isEqualTo(settings);
    }

    @Test
    void refusesUnknownSettingsBeforeAnyWork() {
        assertThatThrownBy(() -> strategy().train(sample(), Map.of("no_such_setting", 1), idle()))
                .isInstanceOfSatisfying(SettingException.class, failure -> {
                    assertThat(failure.setting()).isEqualTo("no_such_setting");
                    assertThat(failure.hint()).contains(strategy().settings().keySet());
                });
    }

    @Test
    void refusesWrongSettingsBeforeAnyWork() {
        wrongSettings()
                .forEach((name, values) -> values.forEach(value -> assertThatThrownBy(
                                () -> strategy().train(sample(), Map.of(name, value), idle()))
                        .as("%s = %s", name, value)
                        .isInstanceOfSatisfying(SettingException.class, failure -> {
                            assertThat(failure.setting()).isEqualTo(name);
                            assertThat(failure.hint()).isNotBlank();
                        })));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @Tag(THOROUGH)
    void theSameSeedGivesTheSameModelOnAnyNumberOfThreads(long seed) throws IOException {
        T few = hardSample(ENOUGH, seed);
        long start = System.nanoTime();
        byte[] small = bytes(train(few, seed));
        boolean slow = System.nanoTime() - start > SLOW_NANOS;
        T input = slow ? few : hardSample(MANY, seed);
        byte[] one = slow ? small : bytes(train(input, seed));
        assertThat(bytes(train(input, seed))).as("again").isEqualTo(one);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int parallelism : new int[] {THREADS, 9}) {
                TrainingContext many = new TrainingContext(seed, Progress.unwatched(), threads, parallelism);
                assertThat(bytes(strategy().train(input, sampleSettings(input), many)))
                        .as("in %d parts on %d threads", parallelism, THREADS)
                        .isEqualTo(one);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void trainsForManyAtATime() throws Exception {
        T input = sample();
        Strategy<T, M> strategy = strategy();
        List<byte[]> expected = new ArrayList<>();
        for (int seed = 0; seed < THREADS; seed++) {
            expected.add(bytes(train(input, seed)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<byte[]>> trained = new ArrayList<>();
            for (int k = 0; k < 4 * THREADS; k++) {
                int seed = k % THREADS;
                trained.add(threads.submit(
                        () -> bytes(strategy.train(input, sampleSettings(), TrainingContext.sequential(seed)))));
            }
            for (int k = 0; k < trained.size(); k++) {
                assertThat(trained.get(k).get()).isEqualTo(expected.get(k % THREADS));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void saysHowFarItIs() {
        List<String> phases = new ArrayList<>();
        long[] last = {0};
        AtomicInteger reports = new AtomicInteger();
        strategy()
                .train(sample(5_000), sampleSettings(), watched((phase, done, total) -> {
                    if (phases.isEmpty() || !phases.get(phases.size() - 1).equals(phase)) {
                        phases.add(phase);
                        last[0] = 0;
                    }
                    reports.incrementAndGet();
                    assertThat(phase).isNotBlank();
                    assertThat(done).as("done in %s", phase).isGreaterThanOrEqualTo(last[0]);
                    assertThat(total == 0 || done <= total)
                            .as("%s: %d of %d", phase, done, total)
                            .isTrue();
                    last[0] = done;
                }))
                .close();
        assertThat(phases).doesNotHaveDuplicates();
        assertThat(reports).as("reports, each a chance to stop").hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void stopsWhenCancelledWhereverItIs() {
        T input = sample();
        AtomicInteger all = new AtomicInteger();
        strategy()
                .train(input, sampleSettings(), watched((phase, done, total) -> all.incrementAndGet()))
                .close();
        for (int at = 1; at <= all.get(); at += Math.max(1, all.get() / MOST_STOPS)) {
            int stop = at;
            AtomicInteger reports = new AtomicInteger();
            assertThatThrownBy(() -> strategy()
                            .train(
                                    input,
                                    sampleSettings(),
                                    watched((phase, done, total) -> stopAt(stop, reports.incrementAndGet()))))
                    .as("cancelled at report %d", stop)
                    .isInstanceOf(CancellationException.class);
            assertThat(reports).as("nothing goes on after it").hasValue(stop);
        }
    }

    @ParameterizedTest(name = "at report {0}")
    @ValueSource(ints = {1, 2, 3})
    void leavesNothingRunningWhenCancelled(int stop) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        AtomicInteger reports = new AtomicInteger();
        Progress impatient = (phase, done, total) -> stopAt(stop, reports.incrementAndGet());
        assertThatThrownBy(() -> strategy()
                        .train(sample(20_000), sampleSettings(), new TrainingContext(1, impatient, threads, THREADS)))
                .isInstanceOf(CancellationException.class);
        int reported = reports.get();
        assertThat(reported).as("each thread reports once more at most").isLessThanOrEqualTo(stop + THREADS);
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS))
                .as("the executor's threads are free")
                .isTrue();
        assertThat(reports).as("nothing goes on once the call has ended").hasValue(reported);
    }

    @Test
    @Tag(THOROUGH)
    void takesNoLongerThanItShould() {
        assertGrowth(
                this::sample,
                input -> strategy()
                        .train(input, sampleSettings(), TrainingContext.sequential(1))
                        .close());
    }

    @Override
    protected final Strategy<T, M> service() {
        return strategy();
    }

    final M train(T input, long seed) {
        return strategy().train(input, sampleSettings(input), TrainingContext.sequential(seed));
    }

    final byte[] bytes(M model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        return out.toByteArray();
    }

    private static void stopAt(int stop, int report) {
        if (report >= stop) {
            throw new CancellationException("not wanted any more");
        }
    }

    private static TrainingContext watched(Progress progress) {
        return new TrainingContext(1, progress, Runnable::run, 1);
    }

    private static TrainingContext idle() {
        return watched((phase, done, total) -> {
            throw new AssertionError("work began: " + phase);
        });
    }
}
