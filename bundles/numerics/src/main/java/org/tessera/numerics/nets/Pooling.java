// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

import java.util.Arrays;

/**
 * A history as one vector: the weighted sum of the vectors of its items, divided by a power of the sum of the weights
 * (FISM, Kabbur, Ning and Karypis 2013). Not safe for many threads.
 */
public final class Pooling {
    private final float[] sum;
    private final float[] vectors;
    private double total;
    private double scale;

    /**
     * @param sum takes the sum; its length is that of a vector
     * @param vectors of the items, one after the other
     */
    public Pooling(float[] sum, float[] vectors) {
        this.sum = sum;
        this.vectors = vectors;
        Arrays.fill(sum, 0f);
    }

    /** Adds the vector of an item. */
    public void add(int item, float weight) {
        total += weight;
        Columns.addScaled(weight, vectors, item * sum.length, sum, 0, sum.length);
    }

    /** @param power 0 for the sum, 1 for the mean */
    public void finish(double power) {
        scale = scale(total, power);
        for (int f = 0; f < sum.length; f++) {
            sum[f] = (float) (sum[f] * scale);
        }
    }

    /** What a sum of vectors is taken times; 0 where there is nothing in it but what rounding left. */
    static double scale(double total, double power) {
        return total > 1e-6 ? Math.pow(total, -power) : total > 0 ? 1 : 0;
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return total == 0;
    }

    /** What the sum was taken times. */
    public double scale() {
        return scale;
    }
}
