// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tessera.tck.RankingAssertions.assertSame;
import static org.tessera.tck.SampleInteractions.CUSTOMERS;
import static org.tessera.tck.SampleInteractions.ITEMS;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.TrainingContext;

/** What every recommender owes the engine: settings, training, and models as bytes. */
public abstract class RecommenderTrainingContract {
    static final Charset UTF_8 = StandardCharsets.UTF_8;

    /** A recommender as it is used, with its default settings; a new one every time. */
    protected abstract Recommender recommender();

    /** For each setting that has bounds or a fixed choice, a value that is wrong. */
    protected abstract Map<String, Object> wrongSettings();

    @Test
    void describesItsSettings() {
        Recommender recommender = recommender();
        Map<String, Object> settings = recommender.settings();
        assertThat(settings).isEqualTo(recommender().settings()).allSatisfy((name, value) -> {
            assertThat(name).matches("[a-zA-Z][a-zA-Z0-9_]*");
            assertThat(value).isInstanceOfAny(Number.class, Boolean.class, String.class);
        });
        assertThat(settings.keySet()).containsAll(wrongSettings().keySet());
        try (RecommenderModel model = train(recommender, Map.of(), TrainingContext.sequential(1))) {
            assertThat(model.settings()).isEqualTo(settings);
        }
    }

    @Test
    void takesSettingsOfACallAsText() {
        Recommender recommender = recommender();
        recommender.settings().forEach((name, value) -> {
            try (RecommenderModel model =
                    train(recommender, Map.of(name, value.toString()), TrainingContext.sequential(1))) {
                assertThat(model.settings()).as("with %s", name).isEqualTo(recommender.settings());
            }
        });
        assertThat(recommender.settings()).isEqualTo(recommender().settings());
    }

    @Test
    void refusesUnknownSettingsBeforeAnyWork() {
        assertThatThrownBy(() -> train(recommender(), Map.of("no_such_setting", 1), idle()))
                .isInstanceOfSatisfying(SettingException.class, failure -> {
                    assertThat(failure.setting()).isEqualTo("no_such_setting");
                    assertThat(failure.hint()).contains(recommender().settings().keySet());
                });
    }

    @Test
    void refusesWrongSettingsBeforeAnyWork() {
        wrongSettings()
                .forEach((name, value) -> assertThatThrownBy(() -> train(recommender(), Map.of(name, value), idle()))
                        .as("%s = %s", name, value)
                        .isInstanceOfSatisfying(SettingException.class, failure -> {
                            assertThat(failure.setting()).isEqualTo(name);
                            assertThat(failure.hint()).isNotBlank();
                        }));
    }

    @Test
    void learnsTheSameOnOneThreadAndOnMany() {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (RecommenderModel one = train(recommender(), Map.of(), TrainingContext.sequential(3));
                RecommenderModel again = train(recommender(), Map.of(), TrainingContext.sequential(3));
                RecommenderModel many =
                        train(recommender(), Map.of(), new TrainingContext(3, Progress.unwatched(), threads, 4))) {
            assertSameAnswers(again, one);
            assertSameAnswers(many, one);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void saysHowFarItIs() {
        List<String> phases = new ArrayList<>();
        long[] last = {0};
        Progress progress = (phase, done, total) -> {
            if (phases.isEmpty() || !phases.get(phases.size() - 1).equals(phase)) {
                phases.add(phase);
                last[0] = 0;
            }
            assertThat(phase).isNotBlank();
            assertThat(done).as("done in %s", phase).isGreaterThanOrEqualTo(last[0]);
            assertThat(total == 0 || done <= total)
                    .as("%s: %d of %d", phase, done, total)
                    .isTrue();
            last[0] = done;
        };
        train(recommender(), Map.of(), new TrainingContext(1, progress, Runnable::run, 1))
                .close();
        assertThat(phases).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void stopsWhenCancelledWhereverItIs() {
        AtomicInteger all = new AtomicInteger();
        train(recommender(), Map.of(), watched((phase, done, total) -> all.incrementAndGet()))
                .close();
        for (int stop = 1; stop <= all.get(); stop++) {
            int at = stop;
            AtomicInteger reports = new AtomicInteger();
            assertThatThrownBy(() -> train(recommender(), Map.of(), watched((phase, done, total) -> {
                        if (reports.incrementAndGet() >= at) {
                            throw new CancellationException("not wanted any more");
                        }
                    })))
                    .as("cancelled at report %d", at)
                    .isInstanceOf(CancellationException.class);
            assertThat(reports).as("nothing goes on after it").hasValue(at);
        }
    }

    @Test
    void leavesNothingRunningWhenCancelled() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicInteger reports = new AtomicInteger();
        Progress impatient = (phase, done, total) -> {
            reports.incrementAndGet();
            throw new CancellationException("not wanted any more");
        };
        assertThatThrownBy(() -> train(recommender(), Map.of(), new TrainingContext(1, impatient, threads, 4)))
                .isInstanceOf(CancellationException.class);
        assertThat(reports.get()).as("one report a thread at most").isLessThanOrEqualTo(4);
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        try (RecommenderModel model = train(recommender(), Map.of(), TrainingContext.sequential(1))) {
            byte[] bytes = written(model);
            assertThat(written(model)).as("written again").isEqualTo(bytes);
            try (RecommenderModel back = recommender().read(stream(bytes))) {
                assertThat(back.settings()).isEqualTo(model.settings());
                assertThat(back.items()).isEqualTo(model.items());
                assertSameAnswers(back, model);
                assertThat(written(back)).as("written from what was read").isEqualTo(bytes);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noticesDamagedModels(long seed) throws IOException {
        Recommender recommender = recommender();
        byte[] bytes;
        try (RecommenderModel model = train(recommender, Map.of(), TrainingContext.sequential(1))) {
            bytes = written(model);
        }
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            assertThatThrownBy(() -> recommender.read(stream(cut)))
                    .as("cut at %d of %d", cut.length, bytes.length)
                    .isInstanceOf(IOException.class);
            byte[] changed = bytes.clone();
            int at = random.nextInt(bytes.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> recommender.read(stream(changed)))
                    .as("byte %d of %d changed", at, bytes.length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void passesOnThatAStreamFails() {
        try (RecommenderModel model = train(recommender(), Map.of(), TrainingContext.sequential(1))) {
            assertThatThrownBy(() -> model.write(new OutputStream() {
                        @Override
                        public void write(int b) throws IOException {
                            throw new IOException("disk full");
                        }
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("disk full");
        }
    }

    static Query query(History history, int n) {
        return new Query(-1, history, n, ItemSet.all(), ItemSet.of(history));
    }

    /** A question without any exclusions. */
    static Query everything(Interactions interactions, int customer, int n) {
        return new Query(customer, interactions.history(customer), n, ItemSet.all(), ItemSet.none());
    }

    static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public void close() {
                throw new AssertionError("the stream is not the reader's to close");
            }
        };
    }

    private static RecommenderModel train(Recommender recommender, Map<String, ?> settings, TrainingContext context) {
        return recommender.train(
                new RecommenderInput(SampleInteractions.of(1), new SampleCatalog(ITEMS), SampleInteractions.NOW),
                settings,
                context);
    }

    private static TrainingContext watched(Progress progress) {
        return new TrainingContext(1, progress, Runnable::run, 1);
    }

    private static TrainingContext idle() {
        return watched((phase, done, total) -> {
            throw new AssertionError("work began: " + phase);
        });
    }

    private static byte[] written(RecommenderModel model) throws IOException {
        boolean[] flushed = {false};
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                flushed[0] = true;
            }

            @Override
            public void close() {
                throw new AssertionError("the stream is not the writer's to close");
            }
        };
        model.write(out);
        assertThat(flushed[0]).as("flushed").isTrue();
        return out.toByteArray();
    }

    private static void assertSameAnswers(RecommenderModel actual, RecommenderModel expected) {
        Interactions interactions = SampleInteractions.of(1);
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            Query query = everything(interactions, customer, 10);
            Ranking ranking = expected.recommend(query);
            assertSame(actual.recommend(query), ranking);
            for (int item : ranking.items()) {
                assertThat(actual.explain(query, item)).isEqualTo(expected.explain(query, item));
            }
        }
        for (int item = 0; item < ITEMS; item++) {
            assertSame(actual.similar(item, 5), expected.similar(item, 5));
        }
    }
}
