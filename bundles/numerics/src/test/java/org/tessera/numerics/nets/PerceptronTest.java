// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.numerics.random.RandomStream;

class PerceptronTest {
    /** Outputs of 3 inputs, 4 rectified units and 2 plain ones, by numpy 1.24. */
    @Test
    void foretellsWhatNumpyDoes() {
        Perceptron perceptron = new Perceptron(3, new int[] {4, 2}, false, 0);
        float[] parameters = new float[perceptron.end(0)];
        assertThat(parameters).hasSize(4 * 3 + 4 + 2 * 4 + 2);
        for (int k = 0; k < 12; k++) {
            parameters[k] = .1f * (k % 7 - 3);
        }
        System.arraycopy(new float[] {.1f, -.2f, .3f, 0f}, 0, parameters, 12, 4);
        for (int k = 0; k < 8; k++) {
            parameters[16 + k] = .2f * (k % 5 - 2);
        }
        System.arraycopy(new float[] {.05f, -.1f}, 0, parameters, 24, 2);
        float[][] samples = {{1f, -2f, .5f}, {.3f, .7f, -1.2f}, {-.4f, .9f, 2f}};
        Perceptron.Activations activations = perceptron.activations(5);
        for (int s = 0; s < 3; s++) {
            for (int f = 0; f < 3; f++) {
                activations.in()[f][s] = samples[s][f];
            }
        }
        activations.forward(parameters, 3);
        float[][] expected = {{-.01f, .05f, .04f}, {-.26f, -.184f, -.216f}};
        for (int o = 0; o < 2; o++) {
            for (int s = 0; s < 3; s++) {
                assertThat(activations.out()[o][s]).isCloseTo(expected[o][s], within(1e-6f));
            }
        }
    }

    /** Derivatives by inputs and parameters against differences of the loss: half the sum of the squared outputs. */
    @ParameterizedTest(name = "{0} inputs, layers {1}, {2} samples")
    @CsvSource({"3, 4;2, 5", "8, 6;5;1, 16", "5, 7, 3", "9, 8;8;8, 33"})
    void derivesAsDifferencesDo(int inputs, String layers, int n) {
        int[] widths =
                Arrays.stream(layers.split(";", -1)).mapToInt(Integer::parseInt).toArray();
        Perceptron perceptron = new Perceptron(inputs, widths, false, 0);
        float[] parameters = new float[perceptron.end(0)];
        RandomStream random = RandomStream.of(inputs + n);
        for (int k = 0; k < parameters.length; k++) {
            parameters[k] = (float) random.nextDouble() - .5f;
        }
        float[][] in = new float[inputs][n];
        for (float[] row : in) {
            for (int s = 0; s < n; s++) {
                row[s] = (float) random.nextDouble() - .3f;
            }
        }
        Perceptron.Activations activations = perceptron.activations(n);
        copy(in, activations.in());
        activations.forward(parameters, n);
        copy(activations.out(), activations.outDerivatives());
        float[] gradient = new float[parameters.length];
        activations.backward(parameters, gradient, n);
        float[][] byInput = new float[inputs][n];
        copy(activations.inDerivatives(), byInput);
        for (int k = 0; k < parameters.length; k++) {
            assertSlope(perceptron, parameters, in, n, parameters, k, gradient[k]);
        }
        for (int f = 0; f < inputs; f++) {
            for (int s = 0; s < n; s++) {
                assertSlope(perceptron, parameters, in, n, in[f], s, byInput[f][s]);
            }
        }
        copy(activations.out(), activations.outDerivatives());
        activations.backward(parameters, new float[0], n);
        assertThat(activations.inDerivatives()).as("without parameters").isDeepEqualTo(byInput);
    }

    private static void copy(float[][] from, float[][] to) {
        for (int f = 0; f < from.length; f++) {
            System.arraycopy(from[f], 0, to[f], 0, from[f].length);
        }
    }

    /** Where a unit is cut off in between, the slope is that of one side, not of both. */
    private static void assertSlope(
            Perceptron perceptron, float[] parameters, float[][] in, int n, float[] changed, int k, float slope) {
        float kept = changed[k];
        float step = 1e-3f;
        double here = loss(perceptron, parameters, in, n);
        changed[k] = kept + step;
        double right = (loss(perceptron, parameters, in, n) - here) / step;
        changed[k] = kept - step;
        double left = (here - loss(perceptron, parameters, in, n)) / step;
        changed[k] = kept;
        double margin = 2e-2 * Math.max(1, Math.abs(slope));
        assertThat((double) slope).isBetween(Math.min(left, right) - margin, Math.max(left, right) + margin);
    }

    private static double loss(Perceptron perceptron, float[] parameters, float[][] in, int n) {
        Perceptron.Activations activations = perceptron.activations(n);
        copy(in, activations.in());
        activations.forward(parameters, n);
        double sum = 0;
        for (float[] row : activations.out()) {
            for (float out : row) {
                sum += .5 * out * out;
            }
        }
        return sum;
    }
}
