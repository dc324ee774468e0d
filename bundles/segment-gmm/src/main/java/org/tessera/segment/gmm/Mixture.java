// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import java.util.Arrays;
import org.tessera.api.TesseraException;

/**
 * A mixture of Gaussians, with what is needed to compute densities (Bishop, Pattern Recognition and Machine Learning,
 * 2006, section 9.2). Immutable; arrays are only to be read. Safe for many threads.
 */
final class Mixture {
    private static final double LOG_2_PI = Math.log(2 * Math.PI);
    /** How much a covariance that is not positive definite is widened at first, relative to its mean variance. */
    private static final double FIRST_WIDENING = 1e-12;

    private final Covariance kind;
    private final int k;
    private final int d;
    private final double[] weights;
    private final double[] means;
    private final double[] covariances;
    private final double[][] factors;
    private final double[] constants;
    private final double[] widest;
    private boolean widened;

    private Mixture(Covariance kind, int d, double[] weights, double[] means, double[] covariances) {
        this.kind = kind;
        this.k = weights.length;
        this.d = d;
        this.weights = weights;
        this.means = means;
        this.covariances = covariances;
        this.factors = new double[k][];
        this.constants = new double[k];
        this.widest = new double[k];
        for (int c = 0; c < k; c++) {
            if (kind.isMatrix()) {
                factorMatrix(c);
            } else {
                factorVariances(c);
            }
        }
    }

    /**
     * @param weights of the {@code k} components, adding up to 1; arrays are taken over
     * @param means {@code k × d}, row-major
     * @param covariances full: {@code k × d × d}; diagonal: variances {@code k × d}; tied: {@code d × d}; spherical:
     *     variances {@code k}
     * @throws TesseraException if a covariance is not finite
     */
    static Mixture of(Covariance kind, int d, double[] weights, double[] means, double[] covariances) {
        if (means.length != weights.length * d || covariances.length != kind.values(weights.length, d)) {
            throw new IllegalArgumentException(weights.length + " components of " + d + " columns with " + means.length
                    + " values of means and " + covariances.length + " of covariances");
        }
        return new Mixture(kind, d, weights, means, covariances);
    }

    /** Equal weights and unit variances around given means. */
    static Mixture around(Covariance kind, double[] means, int d) {
        int k = means.length / d;
        double[] weights = new double[k];
        Arrays.fill(weights, 1.0 / k);
        double[] covariances = new double[kind.values(k, d)];
        if (kind.isMatrix()) {
            for (int i = 0; i < covariances.length; i++) {
                int inMatrix = i % (d * d);
                covariances[i] = inMatrix / d == inMatrix % d ? 1 : 0;
            }
        } else {
            Arrays.fill(covariances, 1);
        }
        return of(kind, d, weights, means.clone(), covariances);
    }

    private void factorMatrix(int c) {
        if (kind == Covariance.TIED && c > 0) {
            factors[c] = factors[0];
            widest[c] = widest[0];
        } else {
            double[] matrix = Arrays.copyOfRange(covariances, c * d * d, (c + 1) * d * d);
            for (double value : matrix) {
                requireFinite(value, c);
            }
            factors[c] = Cholesky.ofInverse(matrix, d);
            double variance = 0;
            for (int j = 0; j < d; j++) {
                variance += Math.abs(matrix[j * d + j]) / d;
            }
            // Rounding may leave a matrix of nearly dependent columns without a factor.
            for (double more = Math.max(Double.MIN_NORMAL, FIRST_WIDENING * variance);
                    factors[c].length == 0;
                    more *= 10) {
                for (int j = 0; j < d; j++) {
                    matrix[j * d + j] += more;
                    requireFinite(matrix[j * d + j], c);
                }
                widened = true;
                factors[c] = Cholesky.ofInverse(matrix, d);
            }
            widest[c] = Cholesky.largestEigenvalue(matrix, d);
        }
        double logDeterminant = 0;
        for (int j = 0; j < d; j++) {
            logDeterminant += Math.log(factors[c][j * d + j]);
        }
        constants[c] = Math.log(weights[c]) - 0.5 * d * LOG_2_PI + logDeterminant;
    }

    private static void requireFinite(double covariance, int c) {
        if (!Double.isFinite(covariance)) {
            throw new TesseraException(
                    "component " + (c + 1) + " of the mixture has a covariance of " + covariance
                            + ", expected a finite number",
                    "bring the columns to a common scale with scaling, or leave out rows of extreme values");
        }
    }

    private void factorVariances(int c) {
        double[] precisions = new double[d];
        double logDeterminant = 0;
        for (int j = 0; j < d; j++) {
            double variance = kind == Covariance.SPHERICAL ? covariances[c] : covariances[c * d + j];
            requireFinite(variance, c);
            double used = Math.max(variance, Double.MIN_NORMAL);
            widened |= used > variance;
            precisions[j] = 1 / used;
            logDeterminant -= 0.5 * Math.log(used);
            widest[c] = Math.max(widest[c], used);
        }
        factors[c] = precisions;
        constants[c] = Math.log(weights[c]) - 0.5 * d * LOG_2_PI + logDeterminant;
    }

    /** Some of the components in another order, their weights made to add up to 1. */
    Mixture select(int[] components) {
        double[] someWeights = new double[components.length];
        double[] someMeans = new double[components.length * d];
        double[] some = kind == Covariance.TIED ? covariances : new double[kind.values(components.length, d)];
        int each = covariances.length / k;
        double sum = Arrays.stream(components).mapToDouble(c -> weights[c]).sum();
        for (int i = 0; i < components.length; i++) {
            int c = components[i];
            someWeights[i] = weights[c] / sum;
            System.arraycopy(means, c * d, someMeans, i * d, d);
            if (kind != Covariance.TIED) {
                System.arraycopy(covariances, c * each, some, i * each, each);
            }
        }
        return of(kind, d, someWeights, someMeans, some);
    }

    Covariance kind() {
        return kind;
    }

    int k() {
        return k;
    }

    int d() {
        return d;
    }

    double[] weights() {
        return weights;
    }

    double[] means() {
        return means;
    }

    double[] covariances() {
        return covariances;
    }

    /** Of a matrix: the upper factor of its inverse, {@code d × d}. Else the precisions of the {@code d} columns. */
    double[] factor(int c) {
        return factors[c];
    }

    /** Logarithm of the weighted density at the mean of a component. */
    double constant(int c) {
        return constants[c];
    }

    /** A bound from above of the variance of a component in any direction. */
    double widest(int c) {
        return widest[c];
    }

    /** Whether a covariance had to be widened so that it has a density. */
    boolean widened() {
        return widened;
    }
}
