// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Figure;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleTables;

class DbscanTest {
    @Test
    void coreBorderAndNoiseAreWhatOneSeesByHand() {
        // 2, 3 and 15 are core rows, 9 is near nothing.
        DbscanModel model = train(SampleTables.single(1, 2, 3, 4, 14, 15, 16, 9), Map.of("eps", 1, "minpts", 3));
        assertThat(model.labels()).containsExactly(0, 0, 0, 0, 1, 1, 1, ClusterModel.NOISE);
        assertThat(model.assign(SampleTables.single(2.5, 3.9, 4, 4.1, 15.5, 17)))
                .as("near the core rows 2, 3 and 15 only")
                .containsExactly(0, 0, 0, ClusterModel.NOISE, 1, ClusterModel.NOISE);
    }

    @Test
    void aBorderRowGoesToTheNearestCoreRowAndOfTwoToTheFirst() {
        double[] values = {0, 0, 0, 2, 4, 4, 4, 4};
        assertThat(train(SampleTables.single(values), Map.of("eps", 2, "minpts", 6))
                        .labels())
                .as("2 is the only core row")
                .containsOnly(0);
        // 10 reaches one row of either side, which is too few to be a core row itself.
        double[] between = {8, 7.9, 7.8, 7.7, 10, 12, 12.1, 12.2, 12.3, 12.4};
        DbscanModel model = train(SampleTables.single(between), Map.of("eps", 2, "minpts", 4));
        assertThat(model.clusters()).isEqualTo(2);
        assertThat(model.labels()[4]).as("as near to 8 as to 12").isEqualTo(model.labels()[0]);
        between[4] = 10.05;
        assertThat(train(SampleTables.single(between), Map.of("eps", 2.1, "minpts", 5))
                        .labels())
                .as("nearer to 12 than to 8")
                .containsExactly(1, 1, 1, 1, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void trainingRowsAreAssignedAsTheyWereLabelled() {
        for (int d : new int[] {2, 5}) {
            FeatureTable table = SampleTables.blobs(3_000, d, 4, 2.5, 7);
            DbscanModel model = train(table, Map.of());
            assertThat(model.assign(table)).isEqualTo(model.labels());
        }
    }

    @Test
    void aSuggestedEpsIsExplainedAndShownOnTheCurve() throws IOException {
        DbscanModel model = train(SampleTables.blobs(1_000, 2, 4, 1, 3), Map.of());
        assertThat(model.settings()).containsEntry("eps", 0.0).containsEntry("minpts", 0);
        assertThat(model.minPts()).isEqualTo(10);
        assertThat(model.preparation()).anyMatch(line -> line.startsWith("eps = "));
        Figure.Curve curve = (Figure.Curve) model.figures().get(0);
        assertThat(curve.mark()).isEqualTo(model.eps()).isPositive();
        assertThat(curve.x()).hasSize(200).isSorted();
        assertThat(curve.y()).hasSize(200).isSorted();
        assertThat(curve.x()[199]).isEqualTo(1);

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        DbscanModel back = new Dbscan().read(new ByteArrayInputStream(out.toByteArray()));
        Figure.Curve same = (Figure.Curve) back.figures().get(0);
        assertThat(same.x()).isEqualTo(curve.x());
        assertThat(same.y()).isEqualTo(curve.y());
        assertThat(same.mark()).isEqualTo(curve.mark());
        assertThat(same.title()).isEqualTo(curve.title());
        assertThat(back.eps()).isEqualTo(model.eps());
    }

    @Test
    void aGivenEpsNeedsNoCurve() {
        assertThat(train(SampleTables.single(1, 2, 3, 4, 5), Map.of("eps", 1, "minpts", 2))
                        .figures())
                .isEmpty();
    }

    @Test
    void fewerRowsThanNeighboursAreNoise() {
        DbscanModel model = train(SampleTables.single(1, 2, 3), Map.of());
        assertThat(model.clusters()).isZero();
        assertThat(model.labels()).containsOnly(ClusterModel.NOISE);
        assertThat(model.assign(SampleTables.single(1, 2))).containsOnly(ClusterModel.NOISE);
    }

    @Test
    void theKneeIsWhereTheCurveTurnsUp() {
        assertThat(EpsChoice.knee(new double[] {1, 1.1, 1.2, 1.3, 5, 9})).isCloseTo(1.3, within(1e-12));
        assertThat(EpsChoice.knee(new double[] {0, 0, 0, 0, 0, 8})).isEqualTo(4);
        assertThat(EpsChoice.knee(new double[] {2, 2, 2})).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"measuring densities", "suggesting eps", "measuring all densities"})
    void suggestingEpsCanBeCancelledInEveryPart(String part) {
        AtomicInteger reports = new AtomicInteger();
        TrainingContext context = new TrainingContext(
                1,
                (phase, done, total) -> {
                    if (phase.equals(part) && done > 0) {
                        assertThat(done).isLessThan(total);
                        reports.incrementAndGet();
                        throw new CancellationException(part);
                    }
                },
                Runnable::run,
                1);
        FeatureTable table = SampleTables.blobs(10_000, 2, 3, 1, 5);
        assertThatThrownBy(() -> new Dbscan().train(table, Map.of("minpts", 500), context))
                .isInstanceOf(CancellationException.class)
                .hasMessage(part);
        assertThat(reports).hasValue(1);
    }

    @Test
    @Timeout(60)
    void aMillionRowsOfOneCustomerAreASegment() {
        double[] values = new double[1_000_000];
        Arrays.fill(values, 3);
        for (int i = 0; i < 1000; i++) {
            values[1000 * i] = 50 + i % 5;
        }
        DbscanModel model = train(SampleTables.single(values), Map.of());
        Map<Integer, Integer> sizes = new HashMap<>();
        Arrays.stream(model.labels()).forEach(label -> sizes.merge(label, 1, Integer::sum));
        assertThat(sizes).containsEntry(0, 999_000);
        assertThat(model.assign(SampleTables.single(3))).containsExactly(0);
    }

    private static DbscanModel train(FeatureTable table, Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("scaling", "none", "logs", "never"));
        all.putAll(settings);
        return new Dbscan().train(table, all, TrainingContext.sequential(1));
    }
}
