// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

import org.tessera.numerics.random.RandomStream;

/** A vector for each of many things, with what Adam remembers of it. Different threads may move different rows. */
public final class Embedding {
    private final int rows;
    private final int width;
    private final float[] weights;
    private final float[] means;
    private final float[] squares;

    /** All zero. */
    public Embedding(int rows, int width) {
        this.rows = rows;
        this.width = width;
        int size = Math.multiplyExact(rows, width);
        this.weights = new float[size];
        this.means = new float[size];
        this.squares = new float[size];
    }

    /** Draws every weight from a uniform distribution of the given standard deviation around 0. */
    public Embedding initialise(RandomStream random, double deviation) {
        double limit = deviation * Math.sqrt(3);
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (float) (limit * (2 * random.nextDouble() - 1));
        }
        return this;
    }

    public int rows() {
        return rows;
    }

    public int width() {
        return width;
    }

    /** The vectors themselves: {@code rows × width}, row by row. */
    public float[] weights() {
        return weights;
    }

    /** Takes a step against the gradient of one row. */
    void move(Adam adam, int row, float[] gradient) {
        adam.move(weights, means, squares, row * width, width, gradient, 0);
    }
}
