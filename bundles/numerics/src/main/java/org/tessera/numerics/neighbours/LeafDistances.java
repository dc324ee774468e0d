// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.neighbours;

/** The inner loop of the tree: squared distances of one point to points kept by column. */
final class LeafDistances {
    private LeafDistances() {}

    /**
     * @param block columns of {@code m} values each, {@code d} of them one after the other from {@code at} on
     * @param out receives {@code m} squared distances, each added up in the order of the columns
     */
    static void fill(double[] block, int at, int m, int d, double[] q, int qo, double[] out) {
        int j = d & 3;
        switch (j) {
            case 1 -> one(block, at, m, q[qo], out);
            case 2 -> two(block, at, m, q[qo], q[qo + 1], out);
            case 3 -> three(block, at, m, q[qo], q[qo + 1], q[qo + 2], out);
            default -> {
                four(block, at, m, q[qo], q[qo + 1], q[qo + 2], q[qo + 3], out);
                j = 4;
            }
        }
        for (; j < d; j += 4) {
            addFour(block, at + j * m, m, q[qo + j], q[qo + j + 1], q[qo + j + 2], q[qo + j + 3], out);
        }
    }

    private static void one(double[] block, int at, int m, double q0, double[] out) {
        for (int i = 0; i < m; i++) {
            double a = q0 - block[at + i];
            out[i] = a * a;
        }
    }

    private static void two(double[] block, int at, int m, double q0, double q1, double[] out) {
        int o1 = at + m;
        for (int i = 0; i < m; i++) {
            double a = q0 - block[at + i];
            double b = q1 - block[o1 + i];
            out[i] = a * a + b * b;
        }
    }

    private static void three(double[] block, int at, int m, double q0, double q1, double q2, double[] out) {
        int o1 = at + m;
        int o2 = o1 + m;
        for (int i = 0; i < m; i++) {
            double a = q0 - block[at + i];
            double b = q1 - block[o1 + i];
            double c = q2 - block[o2 + i];
            out[i] = a * a + b * b + c * c;
        }
    }

    private static void four(double[] block, int at, int m, double q0, double q1, double q2, double q3, double[] out) {
        int o1 = at + m;
        int o2 = o1 + m;
        int o3 = o2 + m;
        for (int i = 0; i < m; i++) {
            double a = q0 - block[at + i];
            double b = q1 - block[o1 + i];
            double c = q2 - block[o2 + i];
            double e = q3 - block[o3 + i];
            out[i] = a * a + b * b + c * c + e * e;
        }
    }

    private static void addFour(
            double[] block, int at, int m, double q0, double q1, double q2, double q3, double[] out) {
        int o1 = at + m;
        int o2 = o1 + m;
        int o3 = o2 + m;
        for (int i = 0; i < m; i++) {
            double a = q0 - block[at + i];
            double b = q1 - block[o1 + i];
            double c = q2 - block[o2 + i];
            double e = q3 - block[o3 + i];
            out[i] = out[i] + a * a + b * b + c * c + e * e;
        }
    }
}
