// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

/**
 * Adam (Kingma and Ba 2015): steps along the running mean of the gradient over the root of that of its square. Rows of an
 * embedding that a batch does not touch stay as they are, moments included ("lazy"), so that a step costs what the batch
 * touches. Immutable; one for each step.
 *
 * @param step length of the step, with the correction for the first ones
 * @param decay share of each touched weight that is taken off with a step (Loshchilov and Hutter 2019, decoupled)
 * @param floor added below the fraction, likewise corrected
 */
public record Adam(float step, float decay, float floor) {
    private static final double MEAN = 0.9;
    private static final double SQUARE = 0.999;
    private static final double FLOOR = 1e-8;

    /**
     * The step of a number.
     *
     * @param number 1 for the first
     * @param rate learning rate
     * @param decay share of each weight taken off with a step of this rate, as multiple of it
     */
    public static Adam at(long number, double rate, double decay) {
        double below = Math.sqrt(1 - Math.pow(SQUARE, number));
        return new Adam(
                (float) (rate * below / (1 - Math.pow(MEAN, number))), (float) (rate * decay), (float) (FLOOR * below));
    }

    /**
     * Moves some weights.
     *
     * @param gradient from {@code gradientAt} on
     * @param means running means, beside the weights
     * @param squares running means of the squares, likewise
     */
    public void move(float[] weights, float[] means, float[] squares, int at, int n, float[] gradient, int gradientAt) {
        float keep = 1f - decay;
        for (int k = 0; k < n; k++) {
            float g = gradient[gradientAt + k];
            float m = 0.9f * means[at + k] + 0.1f * g;
            float v = 0.999f * squares[at + k] + 0.001f * (g * g);
            means[at + k] = m;
            squares[at + k] = v;
            weights[at + k] = keep * weights[at + k] - step * m / ((float) Math.sqrt(v) + floor);
        }
    }
}
