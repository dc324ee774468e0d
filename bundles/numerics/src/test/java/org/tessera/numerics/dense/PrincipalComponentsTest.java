// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
    @Test
    void findsTheLongAxis() {
        // Variances by hand: along (1, 1)/√2 the rows stand at ±√2·{1, 2}, across it at ±√2/2·{…} nowhere.
        double[] x = {-2, -2, -1, -1, 0, 0, 1, 1, 2, 2};
        PrincipalComponents found = PrincipalComponents.of(x, 5, 2, 2);
        assertThat(found.variances()).containsExactly(new double[] {5, 0}, within(1e-12));
        assertThat(found.shares()).containsExactly(new double[] {1, 0}, within(1e-12));
        double half = Math.sqrt(0.5);
        assertThat(found.direction(0)).containsExactly(new double[] {half, half}, within(1e-12));
        assertThat(found.project(x, 8, 0)).isCloseTo(2 * Math.sqrt(2), within(1e-12));
        assertThat(found.project(x, 8, 1)).isCloseTo(0, within(1e-12));
    }

    @Test
    void directionsAreOrthonormalAndProjectionsHaveTheVariances() {
        SplittableRandom random = new SplittableRandom(5);
        int n = 3000;
        int d = 7;
        double[] x = new double[n * d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                x[i * d + j] = 100 + (j + 1) * random.nextDouble(-1, 1) + (j > 0 ? x[i * d + j - 1] / 2 : 0);
            }
        }
        PrincipalComponents found = PrincipalComponents.of(x, n, d, 3);
        assertThat(found.components()).isEqualTo(3);
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b <= a; b++) {
                double product = 0;
                for (int j = 0; j < d; j++) {
                    product += found.direction(a)[j] * found.direction(b)[j];
                }
                assertThat(product).isCloseTo(a == b ? 1 : 0, within(1e-10));
            }
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double value = found.project(x, i * d, a);
                squares += value * value;
            }
            assertThat(squares / (n - 1)).isCloseTo(found.variances()[a], within(1e-9 * found.variances()[a]));
        }
    }

    @Test
    void equalRowsHaveNoVariance() {
        PrincipalComponents found = PrincipalComponents.of(new double[] {3, 4, 3, 4, 3, 4}, 3, 2, 2);
        assertThat(found.variances()).containsExactly(0, 0);
        assertThat(found.shares()).containsExactly(0, 0);
    }
}
