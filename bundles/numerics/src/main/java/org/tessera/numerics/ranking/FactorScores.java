// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ranking;

import java.util.Arrays;

/**
 * Scores all items by the product of a vector with the factors of each. The factors lie in blocks of items, and within
 * a block factor by factor, so that the loop runs over neighbouring items with vector instructions and the scores of a
 * block stay in the first cache. Immutable and safe for many threads.
 */
public final class FactorScores {
    private static final int BLOCK = 512;

    private final int items;
    private final int factors;
    private final float[] packed;

    private FactorScores(int items, int factors, float[] packed) {
        this.items = items;
        this.factors = factors;
        this.packed = packed;
    }

    /**
     * Packs the factors, which are copied.
     *
     * @param matrix items by factors, row by row
     */
    public static FactorScores of(float[] matrix, int items, int factors) {
        if (matrix.length < (long) items * factors) {
            throw new IllegalArgumentException(matrix.length + " numbers for " + items + " x " + factors);
        }
        float[] packed = new float[items * factors];
        for (int from = 0; from < items; from += BLOCK) {
            int width = Math.min(BLOCK, items - from);
            int offset = from * factors;
            for (int i = 0; i < width; i++) {
                for (int f = 0; f < factors; f++) {
                    packed[offset + f * width + i] = matrix[(from + i) * factors + f];
                }
            }
        }
        return new FactorScores(items, factors, packed);
    }

    public int items() {
        return items;
    }

    public int factors() {
        return factors;
    }

    /** One factor of one item. */
    public float factor(int item, int factor) {
        int from = item / BLOCK * BLOCK;
        int width = Math.min(BLOCK, items - from);
        return packed[from * factors + factor * width + item - from];
    }

    /** The factors of an item, as a fresh array. */
    public float[] row(int item) {
        float[] row = new float[factors];
        for (int f = 0; f < factors; f++) {
            row[f] = factor(item, f);
        }
        return row;
    }

    /** The factors as they were given: items by factors, row by row; a fresh array. */
    public float[] toMatrix() {
        float[] matrix = new float[items * factors];
        for (int item = 0; item < items; item++) {
            for (int f = 0; f < factors; f++) {
                matrix[item * factors + f] = factor(item, f);
            }
        }
        return matrix;
    }

    /** The score of one item, bit for bit as {@link #score} has it. */
    public float score(float[] vector, int item) {
        float sum = 0f;
        int f = 0;
        for (; f + 4 <= factors; f += 4) {
            sum += vector[f] * factor(item, f)
                    + vector[f + 1] * factor(item, f + 1)
                    + vector[f + 2] * factor(item, f + 2)
                    + vector[f + 3] * factor(item, f + 3);
        }
        for (; f < factors; f++) {
            sum += vector[f] * factor(item, f);
        }
        return sum;
    }

    /**
     * The scores of all items.
     *
     * @param vector of {@link #factors()} numbers
     * @param scores takes the score of each item, from index 0 on
     */
    public void score(float[] vector, float[] scores) {
        for (int from = 0; from < items; from += BLOCK) {
            int width = Math.min(BLOCK, items - from);
            int offset = from * factors;
            Arrays.fill(scores, from, from + width, 0f);
            int f = 0;
            for (; f + 4 <= factors; f += 4) {
                addFour(vector, f, packed, offset + f * width, width, scores, from);
            }
            for (; f < factors; f++) {
                addOne(vector[f], packed, offset + f * width, width, scores, from);
            }
        }
    }

    private static void addFour(float[] u, int f, float[] q, int at, int width, float[] scores, int from) {
        float a = u[f];
        float b = u[f + 1];
        float c = u[f + 2];
        float d = u[f + 3];
        int second = at + width;
        int third = second + width;
        int fourth = third + width;
        for (int i = 0; i < width; i++) {
            scores[from + i] += a * q[at + i] + b * q[second + i] + c * q[third + i] + d * q[fourth + i];
        }
    }

    private static void addOne(float a, float[] q, int at, int width, float[] scores, int from) {
        for (int i = 0; i < width; i++) {
            scores[from + i] += a * q[at + i];
        }
    }
}
