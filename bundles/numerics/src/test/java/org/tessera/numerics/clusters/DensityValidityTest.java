// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.tck.LabelledFile;

/**
 * Golden values: a slow program of our own in Python (NumPy), written from definitions 1 to 8 of Moulavi and others 2014
 * alone, with logarithms where this one has ratios, and whole matrices of distances.
 */
class DensityValidityTest {
    @Test
    void byHand() {
        // Core distances 1.5, 4/3, 2.4 and the same mirrored; the trees are chains with 1 and 12 inside and no inner
        // edge, so that 2.4 is their sparsest; 1 and 12 are 11 apart.
        LabelledPoints points =
                LabelledPoints.of(new double[] {0, 1, 3, 10, 12, 13}, 6, 1, new int[] {4, 4, 4, 2, 2, 2});
        assertThat(of(points)).isCloseTo((11 - 2.4) / 11, within(1e-12));
    }

    @Test
    void noiseAndSinglePointsWeighWithoutValue() {
        double[] data = {0, 1, 3, 4, 10, 12, 13, 14, 50};
        double value = of(LabelledPoints.of(data, 9, 1, new int[] {0, 0, 0, 0, 1, 1, 1, 1, -1}));
        assertThat(value).isCloseTo(0.7160493827160493, within(1e-12));
        assertThat(of(LabelledPoints.of(data, 9, 1, new int[] {0, 0, 0, 0, 1, 1, 1, 1, 2})))
                .isEqualTo(value);
        double without = of(LabelledPoints.of(Arrays.copyOf(data, 8), 8, 1, new int[] {0, 0, 0, 0, 1, 1, 1, 1}));
        assertThat(value).isCloseTo(without * 8 / 9, within(1e-12));
    }

    @Test
    void pairsAndEqualPoints() {
        // Pairs have one edge and no inner point; equal points have no sparseness at all.
        LabelledPoints pairs = LabelledPoints.of(new double[] {0, 1, 5, 7}, 4, 1, new int[] {0, 0, 1, 1});
        assertThat(of(pairs)).isCloseTo(((4 - 1) / 4.0 + (4 - 2) / 4.0) / 2, within(1e-12));
        LabelledPoints equal = LabelledPoints.of(new double[] {3, 3, 3, 5, 5, 5}, 6, 1, new int[] {0, 0, 0, 1, 1, 1});
        assertThat(of(equal)).isEqualTo(1);
        LabelledPoints same = LabelledPoints.of(new double[] {3, 3, 3, 3}, 4, 1, new int[] {0, 0, 1, 1});
        assertThat(of(same)).isZero();
    }

    @Test
    void needsTwoClusters() {
        double[] data = {1, 2, 3, 9};
        assertThat(of(LabelledPoints.of(data, 4, 1, new int[] {0, 0, 0, 0}))).isNaN();
        assertThat(of(LabelledPoints.of(data, 4, 1, new int[] {0, 0, 0, 1}))).isNaN();
        assertThat(of(LabelledPoints.of(data, 4, 1, new int[] {-1, -1, -1, -1})))
                .isNaN();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "flame, -0.2725672700087475, 0.014850887658485624",
        "lsun, 0.254243630562399, 0.313489671253563",
        "spiral, 0.09795121660662869, 0.11590606823104292",
        "iris, 0.0416996637093799, 0.05032203009089728",
        "wine, -0.8224798203849092, -0.7216170923240279",
        "target, 0.6086745685023447, 0.5518288092688797",
        "hepta, 0.7393815381494981, 0.6760600370656435",
        "chainlink, 0.72654842353386, 0.6470958868552127"
    })
    void asFromThePaperOnLabelledFiles(String name, double ofTruth, double withNoise) throws IOException {
        LabelledFile file = LabelledFile.read(name);
        int n = file.truth().length;
        int d = file.table().columns().size();
        int[] labels = file.truth().clone();
        assertThat(of(LabelledPoints.of(file.values(), n, d, labels))).isCloseTo(ofTruth, within(1e-9));
        for (int row = 0; row < n; row += 10) {
            labels[row] = -1;
        }
        assertThat(of(LabelledPoints.of(file.values(), n, d, labels))).isCloseTo(withNoise, within(1e-9));
    }

    @Test
    void manyColumnsDoNotOverflow() {
        Random random = new Random(3);
        int n = 60;
        int d = 300;
        int[] labels = new int[n];
        double[] data = new double[n * d];
        for (int row = 0; row < n; row++) {
            labels[row] = row % 2;
            for (int j = 0; j < d; j++) {
                data[row * d + j] = 1e-6 * (random.nextDouble() + 3 * labels[row]);
            }
        }
        // Far from each other against their own width: near 1, and the same in any unit.
        double small = of(LabelledPoints.of(data, n, d, labels));
        assertThat(small).isBetween(.5, 1.0);
        double[] large = Arrays.stream(data).map(value -> value * 1e12).toArray();
        assertThat(of(LabelledPoints.of(large, n, d, labels))).isCloseTo(small, within(1e-9));
    }

    @Test
    void threadsDoNotMatterAndASampleIsRepeatable() throws InterruptedException {
        Random random = new Random(8);
        int n = 900;
        double[] data = random.doubles(2L * n).toArray();
        int[] labels = new int[n];
        for (int row = 0; row < n; row++) {
            labels[row] = row % 11 == 0 ? -1 : data[2 * row] > .5 ? 1 : 0;
            data[2 * row] += labels[row] == 1 ? .4 : 0;
        }
        LabelledPoints points = LabelledPoints.of(data, n, 2, labels);
        double alone = of(points);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            assertThat(DensityValidity.of(points, new Parallel(threads, 4), done -> {}))
                    .isEqualTo(alone);
        } finally {
            threads.shutdownNow();
        }
        double sampled = DensityValidity.sampled(points, 300, 5, Parallel.sequential(), done -> {});
        assertThat(sampled).isBetween(-1.0, 1.0).isNotEqualTo(alone);
        assertThat(DensityValidity.sampled(points, 300, 5, Parallel.sequential(), done -> {}))
                .isEqualTo(sampled);
        assertThat(DensityValidity.sampled(points, n, 5, Parallel.sequential(), done -> {}))
                .isEqualTo(alone);
        assertThatThrownBy(() -> DensityValidity.sampled(points, 0, 5, Parallel.sequential(), done -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DensityValidity.of(points, Parallel.sequential(), done -> {
                    throw new CancellationException("enough");
                }))
                .isInstanceOf(CancellationException.class);
    }

    private static double of(LabelledPoints points) {
        return DensityValidity.of(points, Parallel.sequential(), done -> {});
    }
}
