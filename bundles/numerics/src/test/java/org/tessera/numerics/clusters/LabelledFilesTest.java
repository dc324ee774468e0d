// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.tck.LabelledFile;

/**
 * All measures on all labelled files against scikit-learn 1.2.1 ({@code sklearn.metrics}; purity from its contingency
 * matrix). Internal measures are those of the true classes on the columns as they are. What is compared with the truth
 * are two groupings that anyone can repeat: <em>quadrant</em>, whether the first and the second column are above the
 * middle of their range, and <em>third</em>, the number of the row modulo 3. Of the file without classes, s-set4, the
 * thirds are the truth.
 */
class LabelledFilesTest {
    private static final double TOLERANCE = 1e-9;

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "scikit-learn.csv", numLinesToSkip = 1)
    void measuresAsScikitLearn(ArgumentsAccessor expected) throws IOException {
        LabelledFile file = LabelledFile.read(expected.getString(0));
        int n = file.table().rows();
        int d = file.table().columns().size();
        assertThat(n).isEqualTo(expected.getInteger(1));
        int[] thirds = IntStream.range(0, n).map(row -> row % 3).toArray();
        int[] truth = file.truth().length == 0 ? thirds : file.truth();

        LabelledPoints points = LabelledPoints.of(file.values(), n, d, truth);
        double[] values = Silhouette.values(points, Parallel.sequential());
        double silhouette = Silhouette.mean(points, Parallel.sequential());
        assertThat(silhouette).isCloseTo(expected.getDouble(2), within(TOLERANCE));
        assertThat(Arrays.stream(values).average().orElseThrow()).isCloseTo(silhouette, within(TOLERANCE));
        assertThat(Dispersion.daviesBouldin(points)).isCloseTo(expected.getDouble(3), relative(expected, 3));
        assertThat(Dispersion.calinskiHarabasz(points)).isCloseTo(expected.getDouble(4), relative(expected, 4));

        check(Agreement.of(quadrants(file.values(), n, d), truth), expected, 5);
        check(Agreement.of(thirds, truth), expected, 9);

        int sample = n / 4;
        double variance = Arrays.stream(values)
                        .map(value -> (value - silhouette) * (value - silhouette))
                        .sum()
                / (n - 1);
        double error = Math.sqrt(variance / sample * (1 - (double) sample / n));
        double[] within = new double[20];
        for (int seed = 0; seed < within.length; seed++) {
            double sampled = Silhouette.sampled(points, sample, seed, Parallel.sequential(), done -> {});
            within[seed] = Math.abs(sampled - silhouette) / error;
        }
        assertThat(Arrays.stream(within).max().orElseThrow())
                .as("in standard errors")
                .isLessThan(4);
        // Two of three are to be expected; fewer than half happen once in thirty times.
        assertThat(Arrays.stream(within).filter(e -> e <= 1).count())
                .as("within one standard error")
                .isGreaterThanOrEqualTo(8);
    }

    private static void check(Agreement agreement, ArgumentsAccessor expected, int column) {
        Offset<Double> close = within(TOLERANCE);
        assertThat(agreement.purity()).isCloseTo(expected.getDouble(column), close);
        assertThat(agreement.adjustedRand()).isCloseTo(expected.getDouble(column + 1), close);
        assertThat(agreement.normalizedMutualInformation()).isCloseTo(expected.getDouble(column + 2), close);
        assertThat(agreement.vMeasure()).isCloseTo(expected.getDouble(column + 3), close);
    }

    private static Offset<Double> relative(ArgumentsAccessor expected, int column) {
        return within(TOLERANCE * Math.max(1, expected.getDouble(column)));
    }

    private static int[] quadrants(double[] values, int n, int d) {
        int[] quadrants = new int[n];
        for (int j = 0; j < 2; j++) {
            int column = j;
            double low = IntStream.range(0, n)
                    .mapToDouble(row -> values[row * d + column])
                    .min()
                    .orElseThrow();
            double high = IntStream.range(0, n)
                    .mapToDouble(row -> values[row * d + column])
                    .max()
                    .orElseThrow();
            for (int row = 0; row < n; row++) {
                quadrants[row] += values[row * d + j] > (low + high) / 2 ? 1 << j : 0;
            }
        }
        return quadrants;
    }
}
