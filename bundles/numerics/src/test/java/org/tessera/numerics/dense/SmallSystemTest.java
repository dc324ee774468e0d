// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallSystemTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 15, 16, 17, 33, 64, 70, 130})
    void solves(int factors) {
        Random random = new Random(factors);
        int stride = SmallSystem.stride(factors);
        float[] rows = rows(random, 2 * factors + 3, factors, stride);
        SmallSystem system = new SmallSystem(factors);
        system.addToDiagonal(.5f);
        system.add(rows, 2 * factors + 3);
        double[] wanted = random.doubles(factors).toArray();
        double[] right = new double[factors];
        system.factorise();
        for (int f = 0; f < factors; f++) {
            for (int g = 0; g < factors; g++) {
                right[f] += system.matrix()[f * stride + g] * wanted[g];
            }
        }
        float[] rough = new float[stride];
        for (int f = 0; f < factors; f++) {
            rough[f] = (float) right[f];
        }
        system.solve(right);
        assertThat(right).containsExactly(wanted, within(1e-9));
        System.arraycopy(rough, 0, system.right(), 0, stride);
        system.solveOnce();
        for (int f = 0; f < factors; f++) {
            assertThat((double) system.solution()[f]).isCloseTo(wanted[f], within(1e-3));
        }
    }

    /** An unknown that no equation says anything of is 0, and the others are as if it were not there. */
    @Test
    void survivesSingularSystems() {
        SmallSystem system = new SmallSystem(3);
        int stride = SmallSystem.stride(3);
        system.matrix()[0] = 2f;
        system.matrix()[2 * stride + 2] = 4f;
        system.right()[0] = 2f;
        system.right()[1] = 5f;
        system.right()[2] = 2f;
        system.solveOnce();
        assertThat(system.solution()[0]).isCloseTo(1f, within(1e-6f));
        assertThat(system.solution()[1]).isZero();
        assertThat(system.solution()[2]).isCloseTo(.5f, within(1e-6f));
    }

    /** Vectors or not, every number is the same to the last bit. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 30, 48, 64, 100, 144})
    void kernelsAgreeToTheLastBit(int factors) {
        FactorKernel scalar = new ScalarFactorKernel();
        FactorKernel other = Kernels.FACTORS instanceof WarmingFactorKernel ? new VectorFactorKernel() : scalar;
        Random random = new Random(factors);
        int stride = SmallSystem.stride(factors);
        int n = 37;
        float[] rows = rows(random, n, factors, stride);
        float[] one = new float[stride * stride];
        float[] two = new float[stride * stride];
        scalar.cross(rows, n, stride, factors, one);
        other.cross(rows, n, stride, factors, two);
        for (int f = 0; f < factors; f++) {
            for (int g = f; g < factors; g++) {
                assertThat(two[f * stride + g]).isEqualTo(one[f * stride + g]);
            }
            one[f * stride + f] += 1;
            two[f * stride + f] += 1;
        }
        float[] a = new float[stride];
        float[] b = new float[stride];
        scalar.combine(rows, n, rows, 0, stride, a, stride);
        other.combine(rows, n, rows, 0, stride, b, stride);
        assertThat(b).isEqualTo(a);
        float[] inverseOne = new float[stride];
        float[] inverseTwo = new float[stride];
        scalar.factorise(one, stride, factors, 1e-6f, inverseOne);
        other.factorise(two, stride, factors, 1e-6f, inverseTwo);
        assertThat(inverseTwo).isEqualTo(inverseOne);
        float[] x = new float[stride];
        float[] y = new float[stride];
        scalar.solve(one, stride, factors, inverseOne, a, x);
        other.solve(two, stride, factors, inverseTwo, b, y);
        assertThat(y).isEqualTo(x);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 30, 48, 64, 100, 144})
    void respondsAsTheProductOfTheEquations(int factors) {
        Random random = new Random(factors);
        int stride = SmallSystem.stride(factors);
        int n = 39;
        float[] rows = rows(random, n, factors, stride);
        int[] at = random.ints(n, 0, n).map(row -> row * stride).toArray();
        float[] a = rows(random, 1, n, n);
        float[] c = rows(random, 1, n, n);
        float[] v = rows(random, 1, factors, stride);
        double[] wanted = new double[stride];
        for (int k = 0; k < n; k++) {
            double product = 0;
            for (int f = 0; f < factors; f++) {
                product += (double) rows[at[k] + f] * v[f];
            }
            for (int f = 0; f < factors; f++) {
                wanted[f] += (a[k] + c[k] * product) * rows[at[k] + f];
            }
        }
        float[] scalar = new float[stride];
        new ScalarFactorKernel().respond(rows, at, n, a, c, v, scalar, stride);
        for (int f = 0; f < stride; f++) {
            assertThat((double) scalar[f]).isCloseTo(wanted[f], within(1e-3));
        }
        if (Kernels.FACTORS instanceof WarmingFactorKernel) {
            float[] vector = new float[stride];
            new VectorFactorKernel().respond(rows, at, n, a, c, v, vector, stride);
            assertThat(vector).isEqualTo(scalar);
        }
    }

    private static float[] rows(Random random, int n, int factors, int stride) {
        float[] rows = new float[n * stride];
        for (int r = 0; r < n; r++) {
            for (int f = 0; f < factors; f++) {
                rows[r * stride + f] = (float) random.nextGaussian();
            }
        }
        return rows;
    }
}
