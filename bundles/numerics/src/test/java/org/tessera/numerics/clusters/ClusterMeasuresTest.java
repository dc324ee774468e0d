// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.numerics.parallel.Parallel;

/** Golden values: scikit-learn 1.2.1, {@code sklearn.metrics}. */
class ClusterMeasuresTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final Offset<Double> CLOSE = within(1e-9);

    /** Two pairs on a line: 0, 1 and 10, 12. */
    private static final double[] LINE = {0, 1, 10, 12};

    private static final int[] PAIRS = {0, 0, 1, 1};

    @Test
    void silhouetteByHand() {
        LabelledPoints points = LabelledPoints.of(LINE, 4, 1, PAIRS);
        double[] expected = {1 - 1 / 11.0, 1 - 1 / 10.0, 1 - 2 / 9.5, 1 - 2 / 11.5};
        assertThat(Silhouette.values(points, Parallel.sequential())).containsExactly(expected, EXACT);
        assertThat(Silhouette.mean(points, Parallel.sequential()))
                .isCloseTo(Arrays.stream(expected).average().orElseThrow(), EXACT);
    }

    @Test
    void dispersionByHand() {
        LabelledPoints points = LabelledPoints.of(LINE, 4, 1, PAIRS);
        // Mean distances from the centroids .5 and 11 are .5 and 1; the centroids are 10.5 apart.
        assertThat(Dispersion.daviesBouldin(points)).isCloseTo(1.5 / 10.5, EXACT);
        // Centre 5.75: between 2 × 5.25² × 2, within .5 + 2.
        assertThat(Dispersion.calinskiHarabasz(points)).isCloseTo(4 * 5.25 * 5.25 / 2.5 * 2, CLOSE);
    }

    @Test
    void noiseIsLeftOutAndNumbersMayHaveGaps() {
        double[] withNoise = {500, 0, 1, -300, 10, 12};
        LabelledPoints points = LabelledPoints.of(withNoise, 6, 1, new int[] {-1, 7, 7, -1, 3, 3});
        LabelledPoints plain = LabelledPoints.of(LINE, 4, 1, PAIRS);
        assertThat(points.clusters()).isEqualTo(2);
        assertThat(Silhouette.mean(points, Parallel.sequential()))
                .isCloseTo(Silhouette.mean(plain, Parallel.sequential()), EXACT);
        assertThat(Dispersion.daviesBouldin(points)).isCloseTo(Dispersion.daviesBouldin(plain), EXACT);
        assertThat(Dispersion.calinskiHarabasz(points)).isCloseTo(Dispersion.calinskiHarabasz(plain), CLOSE);
        double[] values = Silhouette.values(points, Parallel.sequential());
        assertThat(values[0]).isNaN();
        assertThat(values[3]).isNaN();
        assertThat(values[1]).isCloseTo(1 - 1 / 11.0, EXACT);
    }

    @Test
    void aPointAloneHasSilhouetteZero() {
        LabelledPoints points = LabelledPoints.of(new double[] {0, 1, 50}, 3, 1, new int[] {0, 0, 1});
        assertThat(Silhouette.values(points, Parallel.sequential()))
                .containsExactly(new double[] {1 - 1 / 50.0, 1 - 1 / 49.0, 0}, EXACT);
    }

    @Test
    void fewerThanTwoClustersAreNotMeasured() {
        for (int[] labels : List.of(new int[] {0, 0, 0, 0}, new int[] {-1, -1, -1, -1}, new int[] {-1, 2, 2, -1})) {
            LabelledPoints points = LabelledPoints.of(LINE, 4, 1, labels);
            assertThat(Silhouette.mean(points, Parallel.sequential())).isNaN();
            assertThat(Silhouette.sampled(points, 2, 1, Parallel.sequential(), done -> {}))
                    .isNaN();
            assertThat(Silhouette.values(points, Parallel.sequential())).containsOnly(Double.NaN);
            assertThat(Dispersion.daviesBouldin(points)).isNaN();
            assertThat(Dispersion.calinskiHarabasz(points)).isNaN();
        }
    }

    @Test
    void equalPointsInDifferentClusters() {
        LabelledPoints points = LabelledPoints.of(new double[] {3, 3, 3, 3}, 4, 1, PAIRS);
        assertThat(Silhouette.mean(points, Parallel.sequential())).isZero();
        assertThat(Dispersion.daviesBouldin(points)).isZero();
        assertThat(Dispersion.calinskiHarabasz(points)).isNaN();
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> LabelledPoints.of(LINE, 3, 1, PAIRS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 rows of 1");
        assertThatThrownBy(() -> LabelledPoints.of(LINE, 4, 1, new int[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 labels for 4 rows");
        assertThatThrownBy(() -> Agreement.of(new int[2], new int[3])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void agreementByHand() {
        Agreement agreement = Agreement.of(new int[] {0, 0, 0, 1, 1, 1}, new int[] {5, 5, 8, 8, 8, 8});
        assertThat(agreement.purity()).isCloseTo(5 / 6.0, EXACT);
        // Pairs: 1 + 0 + 3 in both, 6 in the groups, 7 in the classes, 15 in all.
        assertThat(agreement.adjustedRand()).isCloseTo((4 - 42 / 15.0) / (6.5 - 42 / 15.0), EXACT);
        double ofClasses = -(Math.log(1 / 3.0) / 3 + 2 * Math.log(2 / 3.0) / 3);
        double left = -(2 * Math.log(2 / 3.0) / 3 + Math.log(1 / 3.0) / 3) / 2;
        assertThat(agreement.homogeneity()).isCloseTo(1 - left / ofClasses, EXACT);
    }

    @Test
    void agreementAtTheEdges() {
        assertThat(Agreement.of(new int[] {4, 4, -1}, new int[] {0, 0, 7})).isEqualTo(new Agreement(1, 1, 1, 1, 1, 1));
        assertThat(Agreement.of(new int[] {1, 1}, new int[] {2, 2})).isEqualTo(new Agreement(1, 1, 1, 1, 1, 1));
        Agreement split = Agreement.of(new int[] {0, 1, 2}, new int[] {0, 0, 0});
        assertThat(split).isEqualTo(new Agreement(1, 0, 1, 0, 0, 0));
        assertThat(Agreement.of(new int[0], new int[0]).purity()).isNaN();
    }

    /** The generator of the golden values: a linear congruence, clusters of boxes that overlap. */
    private static final class Boxes {
        final double[] data;
        final int[] labels;
        final int[] truth;
        private long state;

        Boxes(int n, int d, int k, int seed) {
            state = seed;
            data = new double[n * d];
            labels = new int[n];
            truth = new int[n];
            for (int i = 0; i < n; i++) {
                labels[i] = (int) (next() * k);
                truth[i] = i % 5 == 0 ? i * 7 / 3 % (k + 1) : labels[i];
                for (int j = 0; j < d; j++) {
                    data[i * d + j] = labels[i] * (j % 2 == 0 ? 1 : -.5) + next() + next();
                }
            }
        }

        private double next() {
            state = (state * 1103515245L + 12345) % (1L << 31);
            return state / (double) (1L << 31);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "60, 2, 3, 1, 0.3746296038467134, 0.8817468488213734, 84.83184346759708,"
                + "0.8166666666666667, 0.5601921769289484, 0.4991220362246829, 0.5694713932671814, 0.5319810388772127",
        "500, 5, 4, 7, 0.38719209951669936, 0.9284850369239146, 861.0903838493048,"
                + "0.844, 0.6239902962447896, 0.5980107957718236, 0.5963859484799401, 0.5971972669115824",
        "701, 3, 9, 42, 0.372716989991059, 0.8894768042889698, 2731.5624432419486,"
                + "0.8231098430813124, 0.6332821184135069, 0.6633565843115905, 0.6587710458004344, 0.6610558630387645",
    })
    void asScikitLearnOnGeneratedData(
            int n,
            int d,
            int k,
            int seed,
            double silhouette,
            double daviesBouldin,
            double calinskiHarabasz,
            double purity,
            double ari,
            double homogeneity,
            double completeness,
            double vMeasure) {
        Boxes boxes = new Boxes(n, d, k, seed);
        LabelledPoints points = LabelledPoints.of(boxes.data, n, d, boxes.labels);
        assertThat(Silhouette.mean(points, Parallel.sequential())).isCloseTo(silhouette, CLOSE);
        assertThat(Dispersion.daviesBouldin(points)).isCloseTo(daviesBouldin, CLOSE);
        assertThat(Dispersion.calinskiHarabasz(points)).isCloseTo(calinskiHarabasz, within(1e-6));
        check(
                Agreement.of(boxes.labels, boxes.truth),
                new Agreement(purity, ari, homogeneity, completeness, vMeasure, vMeasure));
    }

    private static void check(Agreement agreement, Agreement expected) {
        assertThat(agreement.purity()).isCloseTo(expected.purity(), CLOSE);
        assertThat(agreement.adjustedRand()).isCloseTo(expected.adjustedRand(), CLOSE);
        assertThat(agreement.homogeneity()).isCloseTo(expected.homogeneity(), CLOSE);
        assertThat(agreement.completeness()).isCloseTo(expected.completeness(), CLOSE);
        assertThat(agreement.vMeasure()).isCloseTo(expected.vMeasure(), CLOSE);
        assertThat(agreement.normalizedMutualInformation()).isCloseTo(expected.normalizedMutualInformation(), CLOSE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void threadsAndOrderDoNotMatter(long seed) throws InterruptedException {
        Random random = new Random(seed);
        int n = 200 + random.nextInt(800);
        int d = 1 + random.nextInt(7);
        int k = 2 + random.nextInt(6);
        double[] data = random.doubles((long) n * d).toArray();
        int[] labels = random.ints(n, -1, k).toArray();
        LabelledPoints points = LabelledPoints.of(data, n, d, labels);
        double alone = Silhouette.mean(points, Parallel.sequential());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            assertThat(Silhouette.mean(points, new Parallel(threads, 4)))
                    .as("seed %d", seed)
                    .isEqualTo(alone);
        } finally {
            threads.shutdownNow();
        }
        int[] renamed = Arrays.stream(labels).map(l -> l < 0 ? -5 : 100 - l).toArray();
        assertThat(Silhouette.mean(LabelledPoints.of(data, n, d, renamed), Parallel.sequential()))
                .as("seed %d", seed)
                .isCloseTo(alone, EXACT);
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 5", "2, 257, 4", "3, 1300, 2", "5, 900, 450", "8, 1100, 30", "9, 513, 513"})
    void eachPairOnceIsAsEachPointAgainstAll(int d, int n, int k) {
        Random random = new Random(31L * n + d);
        double[] data = random.doubles((long) n * d).toArray();
        int[] labels = IntStream.range(0, n)
                .map(row -> row < k ? row : random.nextInt(k))
                .toArray();
        double[] values = Silhouette.values(LabelledPoints.of(data, n, d, labels), Parallel.sequential());
        for (int row = 0; row < n; row++) {
            assertThat(values[row]).as("row %d", row).isCloseTo(plain(data, n, d, labels, k, row), CLOSE);
        }
    }

    private static double plain(double[] data, int n, int d, int[] labels, int k, int row) {
        double[] sums = new double[k];
        int[] sizes = new int[k];
        for (int other = 0; other < n; other++) {
            double square = 0;
            for (int j = 0; j < d; j++) {
                square += Math.pow(data[row * d + j] - data[other * d + j], 2);
            }
            sums[labels[other]] += Math.sqrt(square);
            sizes[labels[other]]++;
        }
        int own = labels[row];
        double inside = sums[own] / (sizes[own] - 1);
        double nearest = IntStream.range(0, k)
                .filter(c -> c != own && sizes[c] > 0)
                .mapToDouble(c -> sums[c] / sizes[c])
                .min()
                .orElseThrow();
        return sizes[own] == 1 ? 0 : (nearest - inside) / Math.max(inside, nearest);
    }

    @Test
    void aSampleComesCloseAndIsRepeatable() {
        Boxes boxes = new Boxes(20_000, 3, 4, 11);
        LabelledPoints points = LabelledPoints.of(boxes.data, 20_000, 3, boxes.labels);
        double exact = Silhouette.mean(points, Parallel.sequential());
        double sampled = Silhouette.sampled(points, 2_000, 5, Parallel.sequential(), done -> {});
        assertThat(sampled).isCloseTo(exact, within(.02)).isNotEqualTo(exact);
        assertThat(Silhouette.sampled(points, 2_000, 5, Parallel.sequential(), done -> {}))
                .isEqualTo(sampled);
        assertThat(Silhouette.sampled(points, 2_000, 6, Parallel.sequential(), done -> {}))
                .isNotEqualTo(sampled);
        assertThat(Silhouette.sampled(points, 50_000, 6, Parallel.sequential(), done -> {}))
                .isEqualTo(exact);
    }

    @Test
    void theWatcherStopsIt() {
        Boxes boxes = new Boxes(2_000, 3, 4, 11);
        LabelledPoints points = LabelledPoints.of(boxes.data, 2_000, 3, boxes.labels);
        assertThatThrownBy(() -> Silhouette.mean(points, Parallel.sequential(), done -> {
                    throw new CancellationException("enough");
                }))
                .isInstanceOf(CancellationException.class);
    }
}
