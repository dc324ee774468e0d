// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;

/**
 * What every clusterer owes those who ask for segments: how rows get them. How it trains, keeps its models, takes
 * tables and what it may tell beyond labels is in what this extends. Extend it beside a clusterer, and all of it runs.
 */
public abstract class ClustererContract extends ClustererDetailsContract {
    private static final int THREADS = 8;

    /** Whether a model gives a training row the label it has, as those with centres do. */
    protected boolean assignsTrainingRowsAlike() {
        return true;
    }

    @Test
    void findsGroupsThatNobodyCouldMiss() {
        ClusterModel model = train(SampleTables.mixed(ROWS, 1), 1);
        assertThat(model.clusters()).isEqualTo(3);
        // Groups of 50, 30 and 20 %: numbered by size, labels are the groups.
        assertThat(model.labels()).isEqualTo(SampleTables.groups(ROWS));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void labelsAreInRangeAndTheLargestClusterComesFirst(long seed) {
        FeatureTable table = SampleTables.blobs(ROWS, 1 + (int) seed, 4, 2.5, seed);
        ClusterModel model = train(table, seed);
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

    @Test
    void labelsAreACopy() {
        ClusterModel model = train(SampleTables.mixed(ROWS, 1), 1);
        int[] labels = model.labels();
        Arrays.fill(labels, 99);
        assertThat(model.labels()).doesNotContain(99);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void trainingRowsAreAssignedAlike(long seed) {
        FeatureTable table = SampleTables.mixed(ROWS, seed);
        ClusterModel model = train(table, seed);
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
    void embedsRowsAsFiniteNumbersAndSaysHow() {
        FeatureTable table = SampleTables.mixed(ROWS, 4);
        ClusterModel model = train(table, 1);
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
    void assignsForManyAtATime() throws Exception {
        FeatureTable rows = SampleTables.mixed(ROWS, 2);
        ClusterModel model = train(SampleTables.mixed(ROWS, 1), 1);
        int[] expected = model.assign(rows);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<int[]>> assigned = new ArrayList<>();
            for (int k = 0; k < 20 * THREADS; k++) {
                assigned.add(threads.submit(() -> model.assign(rows)));
            }
            for (Future<int[]> one : assigned) {
                assertThat(one.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void leavesTheTableAlone() {
        FeatureTable table = SampleTables.blobs(ROWS, 3, 3, 1, 1);
        train(table, 1).assign(table);
        assertThat(table.rowMajor().orElseThrow())
                .isEqualTo(SampleTables.blobs(ROWS, 3, 3, 1, 1).rowMajor().orElseThrow());
    }

    @Override
    final Clusterer strategy() {
        return clusterer();
    }

    @Override
    final Map<String, ?> sampleSettings() {
        return threeClusters();
    }

    @Override
    final Map<String, ?> sampleSettings(FeatureTable input) {
        Map<String, Object> settings = new LinkedHashMap<>(columnSettings(input));
        settings.putAll(threeClusters());
        return settings;
    }

    @Override
    final FeatureTable sample() {
        return SampleTables.mixed(ROWS, 5);
    }

    @Override
    final FeatureTable sample(int customers) {
        return SampleTables.mixed(customers, 5);
    }

    /** Groups that overlap: who goes where depends on every bit. */
    @Override
    final FeatureTable hardSample(int customers, long seed) {
        return SampleTables.blobs(customers, 5, 6, 3, seed);
    }

    @Override
    final void assertSameAnswers(ClusterModel actual, ClusterModel expected) {
        FeatureTable rows = SampleTables.mixed(ROWS, 7);
        assertThat(actual.clusters()).isEqualTo(expected.clusters());
        assertThat(actual.labels()).isEqualTo(expected.labels());
        assertThat(actual.assign(rows)).isEqualTo(expected.assign(rows));
        assertThat(actual.embed(rows)).isEqualTo(expected.embed(rows));
        assertThat(actual.dimensions()).isEqualTo(expected.dimensions());
        assertThat(actual.preparation()).isEqualTo(expected.preparation());
        ClusterDetails.assertSame(actual, expected, rows);
    }
}
