// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaneProjectionTest {
    private static final Offset<Double> CLOSE = within(1e-9);

    @Test
    void axesByHand() {
        // Spread 4 along the second column, 2 along the first, none along the third.
        double[] plane = PlaneProjection.of(new double[] {1, 5, 3, -1, 5, 3, 0, 9, 3, 0, 1, 3}, 4, 3);
        assertThat(plane).containsExactly(new double[] {0, 1, 0, -1, 4, 0, -4, 0}, CLOSE);
    }

    @Test
    void oneColumnHasOneComponent() {
        assertThat(PlaneProjection.of(new double[] {1, 2, 6}, 3, 1))
                .containsExactly(new double[] {-2, 0, -1, 0, 3, 0}, CLOSE);
    }

    @Test
    void constantAndEmptyDataGiveZeros() {
        assertThat(PlaneProjection.of(new double[] {7, 8, 7, 8, 7, 8}, 3, 2)).containsOnly(0);
        assertThat(PlaneProjection.of(new double[0], 0, 4)).isEmpty();
        assertThat(PlaneProjection.of(new double[0], 2, 0)).containsExactly(0, 0, 0, 0);
        assertThat(PlaneProjection.of(new double[] {1, 2, 3}, 1, 3)).containsExactly(0, 0);
    }

    @Test
    void whatIsNotFiniteCountsAsTheMean() {
        double[] plane = PlaneProjection.of(new double[] {-1, Double.NaN, 1}, 3, 1);
        assertThat(plane).containsExactly(new double[] {-1, 0, 0, 0, 1, 0}, CLOSE);
    }

    @Test
    void aShapeThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> PlaneProjection.of(new double[5], 2, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 300, 12", "2, 500, 40", "3, 80, 128", "4, 200, 129", "5, 60, 400", "6, 1000, 2"})
    void findsThePlaneOfMostVariance(long seed, int n, int d) {
        Random random = new Random(seed);
        double[] first = unit(random, d);
        double[] second = unit(random, d);
        double along = dot(first, second);
        for (int j = 0; j < d; j++) {
            second[j] -= along * first[j];
        }
        double length = Math.sqrt(dot(second, second));
        double[] data = new double[n * d];
        for (int row = 0; row < n; row++) {
            double a = 30 * random.nextGaussian();
            double b = 10 * random.nextGaussian() / length;
            for (int j = 0; j < d; j++) {
                data[row * d + j] = 100 + a * first[j] + b * second[j] + .1 * random.nextGaussian();
            }
        }
        double[] plane = PlaneProjection.of(data, n, d);
        double[] moments = moments(plane, n);
        double total = 0;
        for (int j = 0; j < d; j++) {
            int column = j;
            double[] values = new double[n];
            Arrays.setAll(values, row -> data[row * d + column]);
            double mean = Arrays.stream(values).average().orElseThrow();
            total += Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / n;
        }
        assertThat(moments[0]).as("seed %d: variance falls", seed).isGreaterThan(moments[1]);
        assertThat(moments[0] + moments[1])
                .as("seed %d: nearly all of it", seed)
                .isBetween(.95 * total, 1.000001 * total);
        assertThat(moments[2]).as("seed %d: uncorrelated", seed).isCloseTo(0, within(1e-6 * moments[0]));
        assertThat(PlaneProjection.of(data, n, d))
                .as("seed %d: repeatable", seed)
                .isEqualTo(plane);
    }

    private static double[] moments(double[] plane, int n) {
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int row = 0; row < n; row++) {
            xx += plane[2 * row] * plane[2 * row] / n;
            yy += plane[2 * row + 1] * plane[2 * row + 1] / n;
            xy += plane[2 * row] * plane[2 * row + 1] / n;
        }
        return new double[] {xx, yy, xy};
    }

    private static double[] unit(Random random, int d) {
        double[] direction = random.doubles(d, -1, 1).toArray();
        double length = Math.sqrt(dot(direction, direction));
        return Arrays.stream(direction).map(v -> v / length).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
