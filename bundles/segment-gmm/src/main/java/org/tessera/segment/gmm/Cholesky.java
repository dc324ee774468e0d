// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import org.tessera.numerics.dense.MatrixProduct;

/** Factors of small symmetric matrices, {@code d × d} and row-major. */
final class Cholesky {
    private static final int SQUARINGS = 4;

    private Cholesky() {}

    /**
     * The factor {@code p} of the inverse, {@code inverse(a) = p p'}, upper triangular: what whitens a row.
     *
     * @param a symmetric
     * @return empty where {@code a} is not positive definite
     */
    static double[] ofInverse(double[] a, int d) {
        double[] l = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i * d + j];
                for (int q = 0; q < j; q++) {
                    sum -= l[i * d + q] * l[j * d + q];
                }
                if (i > j) {
                    l[i * d + j] = sum / l[j * d + j];
                } else if (sum > 0 && sum < Double.POSITIVE_INFINITY) {
                    l[i * d + i] = Math.sqrt(sum);
                } else {
                    return new double[0];
                }
            }
        }
        return transposedInverse(l, d);
    }

    private static double[] transposedInverse(double[] l, int d) {
        double[] p = new double[d * d];
        for (int column = 0; column < d; column++) {
            for (int i = column; i < d; i++) {
                double sum = i == column ? 1 : 0;
                for (int q = column; q < i; q++) {
                    sum -= l[i * d + q] * p[column * d + q];
                }
                p[column * d + i] = sum / l[i * d + i];
            }
        }
        return p;
    }

    /**
     * A bound from above of the largest eigenvalue of a positive definite matrix, at most {@code d} to the power of 1/32
     * times too large: the Frobenius norm of its 16th power bounds the 16th power of the eigenvalue.
     */
    static double largestEigenvalue(double[] a, int d) {
        double largest = 0;
        for (double value : a) {
            largest = Math.max(largest, Math.abs(value));
        }
        double[] power = new double[d * d];
        for (int i = 0; i < power.length; i++) {
            power[i] = a[i] / largest;
        }
        double norm = frobenius(power);
        for (int i = 0; i < power.length; i++) {
            power[i] /= norm;
        }
        double[] square = new double[d * d];
        for (int s = 0; s < SQUARINGS; s++) {
            MatrixProduct.multiply(power, power, square, d, d, d);
            double[] swap = power;
            power = square;
            square = swap;
        }
        // A bit more than rounding can take away.
        return largest * norm * Math.pow(frobenius(power), 1.0 / (1 << SQUARINGS)) * (1 + 1e-9);
    }

    private static double frobenius(double[] a) {
        double sum = 0;
        for (double value : a) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
