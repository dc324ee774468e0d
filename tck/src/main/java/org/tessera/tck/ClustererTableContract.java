// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.TrainingContext;

/** What every clusterer owes whoever hands it a table: columns by name, and a word about those it can do nothing with. */
public abstract class ClustererTableContract extends SavedModelContract<FeatureTable, ClusterModel> {
    static final int ROWS = 300;

    /** Only {@link ClustererDetailsContract} extends this. */
    ClustererTableContract() {}

    /** A clusterer as it is used, with its default settings. */
    protected abstract Clusterer clusterer();

    /** Settings that make three clusters of {@link SampleTables#mixed}. */
    protected abstract Map<String, ?> threeClusters();

    /**
     * Settings that a clusterer which goes by named columns needs to take a table of others, such as those that name the
     * columns. The contract trains on {@link SampleTables#mixed} with the settings of {@link #clusterer()} alone, too.
     */
    protected Map<String, ?> columnSettings(FeatureTable table) {
        return Map.of();
    }

    @Test
    void columnsAreFoundByName() {
        FeatureTable table = SampleTables.mixed(ROWS, 3);
        ClusterModel model = train(table, 1);
        assertThat(model.assign(SampleTables.reordered(table))).isEqualTo(model.assign(table));
    }

    @Test
    void lackingColumnsCountAsMissing() {
        FeatureTable table = SampleTables.mixed(ROWS, 3);
        ClusterModel model = train(table, 1);
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
        ClusterModel model = train(SampleTables.mixed(ROWS, 3), 1);
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
        ClusterModel model = train(SampleTables.mixed(ROWS, 3), 1);
        assertThat(model.assign(FeatureTable.builder(0).build())).isEmpty();
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
        ClusterModel model = train(table, 1);
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
        ClusterModel model = train(SampleTables.mixed(ROWS, 1), 1);
        FeatureTable row = FeatureTable.builder(1)
                .numeric("recency", "days", new double[] {Double.POSITIVE_INFINITY})
                .build();
        assertThatThrownBy(() -> model.assign(row))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("recency");
    }

    @Test
    void aColumnOfAnotherKindIsRefusedByName() {
        ClusterModel model = train(SampleTables.mixed(ROWS, 1), 1);
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
        ClusterModel model = train(table, 1);
        assertThat(model.dimensions()).isLessThan(100);
        assertThat(model.labels()).hasSize(rows);
    }

    /** Either is sane: an answer with labels in range, or a failure a person can act on. */
    private void answeredOrRefused(FeatureTable table) {
        try {
            ClusterModel model = withDefaults(table);
            assertThat(model.labels()).hasSize(table.rows());
            assertThat(Arrays.stream(model.labels()))
                    .allMatch(label -> label >= ClusterModel.NOISE && label < model.clusters());
        } catch (TesseraException e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(e.hint()).isNotBlank();
        }
    }

    private void refused(FeatureTable table, String naming) {
        assertThatThrownBy(() -> withDefaults(table)).isInstanceOfSatisfying(TesseraException.class, e -> {
            assertThat(e.getMessage()).contains(naming);
            assertThat(e.hint()).isNotBlank();
        });
    }

    private ClusterModel withDefaults(FeatureTable table) {
        return clusterer().train(table, columnSettings(table), TrainingContext.sequential(1));
    }
}
