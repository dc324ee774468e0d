// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tessera.api.TesseraException;
import org.tessera.numerics.parallel.Parallel;

/** Of components that have shrunk to a point, which have no density anywhere else. */
class DensitiesTest {
    /** The last two rows are far from both points. */
    private static final double[] ROWS = {0, 0, 5, 5, 100, 90, -3, -4};

    @ParameterizedTest
    @EnumSource(Covariance.class)
    void aRowWithoutDensityBelongsToTheNearestMean(Covariance kind) {
        Densities densities = new Densities(points(kind));
        densities.evaluate(ROWS, 0, 4, new int[0]);
        double[] logDensities = new double[4];
        int[] labels = new int[4];
        for (int i = 0; i < 4; i++) {
            logDensities[i] = densities.normalise(i);
            labels[i] = densities.likeliest(i);
        }
        assertThat(labels).containsExactly(0, 1, 1, 0);
        assertThat(Arrays.copyOf(densities.logs(), 8)).containsExactly(1, 0, 0, 1, 0, 1, 1, 0);
        assertThat(logDensities[0]).isPositive();
        assertThat(logDensities[2]).isEqualTo(Densities.LOWEST);
        assertThat(Arrays.stream(logDensities).sum()).isFinite();
    }

    @ParameterizedTest
    @EnumSource(Covariance.class)
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
    void fittingGoesOnFromPoints(Covariance kind) {
        Expectation rows = new Expectation(ROWS, 4, 2, Parallel.sequential(), () -> {});
        Em.Result result = Em.run(rows, 4, points(kind), 20, 0, 0, iteration -> {});
        assertThat(result.mixture().means()).doesNotContain(Double.NaN);
        double[] strengths = new double[4];
        assertThat(rows.assign(result.mixture(), strengths)).isFinite();
        assertThat(Arrays.stream(strengths)).allMatch(strength -> strength > 0 && strength <= 1);
    }

    @ParameterizedTest
    @EnumSource(Covariance.class)
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
    void aCovarianceThatIsNotFiniteIsRefused(Covariance kind) {
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] covariances = new double[kind.values(2, 2)];
            covariances[covariances.length - 1] = wrong;
            assertThatThrownBy(() -> Mixture.of(kind, 2, new double[] {0.5, 0.5}, new double[4], covariances))
                    .isInstanceOf(TesseraException.class)
                    .hasMessageContaining("covariance of " + wrong);
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
    void wideningEndsWhereItOverflows() {
        double large = Double.MAX_VALUE;
        double[] covariances = {large, large, large, large};
        assertThatThrownBy(() -> Mixture.of(Covariance.FULL, 2, new double[] {1}, new double[2], covariances))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("expected a finite number");
    }

    private static Mixture points(Covariance kind) {
        return Mixture.of(kind, 2, new double[] {0.5, 0.5}, new double[] {0, 0, 5, 5}, new double[kind.values(2, 2)]);
    }
}
