// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.Figure;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleTables;

class GaussianMixtureTest {
    @Test
    void moreSegmentsThanRowsAreRefusedWithBothNumbers() {
        assertThatThrownBy(() -> train(SampleTables.single(1, 2, 3), Map.of("k", 4)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("4 segments of 3 rows");
    }

    @Test
    void fewerDifferentRowsThanSegmentsGiveFewerAndSaySo() {
        GmmModel model = train(SampleTables.single(1, 1, 1, 5, 5, 9), Map.of("k", 5));
        assertThat(model.clusters()).isEqualTo(3);
        assertThat(model.labels()).containsExactly(0, 0, 0, 1, 1, 2);
        assertThat(model.preparation()).anyMatch(line -> line.contains("k = 5 was to be formed, but only 3"));
    }

    @Test
    void aSingleSegmentIsTheMeanAndTheVariance() {
        GmmModel model = train(SampleTables.single(1, 2, 3, 6), Map.of("k", 1, "scaling", "none"));
        assertThat(model.mixture().means()).containsExactly(3);
        assertThat(model.mixture().covariances()).containsExactly(new double[] {3.5 + 1e-6}, within(1e-12));
        assertThat(model.strengths()).containsOnly(1);
        // -n/2 (ln 2π + ln s²) - Σ(x - m)² / 2s²
        double s = 3.5 + 1e-6;
        assertThat(model.logLikelihood())
                .isCloseTo(-2 * (Math.log(2 * Math.PI) + Math.log(s)) - 14 / (2 * s), within(1e-12));
        assertThat(model.bic()).isCloseTo(-2 * model.logLikelihood() + 2 * Math.log(4), within(1e-12));
    }

    @Test
    void covariancesThatDoNotFitIntoMemoryAreRefused() {
        FeatureTable wide = SampleTables.blobs(1_000, 400, 2, 1, 1);
        assertThatThrownBy(() -> train(wide, Map.of("k", 1_000)))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("1000 segments of 400 prepared columns")
                .hasMessageContaining("expected at most 4 GB");
    }

    @ParameterizedTest(name = "{0} segments of {1} columns")
    @CsvSource({"1, 1", "8, 30", "100, 100", "20, 500", "100, 400", "1000, 250", "1, 9000"})
    void sumsKeepToTheirRoomAndThreadsAtWork(int k, int d) {
        long size = Sums.size(Covariance.FULL, k, d);
        long parts = Expectation.parts(size);
        assertThat(parts).isBetween(1L, 64L);
        assertThat(parts == 1 || parts * size <= 64L << 20).isTrue();
        assertThat(parts >= 16 || size > 4L << 20).isTrue();
        // Two mixtures with factors and two sums are the least, a room of 512 MB is the most beside them.
        double covariances = (double) k * d * d;
        assertThat(GaussianMixture.numbers(Covariance.FULL, k, d))
                .isBetween(6 * covariances, 4 * covariances + 2.0 * size + (64L << 20));
        assertThat(GaussianMixture.numbers(Covariance.TIED, k, d))
                .isBetween(4.0 * d * d + 2.0 * size, 4.0 * d * d + 2.0 * size + (64L << 20));
    }

    @Test
    void meansThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new GaussianMixture()
                        .trainFrom(
                                new double[] {1, 2, 3},
                                SampleTables.blobs(10, 2, 2, 1, 1),
                                Map.of(),
                                TrainingContext.sequential(1)))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("3 values are no means of 2 prepared columns");
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({"full, 1", "full, 2", "diagonal, 1", "tied, 1", "spherical, 1", "spherical, 2"})
    void theLikelihoodNeverFalls(String covariance, long seed) {
        FeatureTable table = SampleTables.blobs(800, 4, 5, 3, seed);
        double before = Double.NEGATIVE_INFINITY;
        for (int iterations = 1; iterations < 20; iterations++) {
            GmmModel model = train(
                    table,
                    Map.of("k", 5, "covariance", covariance, "iterations", iterations, "tolerance", 0, "starts", 1),
                    seed);
            assertThat(model.logLikelihood()).isGreaterThanOrEqualTo(before - 1e-7);
            before = model.logLikelihood();
        }
    }

    /** Two long groups crossing the same middle: no centres tell them apart, covariances do. */
    @Test
    void groupsOfTheSameMiddleAreToldApartByTheirExtent() {
        int n = 2000;
        FeatureTable noise = SampleTables.blobs(n, 2, 1, 1, 3);
        double[] x = noise.rowMajor().orElseThrow().clone();
        double[] middle = new double[] {mean(x, 0), mean(x, 1)};
        int[] truth = new int[n];
        for (int i = 0; i < n; i++) {
            truth[i] = i % 2;
            for (int j = 0; j < 2; j++) {
                x[i * 2 + j] = (x[i * 2 + j] - middle[j]) * (j == truth[i] ? 10 : 0.2);
            }
        }
        GmmModel model = train(FeatureTable.ofRowMajor(x, n, List.of("x", "y")), Map.of("k", 2, "scaling", "none"));
        int[] labels = model.labels();
        long agree = IntStream.range(0, n).filter(i -> labels[i] == truth[i]).count();
        assertThat(Math.max(agree, n - agree)).isGreaterThan((long) (0.95 * n));
    }

    private static double mean(double[] x, int j) {
        return IntStream.range(0, x.length / 2)
                .mapToDouble(i -> x[i * 2 + j])
                .average()
                .orElseThrow();
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

    @ParameterizedTest(name = "regularization {0}")
    @ValueSource(doubles = {0, 1e-6})
    void columnsThatSayTheSameAreNoFailure(double regularization) {
        FeatureTable blobs = SampleTables.blobs(500, 2, 3, 1, 4);
        FeatureTable.Numeric first = (FeatureTable.Numeric) blobs.columns().get(0);
        double[] values = IntStream.range(0, 500).mapToDouble(first::value).toArray();
        FeatureTable table = FeatureTable.builder(500)
                .numeric("a", "", values)
                .numeric("b", "", values)
                .numeric("c", "", Arrays.stream(values).map(v -> 1 - 3 * v).toArray())
                .build();
        GmmModel model = train(table, Map.of("k", 3, "regularization", regularization));
        assertThat(model.logLikelihood()).isFinite();
        assertThat(Arrays.stream(model.memberships(table))).allMatch(value -> value >= 0 && value <= 1);
        assertThat(model.preparation().stream().anyMatch(line -> line.contains("was widened")))
                .isEqualTo(regularization == 0);
    }

    @Test
    void theNumberIsChosenByTheCriterionAndShown() {
        FeatureTable table = SampleTables.blobs(1_000, 3, 4, 0.5, 2);
        GmmModel model = train(table, Map.of());
        assertThat(model.clusters()).isEqualTo(4);
        assertThat(model.preparation()).anyMatch(line -> line.startsWith("k = 4 chosen out of 2 to"));
        assertThat(model.settings()).containsEntry("k", 0);
        Figure.Curve curve = (Figure.Curve) model.figures().get(0);
        assertThat(curve.x()).startsWith(2, 3, 4, 5);
        int lowest = IntStream.range(0, curve.y().length)
                .reduce((a, b) -> curve.y()[b] < curve.y()[a] ? b : a)
                .orElseThrow();
        assertThat(curve.x()[lowest]).isEqualTo(4);
        assertThat(curve.mark()).isEqualTo(curve.y()[lowest]);
        // The sample is the table here, so the model has the criterion of its number.
        assertThat(curve.mark()).isCloseTo(model.bic(), within(Math.abs(0.01 * model.bic())));
    }

    @Test
    void aGivenNumberHasNoCurve() {
        assertThat(train(SampleTables.blobs(100, 2, 2, 1, 1), Map.of("k", 2)).figures())
                .isEmpty();
    }

    @Test
    void theChoiceKeepsToItsBounds() {
        assertThat(train(SampleTables.mixed(300, 1), Map.of("kmin", 4, "kmax", 5))
                        .clusters())
                .isBetween(4, 5);
    }

    private static GmmModel train(FeatureTable table, Map<String, ?> settings) {
        return train(table, settings, 1);
    }

    private static GmmModel train(FeatureTable table, Map<String, ?> settings, long seed) {
        return new GaussianMixture().train(table, settings, TrainingContext.sequential(seed));
    }
}
