// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import java.util.Arrays;
import org.tessera.numerics.dense.MatrixProduct;

/**
 * What a step of EM adds up: for each component the rows it is responsible for, their differences from its mean, and the
 * products of these. Differences instead of the rows themselves keep the digits of data far from zero.
 */
final class Sums {
    /** A responsibility below this adds less than rounding takes. */
    private static final double NEGLIGIBLE = 1e-18;

    /** With fewer columns a matrix product costs more than it saves. */
    private static final int FEW = 12;

    private final Covariance kind;
    private final int k;
    private final int d;
    private final double[] counts;
    private final double[] first;
    private final double[][] second;
    private double logLikelihood;

    Sums(Covariance kind, int k, int d) {
        this.kind = kind;
        this.k = k;
        this.d = d;
        this.counts = new double[k];
        this.first = new double[k * d];
        this.second = new double[k][kind.isMatrix() ? d * d : d];
    }

    /** Numbers that one takes. */
    static long size(Covariance kind, int k, int d) {
        return k * (1L + d + (kind.isMatrix() ? (long) d * d : d));
    }

    void clear() {
        Arrays.fill(counts, 0);
        Arrays.fill(first, 0);
        for (double[] products : second) {
            Arrays.fill(products, 0);
        }
        logLikelihood = 0;
    }

    /** Adds what another one has. */
    void add(Sums other) {
        add(counts, other.counts);
        add(first, other.first);
        for (int c = 0; c < k; c++) {
            add(second[c], other.second[c]);
        }
        logLikelihood += other.logLikelihood;
    }

    private static void add(double[] to, double[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    void addLogLikelihood(double ofRows) {
        logLikelihood += ofRows;
    }

    /**
     * Adds a block of rows to a component.
     *
     * @param means {@code k × d}, what differences are from
     * @param shares responsibility of component {@code c} for the i-th row at {@code i * k + c}
     * @param scratch of a row for each of the block
     */
    void addRows(double[] x, int from, int to, double[] means, int c, double[] shares, double[] scratch) {
        int filled = 0;
        double count = 0;
        for (int i = from; i < to; i++) {
            double share = shares[(i - from) * k + c];
            if (share < NEGLIGIBLE) {
                continue;
            }
            count += share;
            double root = Math.sqrt(share);
            int o = filled * d;
            for (int j = 0; j < d; j++) {
                double difference = x[i * d + j] - means[c * d + j];
                first[c * d + j] += share * difference;
                scratch[o + j] = root * difference;
            }
            filled++;
        }
        counts[c] += count;
        if (!kind.isMatrix()) {
            addSquares(scratch, filled, second[c]);
        } else if (d < FEW) {
            addProducts(scratch, filled, second[c]);
        } else if (filled > 0) {
            MatrixProduct.addCross(scratch, 0, filled, d, second[c]);
        }
    }

    private void addSquares(double[] rows, int count, double[] squares) {
        for (int i = 0, o = 0; i < count; i++) {
            for (int j = 0; j < d; j++, o++) {
                squares[j] += rows[o] * rows[o];
            }
        }
    }

    private void addProducts(double[] rows, int count, double[] products) {
        for (int i = 0; i < count; i++) {
            int o = i * d;
            for (int j = 0; j < d; j++) {
                for (int l = 0; l < d; l++) {
                    products[j * d + l] += rows[o + j] * rows[o + l];
                }
            }
        }
    }

    /**
     * Makes all components a bit alike, as if each had so many rows more, spread as the rows of all are spread around their
     * own components. Small components get a covariance that can be inverted.
     */
    void shrink(double rows) {
        double all = Arrays.stream(counts).sum();
        double[] pooled = new double[second[0].length];
        for (double[] products : second) {
            add(pooled, products);
        }
        for (int c = 0; c < k; c++) {
            for (int i = 0; i < pooled.length; i++) {
                second[c][i] += rows / all * pooled[i];
            }
            counts[c] += rows;
        }
    }

    /** Rows that a component is responsible for. */
    double count(int c) {
        return counts[c];
    }

    /** Sum of their differences in one column, weighted. */
    double first(int c, int j) {
        return first[c * d + j];
    }

    /** Sum of the products of their differences: {@code d × d}, or the squares of {@code d} columns. */
    double[] second(int c) {
        return second[c];
    }

    /** Sum of the log densities of the rows. */
    double logLikelihood() {
        return logLikelihood;
    }
}
