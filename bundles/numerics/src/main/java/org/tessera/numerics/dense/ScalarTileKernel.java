// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

/** Plain loops. */
final class ScalarTileKernel implements TileKernel {
    @Override
    public void addCross(double sign, double[] a, double[] b, double[] c, int rows, int to) {
        double[] sums = new double[SIDE];
        for (int r = 0; r < to; r++) {
            System.arraycopy(c, r * SIDE, sums, 0, SIDE);
            int k = 0;
            for (; k + 4 <= rows; k += 4) {
                int at = k * SIDE + r;
                addFour(
                        sums,
                        b,
                        k * SIDE,
                        sign * a[at],
                        sign * a[at + SIDE],
                        sign * a[at + 2 * SIDE],
                        sign * a[at + 3 * SIDE]);
            }
            for (; k < rows; k++) {
                addOne(sums, b, k * SIDE, sign * a[k * SIDE + r]);
            }
            System.arraycopy(sums, 0, c, r * SIDE, SIDE);
        }
    }

    private static void addFour(double[] sums, double[] b, int row, double u, double v, double w, double x) {
        int second = row + SIDE;
        int third = second + SIDE;
        int fourth = third + SIDE;
        for (int s = 0; s < SIDE; s++) {
            double sum = Math.fma(v, b[second + s], Math.fma(u, b[row + s], sums[s]));
            sums[s] = Math.fma(x, b[fourth + s], Math.fma(w, b[third + s], sum));
        }
    }

    private static void addOne(double[] sums, double[] b, int row, double u) {
        for (int s = 0; s < SIDE; s++) {
            sums[s] = Math.fma(u, b[row + s], sums[s]);
        }
    }
}
