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

    /** Works out the outputs {@code y} of the inputs {@code x}. */
    public void forward(float[] parameters, float[] x, int xAt, float[] y, int yAt, int stride, int n) {
        for (int o = 0; o < outputs; o++) {
            Arrays.fill(y, yAt + o * stride, yAt + o * stride + n, parameters[constants() + o]);
        }
        Columns.addProduct(parameters, at, outputs, inputs, x, xAt, y, yAt, stride, n);
        if (rectified) {
            rectify(y, yAt, stride, n);
        }
    }

    /** Sets negative outputs to 0. */
    public void rectify(float[] y, int yAt, int stride, int n) {
        for (int o = 0; o < outputs; o++) {
            int row = yAt + o * stride;
            for (int s = row; s < row + n; s++) {
                y[s] = Math.max(0f, y[s]);
            }
        }
    }

    /**
     * Passes a gradient back.
     *
     * @param dy derivatives by the outputs; those of outputs that were cut off become 0
     * @param dx takes the derivatives by the inputs, added to what is there
     * @param gradient derivatives by the parameters, added to what is there
     */
    public void backward(
            float[] parameters,
            float[] x,
            int xAt,
            float[] y,
            float[] dy,
            int yAt,
            float[] dx,
            int dxAt,
            float[] gradient,
            int stride,
            int n) {
        cut(y, dy, yAt, stride, n);
        Columns.addOuter(dy, yAt, outputs, x, xAt, inputs, stride, n, gradient, at);
        for (int o = 0; o < outputs; o++) {
            float sum = 0f;
            int row = yAt + o * stride;
            for (int s = row; s < row + n; s++) {
                sum += dy[s];
            }
            gradient[constants() + o] += sum;
        }
        backward(parameters, dy, yAt, dx, dxAt, stride, n);
    }

    /** Sets the derivatives by outputs that were cut off to 0. */
    public void cut(float[] y, float[] dy, int yAt, int stride, int n) {
        if (rectified) {
            for (int o = 0; o < outputs; o++) {
                int row = yAt + o * stride;
                for (int s = row; s < row + n; s++) {
                    dy[s] = y[s] > 0f ? dy[s] : 0f;
                }
            }
        }
    }

    /** Adds the derivatives by the inputs to {@code dx}, without those by the parameters. */
    public void backward(float[] parameters, float[] dy, int yAt, float[] dx, int dxAt, int stride, int n) {
        Columns.addTransposedProduct(parameters, at, inputs, outputs, dy, yAt, dx, dxAt, stride, n);
    }
}
