// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.Figure;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleTables;

class HdbscanTest {
    /** Groups of 4, 3 and 3 rows, the first two nearer to each other, and a row far from all. */
    private static final double[] LINE = {0, 1, 2, 3, 8, 9, 10, 30, 31, 32, 99};

    @Test
    void takesGroupsThatStandOutAndLeavesNoise() {
        HdbscanModel model = train(SampleTables.single(LINE), Map.of("minclustersize", 3));
        assertThat(model.labels()).containsExactly(0, 0, 0, 0, 1, 1, 1, 2, 2, 2, -1);
        // Every row of a group leaves it at distance 1, where the group ends.
        assertThat(model.strengths()).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0);
        assertThat(model.outlierScores())
                .containsExactly(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 - 1 / 67.0}, within(1e-12));
    }

    @Test
    void saysHowPersistentSegmentsAre() {
        HdbscanModel model = train(SampleTables.single(LINE), Map.of("minclustersize", 3));
        // Born where the first two part at distance 5 and ended at 1: (1 - 1/5) / 1; the third was born at 20.
        assertThat(model.preparation())
                .contains("3 segments out of a tree of 5 clusters, 1 of 11 rows noise")
                .contains("segment 0: persistence 0.800, from distance 5.000 down to 1.000")
                .contains("segment 2: persistence 0.950, from distance 20.00 down to 1.000");
    }

    @Test
    void segmentsNearerThanEpsilonAreNotSeparated() {
        HdbscanModel model = train(SampleTables.single(LINE), Map.of("minclustersize", 3, "epsilon", 6));
        assertThat(model.labels()).containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 1, 1, -1);
        assertThat(train(SampleTables.single(LINE), Map.of("minclustersize", 3, "epsilon", 4))
                        .clusters())
                .isEqualTo(3);
    }

    @Test
    void leavesAreFinerThanWhatStandsOut() {
        // Two tight groups, the first of which has a gap hardly wider than others.
        double[] x = {0, 1, 2, 3.2, 4.2, 5.2, 50, 51, 52};
        assertThat(train(SampleTables.single(x), Map.of("minclustersize", 3)).labels())
                .containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1);
        assertThat(train(SampleTables.single(x), Map.of("minclustersize", 3, "method", "leaf"))
                        .labels())
                .containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2);
    }

    @Test
    void allRowsAreOneSegmentOnlyWhereThatIsAllowed() {
        double[] x = {0, 1, 2, 3, 4, 5, 6, 7, 60};
        HdbscanModel none = train(SampleTables.single(x), Map.of("minclustersize", 3));
        assertThat(none.clusters()).isZero();
        assertThat(none.preparation()).anyMatch(line -> line.contains("single = true"));
        assertThat(none.figures()).isEmpty();
        HdbscanModel one = train(SampleTables.single(x), Map.of("minclustersize", 3, "single", true));
        assertThat(one.labels()).containsOnly(0);
        assertThat(one.strengths()[8]).isCloseTo(1 / 53.0, within(1e-12));
        HdbscanModel near = train(SampleTables.single(x), Map.of("minclustersize", 3, "single", true, "epsilon", 10));
        assertThat(near.labels()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, -1);
    }

    @Test
    void newRowsJoinWhatTheyAreNearTo() throws IOException {
        HdbscanModel trained = train(SampleTables.single(LINE), Map.of("minclustersize", 3));
        for (HdbscanModel model : List.of(trained, again(trained))) {
            // The third group came about at distance 20, the first two at 5.
            assertThat(model.assign(SampleTables.single(1.5, -4, -6, 15, 16, 40, 53, 98.5)))
                    .containsExactly(0, 0, -1, 1, -1, 2, -1, -1);
        }
    }

    @Test
    void theOrderOfRowsMakesNoDifference() {
        double[] x = Arrays.stream(Samples.blobs(8, 300, 2, 4, 0.5))
                .map(v -> Math.rint(v * 4) / 4)
                .toArray();
        double[] backwards = new double[x.length];
        for (int i = 0; i < 300; i++) {
            System.arraycopy(x, 2 * i, backwards, 2 * (299 - i), 2);
        }
        Map<String, Object> settings = Map.of("minclustersize", 8, "minsamples", 4, "scaling", "none");
        HdbscanModel one = train(Samples.table(x, 2), settings);
        HdbscanModel other = train(Samples.table(backwards, 2), settings);
        for (int i = 0; i < 300; i++) {
            assertThat(other.strengths()[299 - i]).isEqualTo(one.strengths()[i]);
            assertThat(other.outlierScores()[299 - i]).isEqualTo(one.outlierScores()[i]);
        }
    }

    @Test
    void hundredsOfThousandsOfEqualRowsAreOneWithAWeight() {
        int n = 300_000;
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i % 10 < 6 ? 1 : i % 10 < 9 ? 2 : 100 + i % 1000;
        }
        HdbscanModel model = train(SampleTables.single(x), Map.of());
        Map<Double, Integer> labels = new HashMap<>();
        int[] found = model.labels();
        for (int i = 0; i < n; i++) {
            assertThat(labels.merge(x[i], found[i], (a, b) -> a.equals(b) ? a : -9))
                    .isNotEqualTo(-9);
        }
        // What is as near as different rows ever are is not separated, however many rows equal each.
        assertThat(labels).containsEntry(1.0, 0).containsEntry(2.0, 0).containsEntry(109.0, 1);
    }

    @Test
    void manyColumnsAreComparedRowByRow() {
        int d = PrimTree.MANY_COLUMNS + 5;
        double[] x = Samples.blobs(9, 1_200, d, 3, 0.3);
        HdbscanModel model = train(Samples.table(x, d), Map.of());
        assertThat(model.clusters()).isEqualTo(3);
        int[] labels = model.labels();
        for (int i = 3; i < labels.length; i++) {
            assertThat(labels[i] < 0 || labels[i] == labels[i % 3]).isTrue();
        }
        assertThat(model.assign(Samples.table(x, d))).isEqualTo(labels);
    }

    @Test
    void theTreeOfSplitsIsDrawnAndKept() throws IOException {
        HdbscanModel model = train(SampleTables.single(LINE), Map.of("minclustersize", 3));
        for (HdbscanModel one : List.of(model, again(model))) {
            assertThat(one.figures()).hasSize(1);
            Figure.Dendrogram tree = (Figure.Dendrogram) one.figures().get(0);
            assertThat(tree.height()).containsExactly(5, 20);
            assertThat(tree.sizes()).containsExactly(4, 3, 3);
            assertThat(tree.labels()).containsExactly(0, 1, 2);
            assertThat(tree.left()).containsExactly(0, 3);
            assertThat(tree.right()).containsExactly(1, 2);
        }
    }

    @Test
    void aLargeTreeIsDrawnFromTheTop() {
        double[] x = IntStream.range(0, 400)
                .mapToDouble(i -> (i / 4) * 10 + (i / 4) * 0.01 * (i / 4) + i % 4)
                .toArray();
        HdbscanModel model = train(SampleTables.single(x), Map.of("minclustersize", 3));
        assertThat(model.clusters()).isEqualTo(100);
        Figure.Dendrogram tree = (Figure.Dendrogram) model.figures().get(0);
        assertThat(tree.sizes().length).isBetween(50, 60);
        assertThat(Arrays.stream(tree.sizes()).sum()).isEqualTo(400);
        assertThat(tree.height()).isSorted();
        assertThat(tree.labels()).contains(-1);
    }

    @Test
    void alternativesAreSettingsThatItTakes() {
        for (int rows : new int[] {1, 10, 300, 100_000}) {
            assertThat(new Hdbscan().alternatives(rows))
                    .hasSizeGreaterThanOrEqualTo(3)
                    .contains(Map.of());
        }
        FeatureTable table = SampleTables.mixed(300, 1);
        for (Map<String, Object> alternative : new Hdbscan().alternatives(300)) {
            assertThat(train(table, alternative).labels()).hasSize(300);
        }
    }

    private static HdbscanModel again(HdbscanModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        return new Hdbscan().read(new ByteArrayInputStream(out.toByteArray()));
    }

    private static HdbscanModel train(FeatureTable table, Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("scaling", "none", "logs", "never"));
        all.putAll(settings);
        return new Hdbscan().train(table, all, TrainingContext.sequential(1));
    }
}
