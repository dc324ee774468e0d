// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

import java.util.Arrays;
import org.tessera.numerics.random.RandomStream;

/**
 * The shape of a dense layer and where its parameters stand in an array that all layers of a network share: the weights,
 * {@code outputs × inputs} row by row from {@code at} on, then a constant for each output. Blocks of samples are as
 * {@link Columns} has them. Immutable and safe for many threads.
 *
 * @param rectified whether negative outputs become 0 (ReLU)
 */
public record DenseLayer(int inputs, int outputs, int at, boolean rectified) {
    /** Position after the last parameter. */
    public int end() {
        return at + outputs * (inputs + 1);
    }

    private int constants() {
        return at + outputs * inputs;
    }

    /**
     * Draws weights uniformly such that signals keep their size (He, Zhang, Ren and Sun 2015 for rectified layers, Glorot
     * and Bengio 2010 for others); constants are 0.
     */
    public void initialise(float[] parameters, RandomStream random) {
        double limit = rectified ? Math.sqrt(6d / inputs) : Math.sqrt(6d / (inputs + outputs));
        for (int p = at; p < constants(); p++) {
            parameters[p] = (float) (limit * (2 * random.nextDouble() - 1));
        }
        Arrays.fill(parameters, constants(), end(), 0f);
    }

    /** Works out the outputs {@code y} of the inputs {@code x} for the first {@code n} samples. */
    public void forward(float[] parameters, float[][] x, float[][] y, int n) {
        for (int o = 0; o < outputs; o++) {
            Arrays.fill(y[o], 0, n, parameters[constants() + o]);
        }
        Columns.addProduct(parameters, at, outputs, inputs, x, 0, y, 0, n);
        if (rectified) {
            for (int o = 0; o < outputs; o++) {
                float[] row = y[o];
                for (int s = 0; s < n; s++) {
                    row[s] = Math.max(0f, row[s]);
                }
            }
        }
    }

    /**
     * Passes a gradient back.
     *
     * @param dy derivatives by the outputs; those of outputs that were cut off become 0
     * @param dx takes the derivatives by the inputs, added to what is there
     * @param gradient derivatives by the parameters, added to what is there; empty to leave them out
     */
    public void backward(
            float[] parameters, float[][] x, float[][] y, float[][] dy, float[][] dx, float[] gradient, int n) {
        if (rectified) {
            for (int o = 0; o < outputs; o++) {
                cut(y[o], dy[o], n);
            }
        }
        if (gradient.length > 0) {
            Columns.addOuter(dy, 0, outputs, x, 0, inputs, n, gradient, at);
            for (int o = 0; o < outputs; o++) {
                float sum = 0f;
                for (int s = 0; s < n; s++) {
                    sum += dy[o][s];
                }
                gradient[constants() + o] += sum;
            }
        }
        Columns.addTransposedProduct(parameters, at, inputs, outputs, dy, 0, dx, 0, n);
    }

    private static void cut(float[] y, float[] dy, int n) {
        for (int s = 0; s < n; s++) {
            dy[s] = y[s] > 0f ? dy[s] : 0f;
        }
    }
}
