// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.neumf;

import java.util.Arrays;
import org.tessera.numerics.nets.Columns;

/** Adds up the vectors of a history, and divides the sum by a power of what its items count for in all. */
final class Pooling {
    private final float[] sum;
    private final float[] vectors;
    private double total;
    private double scale;

    /**
     * @param sum takes the sum
     * @param vectors items × its length
     */
    Pooling(float[] sum, float[] vectors) {
        this.sum = sum;
        this.vectors = vectors;
        Arrays.fill(sum, 0f);
    }

    void add(int item, float weight) {
        total += weight;
        Columns.addScaled(weight, vectors, item * sum.length, sum, 0, sum.length);
    }

    /** @param power 0 for the sum, 1 for the mean */
    void finish(double power) {
        scale = total > 0 ? Math.pow(total, -power) : 0;
        for (int f = 0; f < sum.length; f++) {
            sum[f] = (float) (sum[f] * scale);
        }
    }

    /** Whether nothing was added. */
    boolean isEmpty() {
        return total == 0;
    }

    /** What the sum was taken times. */
    double scale() {
        return scale;
    }
}
