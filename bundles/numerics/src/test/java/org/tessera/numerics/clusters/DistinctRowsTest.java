// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctRowsTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyRowIsTheOneItEquals(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 1 + random.nextInt(500);
        int d = 1 + random.nextInt(3);
        double[] x = random.ints((long) n * d, -2, 3).asDoubleStream().toArray();
        DistinctRows rows = DistinctRows.of(x, n, d);
        for (int row = 0; row < n; row++) {
            assertThat(part(rows.x(), rows.of()[row], d)).isEqualTo(part(x, row, d));
        }
        long different = Arrays.stream(rows.of()).distinct().count();
        assertThat(rows.count()).isEqualTo((int) different);
        assertThat(Arrays.stream(rows.weights()).sum()).isEqualTo(n);
        assertThat(rows.allDiffer()).isEqualTo(different == n);
        assertThat(rows.expand(rows.weights())[0]).isEqualTo(rows.weights()[0]);
        for (int a = 0; a < rows.count(); a++) {
            for (int b = 0; b < a; b++) {
                assertThat(part(rows.x(), a, d)).isNotEqualTo(part(rows.x(), b, d));
            }
        }
    }

    @Test
    void bothZerosAreTheSame() {
        DistinctRows rows = DistinctRows.of(new double[] {0.0, 1, -0.0, 1, 0.0, 2}, 3, 2);
        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows.of()).containsExactly(0, 0, 1);
    }

    @Test
    void rowsThatAllDifferAreNotCopied() {
        double[] x = {1, 2, 3, 4};
        assertThat(DistinctRows.of(x, 2, 2).x()).isSameAs(x);
        DistinctRows chosen = DistinctRows.of(x, 1, new int[] {1, 3});
        assertThat(chosen.x()).containsExactly(2, 4);
        assertThat(chosen.of()).containsExactly(0, 1);
    }

    private static double[] part(double[] x, int row, int d) {
        return Arrays.copyOfRange(x, row * d, (row + 1) * d);
    }
}
