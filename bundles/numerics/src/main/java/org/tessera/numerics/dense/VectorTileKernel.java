// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API: four rows times three vectors of the result stay in registers. Loads without
 * {@code --add-modules jdk.incubator.vector} as a {@link LinkageError}.
 */
final class VectorTileKernel implements TileKernel {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int LANES2 = 2 * LANES;
    private static final int LANES3 = 3 * LANES;

    /** Whether it pays on this machine, and a tile comes out even. */
    static boolean worthwhile() {
        return VectorKernel.worthwhile() && SIDE % LANES3 == 0;
    }

    @Override
    public void addCross(double sign, double[] a, double[] b, double[] c, int rows, int to) {
        for (int s = 0; s < SIDE; s += LANES3) {
            for (int r = 0; r < to; r += 4) {
                block(sign, a, b, c, rows, r, s);
            }
        }
    }

    private static void block(double sign, double[] a, double[] b, double[] c, int rows, int r, int s) {
        int first = r * SIDE + s;
        int second = first + SIDE;
        int third = second + SIDE;
        int fourth = third + SIDE;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, first);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, first + LANES);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, c, first + LANES2);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, second);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, second + LANES);
        DoubleVector c12 = DoubleVector.fromArray(SPECIES, c, second + LANES2);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, third);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, third + LANES);
        DoubleVector c22 = DoubleVector.fromArray(SPECIES, c, third + LANES2);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, fourth);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, fourth + LANES);
        DoubleVector c32 = DoubleVector.fromArray(SPECIES, c, fourth + LANES2);
        for (int k = 0; k < rows; k++) {
            int row = k * SIDE;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row + s);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + s + LANES);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, row + s + LANES2);
            DoubleVector v = DoubleVector.broadcast(SPECIES, sign * a[row + r]);
            c00 = v.fma(b0, c00);
            c01 = v.fma(b1, c01);
            c02 = v.fma(b2, c02);
            v = DoubleVector.broadcast(SPECIES, sign * a[row + r + 1]);
            c10 = v.fma(b0, c10);
            c11 = v.fma(b1, c11);
            c12 = v.fma(b2, c12);
            v = DoubleVector.broadcast(SPECIES, sign * a[row + r + 2]);
            c20 = v.fma(b0, c20);
            c21 = v.fma(b1, c21);
            c22 = v.fma(b2, c22);
            v = DoubleVector.broadcast(SPECIES, sign * a[row + r + 3]);
            c30 = v.fma(b0, c30);
            c31 = v.fma(b1, c31);
            c32 = v.fma(b2, c32);
        }
        c00.intoArray(c, first);
        c01.intoArray(c, first + LANES);
        c02.intoArray(c, first + LANES2);
        c10.intoArray(c, second);
        c11.intoArray(c, second + LANES);
        c12.intoArray(c, second + LANES2);
        c20.intoArray(c, third);
        c21.intoArray(c, third + LANES);
        c22.intoArray(c, third + LANES2);
        c30.intoArray(c, fourth);
        c31.intoArray(c, fourth + LANES);
        c32.intoArray(c, fourth + LANES2);
    }
}
