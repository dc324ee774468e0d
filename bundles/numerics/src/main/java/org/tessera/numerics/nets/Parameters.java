// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

/** Weights of dense layers with what Adam remembers of them. One thread at a time moves them. */
public final class Parameters {
    private final float[] weights;
    private final float[] means;
    private final float[] squares;

    public Parameters(int size) {
        weights = new float[size];
        means = new float[size];
        squares = new float[size];
    }

    /** The weights themselves. */
    public float[] weights() {
        return weights;
    }

    /** Takes a step against a gradient. */
    public void move(Adam adam, float[] gradient) {
        adam.move(weights, means, squares, 0, weights.length, gradient, 0);
    }
}
