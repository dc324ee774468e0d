// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MatrixProductTest {
    @Test
    void multipliesRowMajorMatrices() {
        double[] c = new double[4];
        MatrixProduct.multiply(new double[] {1, 2, 3, 4, 5, 6}, new double[] {7, 8, 9, 10, 11, 12}, c, 2, 3, 2);
        assertThat(c).containsExactly(58, 64, 139, 154);
    }

    @Test
    void addsCrossProductsOfSomeRows() {
        double[] x = {9, 9, 1, 2, 3, 4, 9, 9};
        double[] c = {100, 0, 0, 0};
        MatrixProduct.addCross(x, 1, 3, 2, c);
        assertThat(c).containsExactly(110, 14, 14, 20);
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> MatrixProduct.multiply(new double[5], new double[6], new double[4], 2, 3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 × 3 in 5 values");
    }

    @Test
    void distancesAndMeansAreThoseComputedByHand() {
        assertThat(SquaredDistances.between(new double[] {9, 1, 2, 3, 4, 5}, 1, new double[] {0, 0, 0, 0, 1}, 0, 5))
                .isEqualTo(1 + 4 + 9 + 16 + 16);
        assertThat(SquaredDistances.means(new double[] {1, 10, 3, 20}, 2, 2)).containsExactly(2, 15);
        assertThat(SquaredDistances.means(new double[0], 0, 2)).containsExactly(0, 0);
        double[] many = new double[5000];
        Arrays.fill(many, 0.1);
        assertThat(SquaredDistances.means(many, 5000, 1)[0]).isCloseTo(0.1, within(1e-13));
    }
}
