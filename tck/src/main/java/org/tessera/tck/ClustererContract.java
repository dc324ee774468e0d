// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.TrainingContext;

/** What every clusterer owes the engine. Extend it beside a clusterer, and all of it runs. */
public abstract class ClustererContract {
    private static final int ROWS = 300;

    /** A clusterer with its defaults; a new one every time. */
    protected abstract Clusterer clusterer();

    /** Settings that make three clusters of {@link SampleTables#mixed}. */
    protected abstract Map<String, ?> threeClusters();

    /** For each setting that has bounds, values that are out of them or no values of it at all. */
    protected abstract Map<String, List<?>> badSettings();

    /** Whether a model gives a training row the label it has, as those with centres do. */
    protected boolean assignsTrainingRowsAlike() {
        return true;
    }

    @Test
    void findsGroupsThatNobodyCouldMiss() {
        ClusterModel model = train(SampleTables.mixed(ROWS, 1), threeClusters(), 1);
        assertThat(model.clusters()).isEqualTo(3);
        // Groups of 50, 30 and 20 %: numbered by size, labels are the groups.
        assertThat(model.labels()).isEqualTo(SampleTables.groups(ROWS));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void labelsAreInRangeAndTheLargestClusterComesFirst(long seed) {
        FeatureTable table = SampleTables.blobs(ROWS, 1 + (int) seed, 4, 2.5, seed);
        ClusterModel model = train(table, threeClusters(), seed);
        int[] labels = model.labels();
        assertThat(labels).hasSize(ROWS);
        assertThat(Arrays.stream(labels)).allMatch(label -> label >= ClusterModel.NOISE && label < model.clusters());
        int[] sizes = new int[model.clusters()];
        Arrays.stream(labels).filter(label -> label >= 0).forEach(label -> sizes[label]++);
        assertThat(sizes).doesNotContain(0);
        for (int c = 1; c < sizes.length; c++) {
            assertThat(sizes[c]).as("sizes %s", Arrays.toString(sizes)).isLessThanOrEqualTo(sizes[c - 1]);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theSameSeedGivesTheSameModelOnAnyNumberOfThreads(long seed) throws IOException {
        FeatureTable table = SampleTables.blobs(20_000, 5, 6, 3, seed);
        byte[] one = bytes(train(table, threeClusters(), seed));
        assertThat(bytes(train(table, threeClusters(), seed))).isEqualTo(one);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            TrainingContext many = new TrainingContext(seed, Progress.unwatched(), pool, 4);
            assertThat(bytes(clusterer().train(table, threeClusters(), many))).isEqualTo(one);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void labelsAreACopy() {
        ClusterModel model = train(SampleTables.mixed(ROWS, 1), threeClusters(), 1);
        int[] labels = model.labels();
        Arrays.fill(labels, 99);
        assertThat(model.labels()).doesNotContain(99);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void trainingRowsAreAssignedAlike(long seed) {
        FeatureTable table = SampleTables.mixed(ROWS, seed);
        ClusterModel model = train(table, threeClusters(), seed);
        int[] assigned = model.assign(table);
        assertThat(assigned).hasSize(ROWS);
        if (assignsTrainingRowsAlike()) {
            assertThat(assigned).isEqualTo(model.labels());
        } else {
            assertThat(Arrays.stream(assigned))
                    .allMatch(label -> label >= ClusterModel.NOISE && label < model.clusters());
        }
    }

    @Test
    void columnsAreFoundByName() {
        FeatureTable table = SampleTables.mixed(ROWS, 3);
        ClusterModel model = train(table, threeClusters(), 1);
        assertThat(model.assign(SampleTables.reordered(table))).isEqualTo(model.assign(table));
    }

    @Test
    void lackingColumnsCountAsMissing() {
        FeatureTable table = SampleTables.mixed(ROWS, 3);
        ClusterModel model = train(table, threeClusters(), 1);
        FeatureTable nothing = FeatureTable.builder(2).build();
        double[] gaps = {Double.NaN, Double.NaN};
        FeatureTable missing = FeatureTable.builder(2)
                .numeric("recency", "days", gaps)
                .numeric("visits", "", gaps)
                .numeric("spend", "EUR", gaps)
                .categorical("channel", List.of(), new int[] {-1, -1})
                .build();
        assertThat(model.assign(nothing)).hasSize(2).isEqualTo(model.assign(missing));
    }

    @Test
    void aLevelNeverSeenIsNoFailure() {
        ClusterModel model = train(SampleTables.mixed(ROWS, 3), threeClusters(), 1);
        FeatureTable row = FeatureTable.builder(1)
                .numeric("recency", "days", new double[] {30})
                .numeric("visits", "", new double[] {40})
                .numeric("spend", "EUR", new double[] {400})
                .categorical("channel", List.of("pigeon"), new int[] {0})
                .build();
        assertThat(model.assign(row)[0]).isBetween(ClusterModel.NOISE, model.clusters() - 1);
    }

    @Test
    void assignsNoRowsToNothing() {
        ClusterModel model = train(SampleTables.mixed(ROWS, 3), threeClusters(), 1);
        assertThat(model.assign(FeatureTable.builder(0).build())).isEmpty();
    }

    @Test
    void embedsRowsAsFiniteNumbersAndSaysHow() {
        FeatureTable table = SampleTables.mixed(ROWS, 4);
        ClusterModel model = train(table, threeClusters(), 1);
        double[] embedded = model.embed(table);
        assertThat(embedded).hasSize(ROWS * model.dimensions());
        assertThat(Arrays.stream(embedded)).allMatch(Double::isFinite);
        assertThat(model.preparation())
                .hasSizeGreaterThanOrEqualTo(table.columns().size());
        for (FeatureTable.Column column : table.columns()) {
            assertThat(model.preparation()).anyMatch(line -> line.contains(column.name()));
        }
    }

    @Test
    void aModelIsTheSameAfterWritingAndReading() throws IOException {
        FeatureTable table = SampleTables.mixed(ROWS, 5);
        ClusterModel model = train(table, threeClusters(), 5);
        byte[] written = bytes(model);
        ClusterModel read = clusterer().read(new ByteArrayInputStream(written));
        assertThat(bytes(read)).isEqualTo(written);
        assertThat(read.clusters()).isEqualTo(model.clusters());
        assertThat(read.labels()).isEqualTo(model.labels());
        assertThat(read.assign(table)).isEqualTo(model.assign(table));
        assertThat(read.embed(table)).isEqualTo(model.embed(table));
        assertThat(read.dimensions()).isEqualTo(model.dimensions());
        assertThat(read.preparation()).isEqualTo(model.preparation());
        assertThat(read.settings()).isEqualTo(model.settings());
    }

    @Test
    void readingLeavesTheStreamOpenBehindTheModel() throws IOException {
        byte[] written = bytes(train(SampleTables.mixed(ROWS, 5), threeClusters(), 5));
        byte[] longer = Arrays.copyOf(written, written.length + 3);
        AtomicInteger closed = new AtomicInteger();
        InputStream in = new FilterInputStream(new ByteArrayInputStream(longer)) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        clusterer().read(in);
        assertThat(closed).hasValue(0);
        assertThat(in.readAllBytes()).hasSize(3);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aDamagedModelIsAnIoException(long seed) throws IOException {
        byte[] written = bytes(train(SampleTables.mixed(ROWS, 5), threeClusters(), 5));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            byte[] shorter = Arrays.copyOf(written, random.nextInt(written.length));
            assertThatThrownBy(() -> clusterer().read(new ByteArrayInputStream(shorter)))
                    .as("seed %d, first %d of %d bytes", seed, shorter.length, written.length)
                    .isInstanceOf(IOException.class);
            byte[] changed = written.clone();
            int place = random.nextInt(changed.length);
            changed[place] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> clusterer().read(new ByteArrayInputStream(changed)))
                    .as("seed %d, byte %d of %d changed", seed, place, written.length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void reportsProgress() {
        AtomicInteger reports = new AtomicInteger();
        Progress progress = (phase, done, total) -> {
            reports.incrementAndGet();
            assertThat(phase).isNotBlank();
            assertThat(done).isNotNegative();
            assertThat(total).isNotNegative();
        };
        TrainingContext context = new TrainingContext(1, progress, Runnable::run, 1);
        clusterer().train(SampleTables.blobs(5_000, 4, 5, 3, 1), threeClusters(), context);
        assertThat(reports).hasPositiveValue();
    }

    @ParameterizedTest(name = "at report {0}")
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void stopsWhenCancelled(int at) {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            AtomicInteger reports = new AtomicInteger();
            Progress progress = (phase, done, total) -> {
                if (reports.incrementAndGet() >= at) {
                    throw new CancellationException("enough");
                }
            };
            TrainingContext context = new TrainingContext(1, progress, pool, 2);
            FeatureTable table = SampleTables.blobs(40_000, 4, 5, 3, 1);
            assertThatThrownBy(() -> clusterer().train(table, threeClusters(), context))
                    .isInstanceOf(CancellationException.class);
            // Threads under way when it was cancelled may each report once more.
            assertThat(reports).hasValueLessThanOrEqualTo(at + 2);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void anUnknownSettingIsNamed() {
        assertThatThrownBy(() -> train(SampleTables.mixed(20, 1), Map.of("no_such_setting", 1), 1))
                .isInstanceOfSatisfying(
                        SettingException.class, e -> assertThat(e.setting()).isEqualTo("no_such_setting"));
    }

    @Test
    void aBadSettingIsNamed() {
        badSettings()
                .forEach((name, values) -> values.forEach(value -> assertThatThrownBy(
                                () -> train(SampleTables.mixed(20, 1), Map.of(name, value), 1))
                        .as("%s = %s", name, value)
                        .isInstanceOfSatisfying(
                                SettingException.class,
                                e -> assertThat(e.setting()).isEqualTo(name))));
    }

    @Test
    void describesEverySetting() {
        Map<String, Object> settings = clusterer().settings();
        assertThat(settings).isNotEmpty();
        assertThat(train(SampleTables.mixed(ROWS, 1), threeClusters(), 1).settings())
                .containsOnlyKeys(settings.keySet());
        // What it says of itself it takes back.
        assertThatCode(() -> train(SampleTables.mixed(ROWS, 1), settings, 1)).doesNotThrowAnyException();
        badSettings().keySet().forEach(name -> assertThat(settings).containsKey(name));
    }

    @Test
    void aTableOfNothingIsRefused() {
        refused(FeatureTable.builder(0).numeric("x", "", new double[0]).build(), "no rows");
        refused(FeatureTable.builder(5).build(), "no columns");
    }

    @Test
    void columnsThatTellNothingAreRefusedOrLeftOut() {
        double[] gaps = new double[ROWS];
        Arrays.fill(gaps, Double.NaN);
        int[] noLevel = new int[ROWS];
        Arrays.fill(noLevel, -1);
        refused(
                FeatureTable.builder(ROWS)
                        .numeric("same", "", new double[ROWS])
                        .numeric("gaps", "", gaps)
                        .categorical("level", List.of("a"), new int[ROWS])
                        .categorical("none", List.of("a"), noLevel)
                        .build(),
                "same");

        FeatureTable useful = SampleTables.mixed(ROWS, 6);
        FeatureTable.Numeric recency =
                (FeatureTable.Numeric) useful.column("recency").orElseThrow();
        FeatureTable table = FeatureTable.builder(ROWS)
                .numeric("same", "", new double[ROWS])
                .numeric("gaps", "", gaps)
                .numeric(
                        "recency",
                        "days",
                        IntStream.range(0, ROWS).mapToDouble(recency::value).toArray())
                .build();
        ClusterModel model = train(table, threeClusters(), 1);
        assertThat(model.labels()).isEqualTo(SampleTables.groups(ROWS));
        assertThat(model.preparation())
                .anyMatch(line -> line.contains("same") && line.contains("left out"))
                .anyMatch(line -> line.contains("gaps") && line.contains("left out"));
    }

    @Test
    void equalRowsOrASingleOneAreAnsweredOrRefused() {
        answeredOrRefused(SampleTables.single(7, 7, 7, 7, 7, 7, 7, 7));
        answeredOrRefused(SampleTables.single(7));
        answeredOrRefused(SampleTables.single(1, 2));
        answeredOrRefused(SampleTables.single(1, 1, 1, 1, 1, 1, 1, 9));
    }

    @Test
    void infiniteNumbersAreRefusedByName() {
        refused(SampleTables.single(1, 2, Double.POSITIVE_INFINITY, 4, 5, 6), "column x");
        refused(SampleTables.single(1, 2, 3, Double.NEGATIVE_INFINITY, 5, 6), "column x");
        ClusterModel model = train(SampleTables.mixed(ROWS, 1), threeClusters(), 1);
        FeatureTable row = FeatureTable.builder(1)
                .numeric("recency", "days", new double[] {Double.POSITIVE_INFINITY})
                .build();
        assertThatThrownBy(() -> model.assign(row))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("recency");
    }

    @Test
    void aColumnOfAnotherKindIsRefusedByName() {
        ClusterModel model = train(SampleTables.mixed(ROWS, 1), threeClusters(), 1);
        FeatureTable row = FeatureTable.builder(1)
                .categorical("recency", List.of("long ago"), new int[] {0})
                .build();
        assertThatThrownBy(() -> model.assign(row))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("recency");
    }

    @Test
    void aHundredThousandLevelsDoNotExplode() {
        int rows = 100_000;
        FeatureTable table = FeatureTable.builder(rows)
                .numeric(
                        "x",
                        "",
                        IntStream.range(0, rows)
                                .mapToDouble(row -> row % 3 * 100 + row % 7)
                                .toArray())
                .categorical(
                        "mail",
                        IntStream.range(0, rows)
                                .mapToObj(row -> "customer" + row)
                                .toList(),
                        IntStream.range(0, rows).toArray())
                .build();
        ClusterModel model = train(table, threeClusters(), 1);
        assertThat(model.dimensions()).isLessThan(100);
        assertThat(model.labels()).hasSize(rows);
    }

    /** Either is sane: an answer with labels in range, or a failure a person can act on. */
    private void answeredOrRefused(FeatureTable table) {
        try {
            ClusterModel model = train(table, Map.of(), 1);
            assertThat(model.labels()).hasSize(table.rows());
            assertThat(Arrays.stream(model.labels()))
                    .allMatch(label -> label >= ClusterModel.NOISE && label < model.clusters());
        } catch (TesseraException e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(e.hint()).isNotBlank();
        }
    }

    private void refused(FeatureTable table, String naming) {
        assertThatThrownBy(() -> train(table, Map.of(), 1)).isInstanceOfSatisfying(TesseraException.class, e -> {
            assertThat(e.getMessage()).contains(naming);
            assertThat(e.hint()).isNotBlank();
        });
    }

    private ClusterModel train(FeatureTable table, Map<String, ?> settings, long seed) {
        return clusterer().train(table, settings, TrainingContext.sequential(seed));
    }

    private static byte[] bytes(ClusterModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        return out.toByteArray();
    }
}
