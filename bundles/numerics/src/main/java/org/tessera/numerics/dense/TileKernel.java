// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

/**
 * The inner loop of {@link CholeskyInverse}: products of square tiles of {@link #SIDE} rows, row by row. Every element
 * is added up by fused multiply-add in the order of the rows, so all kernels agree to the last bit.
 */
interface TileKernel {
    /**
     * Rows and columns of a tile. Two operands and the result stay in the second cache, and vectors of 2, 4 and 8
     * doubles come out even in groups of three.
     */
    int SIDE = 96;

    /**
     * {@code c = c + sign a' b} over the first rows of {@code a} and {@code b}.
     *
     * @param sign 1 or -1
     * @param rows how many rows of {@code a} and {@code b} take part
     * @param to columns of {@code a}, rows of {@code c}, from 0 to this, a multiple of 4
     */
    void addCross(double sign, double[] a, double[] b, double[] c, int rows, int to);
}
