// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.Figure;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleTables;

class HierarchicalTest {
    @Test
    void moreSegmentsThanRowsAreRefusedWithBothNumbers() {
        assertThatThrownBy(() -> train(SampleTables.single(1, 2, 3), Map.of("k", 4)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("4 segments of 3 rows");
    }

    @Test
    void aTreeIsCutByOneOfNumberAndHeight() {
        assertThatThrownBy(() -> train(SampleTables.single(1, 2, 3), Map.of("k", 2, "height", 1.5)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("by one of them");
    }

    @Test
    void aNumberOrHeightOfOneRunReplacesTheOtherAsConfigured() {
        FeatureTable table = SampleTables.single(0, 1, 5, 7, 20);
        Hierarchical byHeight = configured(Map.of("linkage", "single", "scaling", "none", "height", 2));
        assertThat(train(byHeight, table, Map.of()).clusters()).isEqualTo(3);
        HierarchicalModel four = train(byHeight, table, Map.of("k", 4));
        assertThat(four.clusters()).isEqualTo(4);
        assertThat(four.settings()).containsEntry("k", 4).containsEntry("height", 0.0);
        Hierarchical byNumber = configured(Map.of("linkage", "single", "scaling", "none", "k", 2));
        assertThat(train(byNumber, table, Map.of("height", 2)).settings())
                .containsEntry("k", 0)
                .containsEntry("height", 2.0);
        // Nothing is replaced by a 0, and two at once stay refused.
        assertThat(train(byHeight, table, Map.of("k", 0)).clusters()).isEqualTo(3);
        assertThatThrownBy(() -> train(byHeight, table, Map.of("k", 4, "height", 2)))
                .isInstanceOf(SettingException.class);
    }

    private static Hierarchical configured(Map<String, ?> values) {
        return new Hierarchical(
                Settings.overlay(Hierarchical.Config.class, Settings.defaults(Hierarchical.Config.class), values));
    }

    private static HierarchicalModel train(Hierarchical strategy, FeatureTable table, Map<String, ?> overrides) {
        return strategy.train(table, overrides, TrainingContext.sequential(1));
    }

    @Test
    void fewerDifferentRowsThanSegmentsGiveFewerAndSaySo() {
        HierarchicalModel model = train(SampleTables.single(1, 1, 1, 5, 5, 9), Map.of("k", 5));
        assertThat(model.clusters()).isEqualTo(3);
        assertThat(model.labels()).containsExactly(0, 0, 0, 1, 1, 2);
        assertThat(model.preparation()).anyMatch(line -> line.contains("only 3 rows are different"));
    }

    @Test
    void ofASampleItSaysThatItsRowsAreTheSame() {
        // Of 1,000 rows nearly all are equal; there are 51 different ones, and few of them get into a sample.
        double[] values =
                IntStream.range(0, 1_000).mapToDouble(i -> i % 20 == 0 ? i : -1).toArray();
        HierarchicalModel model = train(SampleTables.single(values), Map.of("k", 40, "sample", 50));
        assertThat(model.clusters()).isLessThan(40);
        assertThat(model.preparation())
                .anyMatch(line -> line.equals("only " + model.clusters()
                        + " rows of the sample are different, so there are as many segments"));
    }

    @Test
    void aCutByHeightUndoesTheMergesAboveIt() {
        FeatureTable table = SampleTables.single(0, 1, 5, 7, 20);
        Map<String, ?> single = Map.of("linkage", "single", "scaling", "none", "height", 2);
        HierarchicalModel model = train(table, single);
        assertThat(model.labels()).containsExactly(0, 0, 1, 1, 2);
        assertThat(model.heights()).containsExactly(1, 2, 4, 13);
        assertThat(model.preparation()).anyMatch(line -> line.startsWith("cut at height 2.0, the last merge is at 13"));
        assertThat(train(table, Map.of("linkage", "single", "scaling", "none", "height", 100))
                        .clusters())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ward", "average", "complete", "single"})
    void theChoiceOfKIsExplained(String linkage) {
        HierarchicalModel model = train(SampleTables.blobs(300, 3, 3, 0.3, 1), Map.of("linkage", linkage));
        assertThat(model.clusters()).isEqualTo(3);
        assertThat(model.preparation()).anyMatch(line -> line.startsWith("k = 3 chosen out of 2 to 20: "));
        assertThat(model.settings()).containsEntry("k", 0);
    }

    @Test
    void theChoiceOfKKeepsToItsBounds() {
        assertThat(train(SampleTables.mixed(300, 1), Map.of("kmin", 4, "kmax", 5))
                        .clusters())
                .isBetween(4, 5);
    }

    @ParameterizedTest
    @EnumSource
    void hundredThousandsOfEqualRowsCostNoMoreThanOne(Linkage linkage) {
        int rows = 300_000;
        double[] values = new double[rows];
        Arrays.setAll(values, row -> row % 10 < 6 ? 1 : row % 10 < 9 ? 2 : 7);
        HierarchicalModel model = train(SampleTables.single(values), Map.of("k", 2, "linkage", linkage.text()));
        assertThat(model.labels()).startsWith(0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
        assertThat(model.heights()).hasSize(rows - 1);
        assertThat(model.heights()[rows - 4]).isZero();
        assertThat(model.heights()[rows - 3]).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ward", "average", "complete", "single"})
    void ofManyRowsASampleIsClusteredAndTheOthersAssigned(String linkage) {
        FeatureTable table = SampleTables.blobs(3_000, 3, 3, 0.3, 1);
        HierarchicalModel model = train(table, Map.of("k", 3, "sample", 500, "linkage", linkage));
        assertThat(model.labels())
                .isEqualTo(IntStream.range(0, 3_000).map(row -> row % 3).toArray());
        assertThat(model.heights()).hasSize(499);
        assertThat(model.preparation())
                .anyMatch(line -> line.contains("a random sample of 500 of 3,000 rows, the others were assigned"));
        assertThat(train(table, Map.of("k", 3, "sample", 0, "linkage", linkage)).heights())
                .hasSize(2_999);
    }

    @Test
    void pairsThatDoNotFitAreRefusedBeforeTheyAreComputed() {
        assertThatThrownBy(() -> PairDistances.check(100_000, Linkage.AVERAGE, 2_000_000_000L))
                .isInstanceOfSatisfying(TesseraException.class, e -> {
                    assertThat(e).hasMessageContaining("average linkage needs a number for every pair of the 100,000");
                    assertThat(e).hasMessageContaining("40.0 GB of memory, and this JVM has 2.0 GB");
                    assertThat(e.hint()).contains("ward or single").contains("set sample to 15,811 or fewer");
                });
        assertThatCode(() -> PairDistances.check(15_811, Linkage.AVERAGE, 2_000_000_000L))
                .doesNotThrowAnyException();
    }

    @Test
    void theDendrogramShowsTheTopWithTheCut() {
        HierarchicalModel model = train(SampleTables.mixed(300, 1), Map.of("k", 3));
        assertThat(model.figures()).singleElement().isInstanceOfSatisfying(Figure.Dendrogram.class, tree -> {
            assertThat(tree.sizes()).hasSize(60);
            assertThat(Arrays.stream(tree.sizes()).sum()).isEqualTo(300);
            assertThat(tree.height()).isSorted();
            assertThat(tree.height()).containsExactly(Arrays.copyOfRange(model.heights(), 240, 299));
            assertThat(tree.cut()).isBetween(tree.height()[56], tree.height()[57]);
            // Every node but the root is joined once, and above the cut two clusters meet.
            assertThat(IntStream.concat(Arrays.stream(tree.left()), Arrays.stream(tree.right()))
                            .sorted())
                    .containsExactlyElementsOf(IntStream.range(0, 118).boxed().toList());
            int[] sizes = new int[3];
            IntStream.range(0, 60).forEach(leaf -> sizes[tree.labels()[leaf]] += tree.sizes()[leaf]);
            assertThat(sizes).containsExactly(150, 90, 60);
        });
    }

    @Test
    void alternativesCanBeTrained() {
        Hierarchical strategy = new Hierarchical();
        FeatureTable table = SampleTables.mixed(300, 1);
        assertThat(strategy.alternatives(300))
                .hasSize(5)
                .allSatisfy(settings ->
                        assertThat(train(table, settings).clusters()).isBetween(2, 20));
        assertThat(strategy.alternatives(2))
                .allSatisfy(settings -> assertThat(settings.get("k")).isEqualTo(0));
        assertThat(strategy.alternatives(100_000))
                .noneMatch(settings -> settings.get("linkage").equals("average"));
    }

    @Test
    void wideRowsGiveTheSameTreeOnAnyNumberOfThreads() {
        // Wide enough for searches to be cut into parts.
        FeatureTable table = SampleTables.blobs(800, 1_500, 5, 3, 1);
        Map<String, ?> settings = Map.of("k", 5, "scaling", "none", "logs", "never");
        double[] expected = train(table, settings).heights();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            HierarchicalModel model =
                    new Hierarchical().train(table, settings, new TrainingContext(1, Progress.unwatched(), threads, 4));
            assertThat(model.heights()).isEqualTo(expected);
        } finally {
            threads.shutdownNow();
        }
    }

    private static HierarchicalModel train(FeatureTable table, Map<String, ?> settings) {
        return new Hierarchical().train(table, settings, TrainingContext.sequential(1));
    }
}
