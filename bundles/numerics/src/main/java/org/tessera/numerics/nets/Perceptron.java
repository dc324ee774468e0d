// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tessera.numerics.random.RandomStream;

/**
 * Dense layers one after the other. Parameters are the caller's, in one array; what a block of samples makes of them is
 * in {@link Activations}, one for each thread at work. Immutable and safe for many threads.
 */
public final class Perceptron {
    private final List<DenseLayer> layers;
    private final int inputs;

    /**
     * @param inputs number of features that come in
     * @param widths outputs of each layer in turn; may be empty, when what comes in goes out
     * @param lastRectified whether the last layer cuts off what is negative, as all before it do
     * @param at where the parameters begin
     */
    public Perceptron(int inputs, int[] widths, boolean lastRectified, int at) {
        this.inputs = inputs;
        List<DenseLayer> all = new ArrayList<>();
        int width = inputs;
        int next = at;
        for (int k = 0; k < widths.length; k++) {
            DenseLayer layer = new DenseLayer(width, widths[k], next, lastRectified || k < widths.length - 1);
            all.add(layer);
            width = widths[k];
            next = layer.end();
        }
        this.layers = List.copyOf(all);
    }

    /** The layers in order. */
    public List<DenseLayer> layers() {
        return layers;
    }

    /** Number of features that go out. */
    public int outputs() {
        return layers.isEmpty() ? inputs : layers.get(layers.size() - 1).outputs();
    }

    /** Position after the last parameter, for one that begins at {@code at}. */
    public int end(int at) {
        return layers.isEmpty() ? at : layers.get(layers.size() - 1).end();
    }

    /** Draws the weights. */
    public void initialise(float[] parameters, RandomStream random) {
        layers.forEach(layer -> layer.initialise(parameters, random));
    }

    /** Room for a block of so many samples. */
    public Activations activations(int capacity) {
        return new Activations(capacity);
    }

    /** What a block of samples makes of the layers, and the derivatives by it. Not safe for many threads. */
    public final class Activations {
        private final float[][][] values;
        private final float[][][] derivatives;

        private Activations(int capacity) {
            this.values = new float[layers.size() + 1][][];
            this.derivatives = new float[layers.size() + 1][][];
            for (int k = 0; k <= layers.size(); k++) {
                int width = k == 0 ? inputs : layers.get(k - 1).outputs();
                values[k] = new float[width][capacity];
                derivatives[k] = new float[width][capacity];
            }
        }

        /** The block that comes in, to be filled before {@link #forward}. */
        public float[][] in() {
            return values[0];
        }

        /** The block that goes out. */
        public float[][] out() {
            return values[layers.size()];
        }

        /** Derivatives by what goes out, to be filled before {@link #backward}. */
        public float[][] outDerivatives() {
            return derivatives[layers.size()];
        }

        /** Derivatives by what comes in. */
        public float[][] inDerivatives() {
            return derivatives[0];
        }

        /** Works out {@link #out()} of {@link #in()} for the first {@code n} samples. */
        public void forward(float[] parameters, int n) {
            for (int k = 0; k < layers.size(); k++) {
                layers.get(k).forward(parameters, values[k], values[k + 1], n);
            }
        }

        /**
         * Works out {@link #inDerivatives()} of {@link #outDerivatives()}.
         *
         * @param gradient derivatives by the parameters, added to what is there; empty to leave them out
         */
        public void backward(float[] parameters, float[] gradient, int n) {
            for (int k = layers.size() - 1; k >= 0; k--) {
                for (float[] row : derivatives[k]) {
                    Arrays.fill(row, 0, n, 0f);
                }
                layers.get(k)
                        .backward(
                                parameters, values[k], values[k + 1], derivatives[k + 1], derivatives[k], gradient, n);
            }
        }
    }
}
