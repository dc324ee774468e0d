// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * First two principal components by subspace iteration with Rayleigh-Ritz (Saad 2011, "Numerical methods for large
 * eigenvalue problems", section 5.2). Works on the rows themselves where there are many columns and on their covariance
 * where there are few. The same rows give the same picture: each component points to where its largest loading is
 * positive.
 */
final class PlaneProjection {
    /** Up to so many columns their covariance is cheaper than passes over the rows. */
    private static final int FEW_COLUMNS = 128;

    /** More directions than are asked for, so that near ones do not slow the iteration. */
    private static final int SUBSPACE = 8;

    private static final int MOST_ITERATIONS = 200;
    private static final double CONVERGED = 1e-12;

    private final double[] rows;
    private final int n;
    private final int d;
    private final double[] means;
    private double[] covariance = new double[0];

    private PlaneProjection(double[] rows, int n, int d) {
        this.rows = rows;
        this.n = n;
        this.d = d;
        means = new double[d];
        int[] counts = new int[d];
        for (int at = 0; at < n * d; at++) {
            if (Double.isFinite(rows[at])) {
                means[at % d] += rows[at];
                counts[at % d]++;
            }
        }
        for (int j = 0; j < d; j++) {
            means[j] = counts[j] == 0 ? 0 : means[j] / counts[j];
        }
    }

    /**
     * @param rowMajor {@code rows × dimensions}; what is not finite counts as the mean of its column
     * @return {@code rows × 2}, row-major, centred; zeros for a component that there is not, as with one column
     */
    static double[] of(double[] rowMajor, int rows, int dimensions) {
        if ((long) rows * dimensions != rowMajor.length) {
            throw new IllegalArgumentException(
                    rows + " rows of " + dimensions + " dimensions are not " + rowMajor.length + " values");
        }
        if (rows == 0 || dimensions == 0) {
            return new double[2 * rows];
        }
        return new PlaneProjection(rowMajor, rows, dimensions).plane();
    }

    private double[] plane() {
        if (d <= FEW_COLUMNS) {
            covariance = covariance();
        }
        double[][] basis = basis();
        double[] plane = new double[2 * n];
        for (int component = 0; component < Math.min(2, basis.length); component++) {
            double[] direction = basis[component];
            int largest = 0;
            for (int j = 1; j < d; j++) {
                // Not by a hair, so that rounding does not turn the picture over.
                if (Math.abs(direction[j]) > Math.abs(direction[largest]) * (1 + 1e-9)) {
                    largest = j;
                }
            }
            double sign = direction[largest] < 0 ? -1 : 1;
            for (int row = 0; row < n; row++) {
                double sum = 0;
                for (int j = 0; j < d; j++) {
                    sum += centred(row, j) * direction[j];
                }
                plane[2 * row + component] = sign * sum;
            }
        }
        return plane;
    }

    private double centred(int row, int column) {
        double value = rows[row * d + column];
        return Double.isFinite(value) ? value - means[column] : 0;
    }

    /** The leading directions, orthonormal, by falling variance; those without variance are left out. */
    private double[][] basis() {
        int p = Math.min(SUBSPACE, d);
        SplittableRandom random = new SplittableRandom(1);
        double[][] basis = new double[p][d];
        for (double[] direction : basis) {
            Arrays.setAll(direction, j -> random.nextDouble() - .5);
        }
        basis = orthonormal(basis, 0);
        double[] before = new double[2];
        for (int iteration = 0; iteration < MOST_ITERATIONS && basis.length > 0; iteration++) {
            double[][] images = new double[basis.length][];
            for (int k = 0; k < basis.length; k++) {
                images[k] = multiply(basis[k]);
            }
            double[][] small = new double[basis.length][basis.length];
            for (int a = 0; a < basis.length; a++) {
                for (int b = 0; b < basis.length; b++) {
                    small[a][b] = dot(basis[a], images[b]);
                }
            }
            SymmetricEigen eigen = SymmetricEigen.of(small);
            double[][] rotated = new double[basis.length][d];
            for (int k = 0; k < basis.length; k++) {
                for (int m = 0; m < basis.length; m++) {
                    addScaled(rotated[k], images[m], eigen.vectors()[m][k]);
                }
            }
            basis = orthonormal(rotated, 1e-14 * Math.max(eigen.values()[0], Double.MIN_NORMAL));
            double[] now = Arrays.copyOf(eigen.values(), 2);
            if (Math.abs(now[0] - before[0]) + Math.abs(now[1] - before[1]) <= CONVERGED * now[0]) {
                break;
            }
            before = now;
        }
        return basis;
    }

    /** Modified Gram-Schmidt, done twice; directions shorter than {@code shortest} are dropped. */
    private static double[][] orthonormal(double[][] directions, double shortest) {
        double[][] kept = new double[directions.length][];
        int count = 0;
        for (double[] direction : directions) {
            double length = Math.sqrt(dot(direction, direction));
            if (!(length > shortest)) {
                continue;
            }
            scale(direction, 1 / length);
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < count; k++) {
                    addScaled(direction, kept[k], -dot(direction, kept[k]));
                }
            }
            double left = Math.sqrt(dot(direction, direction));
            if (left > 1e-10) {
                scale(direction, 1 / left);
                kept[count++] = direction;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    /** The covariance times a direction. */
    private double[] multiply(double[] direction) {
        double[] product = new double[d];
        if (covariance.length > 0) {
            for (int a = 0; a < d; a++) {
                for (int b = 0; b < d; b++) {
                    product[a] += covariance[a * d + b] * direction[b];
                }
            }
            return product;
        }
        for (int row = 0; row < n; row++) {
            double sum = 0;
            for (int j = 0; j < d; j++) {
                sum += centred(row, j) * direction[j];
            }
            for (int j = 0; j < d; j++) {
                product[j] += centred(row, j) * sum;
            }
        }
        scale(product, 1.0 / n);
        return product;
    }

    private double[] covariance() {
        double[] sums = new double[d * d];
        double[] centred = new double[d];
        for (int row = 0; row < n; row++) {
            for (int j = 0; j < d; j++) {
                centred[j] = centred(row, j);
            }
            for (int a = 0; a < d; a++) {
                for (int b = 0; b <= a; b++) {
                    sums[a * d + b] += centred[a] * centred[b];
                }
            }
        }
        for (int a = 0; a < d; a++) {
            for (int b = 0; b <= a; b++) {
                sums[a * d + b] /= n;
                sums[b * d + a] = sums[a * d + b];
            }
        }
        return sums;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static void addScaled(double[] to, double[] what, double factor) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * what[j];
        }
    }

    private static void scale(double[] what, double factor) {
        for (int j = 0; j < what.length; j++) {
            what[j] *= factor;
        }
    }
}
