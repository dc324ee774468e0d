// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

import java.util.Arrays;
import org.tessera.numerics.nets.Parameters;
import org.tessera.numerics.nets.Perceptron;
import org.tessera.numerics.random.RandomStream;

/**
 * One of the two: makes a vector of d numbers out of two, the first of what a customer has or of which item it is, the
 * second of features. The vector is the sum of both and of what a perceptron makes of both side by side; the sum lets a
 * tower start as plain factorisation and learn what is beyond it. One thread at a time trains it.
 */
final class Tower {
    private final int width;
    private final Perceptron perceptron;
    private final Parameters parameters;

    /** @param hidden widths of the hidden layers; where there are none, nothing is added to the sum */
    Tower(int width, int[] hidden) {
        this.width = width;
        int[] widths = new int[hidden.length == 0 ? 0 : hidden.length + 1];
        System.arraycopy(hidden, 0, widths, 0, hidden.length);
        if (widths.length > 0) {
            widths[hidden.length] = width;
        }
        this.perceptron = new Perceptron(2 * width, widths, false, 0);
        this.parameters = new Parameters(perceptron.end(0));
    }

    void initialise(RandomStream random) {
        perceptron.initialise(parameters.weights(), random);
    }

    int width() {
        return width;
    }

    Parameters parameters() {
        return parameters;
    }

    private boolean isPlain() {
        return perceptron.layers().isEmpty();
    }

    /** Room for so many samples. */
    Pass pass(int capacity) {
        return new Pass(capacity);
    }

    /** A block of samples on its way through. Not safe for many threads. */
    final class Pass {
        private final Perceptron.Activations activations;

        private Pass(int capacity) {
            this.activations = perceptron.activations(capacity);
        }

        /** What goes in: 2 d features. */
        float[][] in() {
            return activations.in();
        }

        /** Derivatives by what goes in. */
        float[][] inDerivatives() {
            return activations.inDerivatives();
        }

        /** Puts the vectors of the first {@code n} samples into a block of d features, from sample {@code at} on. */
        void forward(int n, float[][] to, int at) {
            float[][] in = activations.in();
            float[][] out = activations.out();
            if (!isPlain()) {
                activations.forward(parameters.weights(), n);
            }
            for (int f = 0; f < width; f++) {
                for (int s = 0; s < n; s++) {
                    to[f][at + s] = in[f][s] + in[width + f][s] + (isPlain() ? 0f : out[f][s]);
                }
            }
        }

        /**
         * Takes the derivatives by those vectors and works out those by what went in.
         *
         * @param gradient takes those by the parameters; empty to leave them out
         */
        void backward(int n, float[][] from, int at, float[] gradient) {
            float[][] derivatives = activations.inDerivatives();
            if (isPlain()) {
                for (float[] row : derivatives) {
                    Arrays.fill(row, 0, n, 0f);
                }
            } else {
                for (int f = 0; f < width; f++) {
                    System.arraycopy(from[f], at, activations.outDerivatives()[f], 0, n);
                }
                activations.backward(parameters.weights(), gradient, n);
            }
            for (int f = 0; f < width; f++) {
                for (int s = 0; s < n; s++) {
                    derivatives[f][s] += from[f][at + s];
                    derivatives[width + f][s] += from[f][at + s];
                }
            }
        }
    }
}
