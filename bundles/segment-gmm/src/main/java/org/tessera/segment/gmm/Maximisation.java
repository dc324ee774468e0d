// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import java.util.stream.IntStream;

/** The mixture under which what has been added up is most likely (Bishop 2006, section 9.2.2, step 3). */
final class Maximisation {
    /** A component that is left with less than this part of a row has collapsed. */
    private static final double COLLAPSED = 1e-3;

    private Maximisation() {}

    /**
     * @param sums of differences from the means of {@code old}
     * @param regularization added to every variance
     * @return with fewer components than {@code old} where some have collapsed, at least one
     */
    static Mixture of(Sums sums, Mixture old, double regularization) {
        int d = old.d();
        int largest = 0;
        for (int c = 1; c < old.k(); c++) {
            largest = sums.count(c) > sums.count(largest) ? c : largest;
        }
        int most = largest;
        int[] kept = IntStream.range(0, old.k())
                .filter(c -> c == most || sums.count(c) >= COLLAPSED)
                .toArray();
        double rows = IntStream.of(kept).mapToDouble(sums::count).sum();
        double[] weights = new double[kept.length];
        double[] means = new double[kept.length * d];
        double[] covariances = new double[old.kind().values(kept.length, d)];
        for (int i = 0; i < kept.length; i++) {
            int c = kept[i];
            double count = sums.count(c);
            weights[i] = count / rows;
            double[] shift = new double[d];
            for (int j = 0; j < d; j++) {
                shift[j] = sums.first(c, j) / count;
                means[i * d + j] = old.means()[c * d + j] + shift[j];
            }
            switch (old.kind()) {
                case FULL -> addMatrix(sums.second(c), count, count, shift, covariances, i * d * d);
                case TIED -> addMatrix(sums.second(c), count, rows, shift, covariances, 0);
                case DIAGONAL -> {
                    for (int j = 0; j < d; j++) {
                        covariances[i * d + j] = variance(sums.second(c)[j], count, shift[j]);
                    }
                }
                case SPHERICAL -> {
                    for (int j = 0; j < d; j++) {
                        covariances[i] += variance(sums.second(c)[j], count, shift[j]) / d;
                    }
                }
            }
        }
        regularize(old.kind(), covariances, d, regularization);
        return Mixture.of(old.kind(), d, weights, means, covariances);
    }

    /** Adds {@code (second - count * shift * shift') / divisor}. */
    private static void addMatrix(double[] second, double count, double divisor, double[] shift, double[] to, int at) {
        int d = shift.length;
        for (int j = 0; j < d; j++) {
            for (int l = 0; l < d; l++) {
                to[at + j * d + l] += (second[j * d + l] - count * shift[j] * shift[l]) / divisor;
            }
        }
    }

    private static double variance(double second, double count, double shift) {
        return Math.max(0, second / count - shift * shift);
    }

    private static void regularize(Covariance kind, double[] covariances, int d, double regularization) {
        if (!kind.isMatrix()) {
            for (int i = 0; i < covariances.length; i++) {
                covariances[i] += regularization;
            }
            return;
        }
        for (int o = 0; o < covariances.length; o += d * d) {
            for (int j = 0; j < d; j++) {
                covariances[o + j * d + j] += regularization;
            }
        }
    }
}
