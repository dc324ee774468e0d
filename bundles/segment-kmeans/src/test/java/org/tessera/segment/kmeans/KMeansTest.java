// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleTables;

class KMeansTest {
    private static final Map<String, ?> AS_THEY_ARE = Map.of("scaling", "none", "logs", "never");

    @Test
    void moreSegmentsThanRowsAreRefusedWithBothNumbers() {
        assertThatThrownBy(() -> train(SampleTables.single(1, 2, 3), Map.of("k", 4)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("4 segments of 3 rows");
    }

    @Test
    void fewerDifferentRowsThanSegmentsGiveFewerAndSaySo() {
        KMeansModel model = train(SampleTables.single(1, 1, 1, 5, 5, 9), Map.of("k", 5));
        assertThat(model.clusters()).isEqualTo(3);
        assertThat(model.labels()).containsExactly(0, 0, 0, 1, 1, 2);
        assertThat(model.preparation()).anyMatch(line -> line.contains("only 3 rows are different"));
        assertThat(model.inertia()).isZero();
    }

    @Test
    void aClusterThatLosesItsRowsInTheEndIsNoLackOfDifferentRows() {
        // The rows in the middle are taken by both sides as soon as these have moved to their means.
        KMeansModel model = new KMeans()
                .trainFrom(
                        new double[] {3, 5, 7},
                        SampleTables.single(3.9, 4.05, 5.95, 6.1),
                        Map.of("iterations", 1, "scaling", "none"),
                        TrainingContext.sequential(1));
        assertThat(model.clusters()).isEqualTo(2);
        assertThat(model.preparation())
                .contains("k = 3 was to be formed, but only 2 kept rows of their own")
                .noneMatch(line -> line.contains("different"));
    }

    @Test
    void aSingleSegmentIsTheMean() {
        KMeansModel model = train(SampleTables.single(1, 2, 3, 6), Map.of("k", 1, "scaling", "none"));
        assertThat(model.clusters()).isEqualTo(1);
        assertThat(model.centres().values()).containsExactly(3);
        assertThat(model.inertia()).isEqualTo(4 + 1 + 0 + 9);
    }

    @Test
    void oneIterationFromGivenCentresIsWhatIsComputedByHand() {
        // Centres 0 and 10 take {1, 2, 4} and {9}; their means are 7/3 and 9.
        KMeansModel model = new KMeans()
                .trainFrom(
                        new double[] {0, 10},
                        SampleTables.single(1, 2, 4, 9),
                        Map.of("iterations", 1, "scaling", "none"),
                        TrainingContext.sequential(1));
        assertThat(model.labels()).containsExactly(0, 0, 0, 1);
        assertThat(model.centres().values()).containsExactly(new double[] {7 / 3.0, 9}, within(1e-12));
        assertThat(model.inertia()).isCloseTo(42 / 9.0, within(1e-12));
        assertThat(model.iterations()).isEqualTo(1);
    }

    @Test
    void anEmptyClusterGetsTheFarthestRow() {
        // Nothing is near 1000; the row farthest from its centre, 40, goes there.
        KMeansModel model = new KMeans()
                .trainFrom(
                        new double[] {0, 1000},
                        SampleTables.single(1, 2, 3, 40),
                        Map.of("scaling", "none"),
                        TrainingContext.sequential(1));
        assertThat(model.labels()).containsExactly(0, 0, 0, 1);
    }

    @Test
    void centresThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new KMeans()
                        .trainFrom(
                                new double[] {1, 2, 3},
                                SampleTables.blobs(10, 2, 2, 1, 1),
                                AS_THEY_ARE,
                                TrainingContext.sequential(1)))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("3 values are no centres of 2 prepared columns");
    }

    @Test
    void dataFarFromZeroAreGroupedAsWellAsThoseNearIt() {
        double[] near = new double[400];
        for (int i = 0; i < near.length; i++) {
            near[i] = i % 4 * 10 + i % 7 * 0.1;
        }
        double[] far = Arrays.stream(near).map(value -> value + 1e9).toArray();
        int[] labels = train(SampleTables.single(near), Map.of("k", 4, "scaling", "none"))
                .labels();
        assertThat(train(SampleTables.single(far), Map.of("k", 4, "scaling", "none"))
                        .labels())
                .isEqualTo(labels);
    }

    @Test
    void nothingIsCopiedWhereNothingIsPrepared() {
        FeatureTable table = SampleTables.blobs(100, 3, 2, 1, 1);
        KMeansModel model = train(table, Map.of("k", 2, "scaling", "none", "logs", "never"));
        assertThat(model.embed(table)).isSameAs(table.rowMajor().orElseThrow());
    }

    @Test
    void theChoiceOfKIsExplained() {
        KMeansModel model = train(SampleTables.mixed(300, 1), Map.of());
        assertThat(model.clusters()).isEqualTo(3);
        assertThat(model.preparation()).anyMatch(line -> line.startsWith("k = 3 chosen out of 2 to 20: silhouette"));
        assertThat(model.settings()).containsEntry("k", 0);
    }

    @Test
    void theChoiceOfKKeepsToItsBounds() {
        KMeansModel model = train(SampleTables.mixed(300, 1), Map.of("kmin", 4, "kmax", 5));
        assertThat(model.clusters()).isBetween(4, 5);
    }

    @Test
    void alternativesAreNumbersOfSegmentsThatSuitTheRows() {
        KMeans strategy = new KMeans();
        assertThat(strategy.alternatives(0)).containsExactly(Map.of());
        assertThat(strategy.alternatives(1)).containsExactly(Map.of());
        assertThat(strategy.alternatives(2)).containsExactly(Map.of("k", 2));
        assertThat(strategy.alternatives(50)).extracting(one -> one.get("k")).containsExactly(2, 3, 4, 5);
        assertThat(strategy.alternatives(1_000_000)).hasSize(11).contains(Map.of("k", 12));
    }

    private static KMeansModel train(FeatureTable table, Map<String, ?> settings) {
        return new KMeans().train(table, settings, TrainingContext.sequential(1));
    }
}
