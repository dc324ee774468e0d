// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.TrainingContext;

class WeightsTest {
    private static final Map<String, ?> SETTINGS =
            Map.of("weight", "w", "scaling", "none", "logs", "never", "tolerance", 0);

    /** Expected values: scikit-learn 1.2.1, KMeans(init=…, n_init=1, tol=0).fit(X, sample_weight=w). */
    @Test
    void areThoseOfScikitLearn() {
        int n = 60;
        double[] x = new double[n];
        double[] y = new double[n];
        double[] w = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = (i * 37 % 101) / 10.0;
            y[i] = (i * i * 13 % 97) / 10.0;
            w[i] = (i % 7) / 2.0;
        }
        double[] initial = {x[1], y[1], x[15], y[15], x[30], y[30], x[45], y[45]};
        KMeansModel model = new KMeans().trainFrom(initial, table(x, y, w), SETTINGS, TrainingContext.sequential(1));
        assertThat(model.inertia()).isCloseTo(262.554761433325, within(1e-9));
        assertThat(model.centres().values())
                .containsExactly(
                        new double[] {
                            1.16774194,
                            2.57741935,
                            5.69347826,
                            3.66304348,
                            8.49347826,
                            5.55434783,
                            3.08039216,
                            7.86862745
                        },
                        within(1e-8));
        assertThat(model.dimensions()).isEqualTo(2);
        assertThat(model.preparation()).anyMatch(line -> line.startsWith("w: says how much each row counts"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e200})
    void whatIsNoWeightIsRefusedWithColumnAndRow(double wrong) {
        double[] values = {1, 2, 3, 4};
        assertThatThrownBy(() -> train(table(values, values, new double[] {1, 0, wrong, 1})))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("column w, row 2")
                .hasMessageContaining("no weight");
    }

    @Test
    void weightsOfNothingAreRefused() {
        double[] values = {1, 2, 3, 4};
        assertThatThrownBy(() -> train(table(values, values, new double[4])))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("all 4 weights are 0");
    }

    @Test
    void aColumnThatIsNotThereIsRefused() {
        FeatureTable table =
                FeatureTable.builder(2).numeric("x", "", new double[] {1, 2}).build();
        assertThatThrownBy(() -> train(table))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("no column of numbers 'w'");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"plusplus", "parallel", "sample", "random"})
    void aRowThatCountsNothingPullsNoCentre(String seeding) {
        double[] x = {0, 1, 10, 11, 500};
        FeatureTable table = table(x, x, new double[] {1, 1, 1, 1, 0});
        KMeansModel model = new KMeans()
                .train(
                        table,
                        Map.of("weight", "w", "scaling", "none", "logs", "never", "k", 2, "seeding", seeding),
                        TrainingContext.sequential(1));
        assertThat(model.centres().values()).containsExactlyInAnyOrder(0.5, 0.5, 10.5, 10.5);
        assertThat(model.labels()).containsExactly(1, 1, 0, 0, 0);
    }

    /** Few rows of three groups weigh anything among many that do not and lie everywhere. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"plusplus", "parallel", "sample", "random"})
    void theNumberIsChosenByTheRowsThatCount(String seeding) {
        int n = 20_000;
        double[] x = new double[n];
        double[] w = new double[n];
        for (int i = 0; i < n; i++) {
            boolean counts = i % 100 == 0;
            x[i] = counts ? 300 * (i / 100 % 3) + i % 7 : i * 37 % 1_000;
            w[i] = counts ? 1 + i % 3 : 0;
        }
        KMeansModel model = new KMeans().train(table(x, x, w), chosen(seeding), TrainingContext.sequential(1));
        assertThat(model.clusters()).isEqualTo(3);
        assertThat(model.preparation()).anyMatch(line -> line.startsWith("k = 3 chosen out of 2 to 6: silhouette"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"plusplus", "parallel", "sample", "random"})
    void twoRowsThatCountAreNoClusters(String seeding) {
        double[] x = {0, 1, 10, 11, 500};
        FeatureTable table = table(x, x, new double[] {0, 1, 0, 1, 0});
        KMeansModel model = new KMeans().train(table, chosen(seeding), TrainingContext.sequential(1));
        assertThat(model.clusters()).isEqualTo(1);
        assertThat(model.preparation())
                .anyMatch(line -> line.equals("k = 1, as there are only 2 rows that weigh anything"));
    }

    private static Map<String, ?> chosen(String seeding) {
        return Map.of("weight", "w", "scaling", "none", "logs", "never", "kmax", 6, "seeding", seeding);
    }

    @Test
    void fewerRowsThatCountThanSegmentsAreCountedInTheNote() {
        double[] x = {0, 1, 1, 11, 500};
        KMeansModel model = new KMeans()
                .train(
                        table(x, x, new double[] {1, 1, 2, 0, 0}),
                        Map.of("weight", "w", "k", 4),
                        TrainingContext.sequential(1));
        assertThat(model.preparation()).contains("k = 4 was to be formed, but only 2 different rows weigh anything");
    }

    @Test
    void newRowsNeedNoWeight() {
        double[] x = {0, 1, 10, 11};
        KMeansModel model = new KMeans()
                .train(
                        table(x, x, new double[] {1, 2, 3, 4}),
                        Map.of("weight", "w", "k", 2),
                        TrainingContext.sequential(1));
        FeatureTable row = FeatureTable.builder(1)
                .numeric("x", "", new double[] {10})
                .numeric("y", "", new double[] {10})
                .build();
        assertThat(model.assign(row)).containsExactly(model.labels()[2]);
    }

    private static KMeansModel train(FeatureTable table) {
        return new KMeans().train(table, Map.of("weight", "w", "k", 2), TrainingContext.sequential(1));
    }

    private static FeatureTable table(double[] x, double[] y, double[] w) {
        return FeatureTable.builder(x.length)
                .numeric("x", "", x)
                .numeric("w", "", w)
                .numeric("y", "", y)
                .build();
    }
}
