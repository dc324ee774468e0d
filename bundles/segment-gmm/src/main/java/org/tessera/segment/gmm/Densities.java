// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import java.util.Arrays;
import org.tessera.numerics.dense.MatrixProduct;
import org.tessera.numerics.dense.PackedPoints;
import org.tessera.numerics.dense.SquaredDistances;

/**
 * Weighted log densities of blocks of rows under a mixture. The distance of a row to a mean bounds its density from
 * above, as no direction of a component is wider than its widest; a component whose bound is e⁻⁴⁵ of another's density
 * is passed over and counts as nothing, which is less than rounding takes. What is left is computed as a matrix product
 * for each component. With its own scratch memory: for one thread at a time.
 */
final class Densities {
    /** Rows at a time. */
    static final int BLOCK = 512;

    private static final double NEGLIGIBLE = 45;
    /** A log density that is lower counts as this: sums of many stay finite, and still say how bad it is. */
    static final double LOWEST = -1e100;
    /** With fewer columns a matrix product costs more than it saves. */
    private static final int FEW = 12;

    private final Mixture mixture;
    private final int k;
    private final int d;
    private final PackedPoints points;
    private final double[] origin;
    private final double[] logs;
    private final double[] best;
    private final int[] guess;
    private final int[] offsets;
    private final int[] picked;
    private final double[] scores;
    private final double[] differences;
    private final double[] whitened;
    private double[] evaluated = {};
    private int first;

    Densities(Mixture mixture) {
        this(mixture, BLOCK);
    }

    /** @param block most rows at a time, at most {@link #BLOCK} */
    Densities(Mixture mixture, int block) {
        this.mixture = mixture;
        this.k = mixture.k();
        this.d = mixture.d();
        this.origin = SquaredDistances.means(mixture.means(), k, d);
        this.points = PackedPoints.of(mixture.means(), k, d, origin);
        this.best = new double[block];
        this.guess = new int[block];
        this.offsets = new int[block];
        this.picked = new int[block];
        this.logs = new double[block * k];
        this.scores = new double[points.blockRows() * points.stride()];
        this.differences = new double[block * d];
        this.whitened = new double[block * d];
    }

    /** What {@link #evaluate} has found, {@code block × k}, negative infinity where negligible. The caller may change it. */
    double[] logs() {
        return logs;
    }

    /**
     * @param x {@code … × d}, row-major
     * @param to at most {@link #BLOCK} rows from {@code from}
     * @param guesses the component that probably has each row, from a step before; -1 or empty where not known
     */
    void evaluate(double[] x, int from, int to, int[] guesses) {
        int rows = to - from;
        evaluated = x;
        first = from;
        bound(x, from, rows);
        for (int i = 0; i < rows; i++) {
            int known = guesses.length == 0 ? -1 : guesses[from + i];
            guess[i] = known >= 0 && known < k ? known : highest(i);
        }
        for (int c = 0; c < k; c++) {
            int count = 0;
            for (int i = 0; i < rows; i++) {
                if (guess[i] == c) {
                    picked[count++] = i;
                }
            }
            exact(x, from, c, count);
            for (int p = 0; p < count; p++) {
                best[picked[p]] = logs[picked[p] * k + c];
            }
        }
        for (int c = 0; c < k; c++) {
            int count = 0;
            for (int i = 0; i < rows; i++) {
                if (guess[i] != c) {
                    if (logs[i * k + c] >= best[i] - NEGLIGIBLE) {
                        picked[count++] = i;
                    } else {
                        logs[i * k + c] = Double.NEGATIVE_INFINITY;
                    }
                }
            }
            exact(x, from, c, count);
        }
    }

    /** Fills the logarithms with bounds from above. */
    private void bound(double[] x, int from, int rows) {
        for (int i = 0; i < rows; i++) {
            offsets[i] = (from + i) * d;
        }
        int stride = points.stride();
        for (int f = 0; f < rows; f += points.blockRows()) {
            int t = Math.min(rows, f + points.blockRows());
            points.scores(x, offsets, f, t, scores);
            for (int i = f; i < t; i++) {
                double norm = SquaredDistances.between(x, offsets[i], origin, 0, d);
                double least = norm - points.scoreError(Math.sqrt(norm));
                for (int c = 0; c < k; c++) {
                    double squared = Math.max(0, scores[(i - f) * stride + c] + least);
                    logs[i * k + c] = mixture.constant(c) - 0.5 * squared / mixture.widest(c);
                }
            }
        }
    }

    private int highest(int i) {
        int highest = 0;
        for (int c = 1; c < k; c++) {
            if (logs[i * k + c] > logs[i * k + highest]) {
                highest = c;
            }
        }
        return highest;
    }

    /** The log densities of one component at the first rows of those picked. */
    private void exact(double[] x, int from, int c, int count) {
        if (count == 0) {
            return;
        }
        double constant = mixture.constant(c);
        double[] factor = mixture.factor(c);
        if (!mixture.kind().isMatrix()) {
            for (int p = 0; p < count; p++) {
                double squared = alongAxes(x, (from + picked[p]) * d, c, factor);
                logs[picked[p] * k + c] = logDensity(constant, squared);
            }
            return;
        }
        double[] means = mixture.means();
        for (int p = 0; p < count; p++) {
            int o = (from + picked[p]) * d;
            for (int j = 0; j < d; j++) {
                differences[p * d + j] = x[o + j] - means[c * d + j];
            }
        }
        if (d < FEW) {
            whiten(factor, count);
        } else {
            MatrixProduct.multiply(differences, factor, whitened, count, d, d);
        }
        for (int p = 0; p < count; p++) {
            double squared = 0;
            for (int j = p * d; j < (p + 1) * d; j++) {
                squared += whitened[j] * whitened[j];
            }
            logs[picked[p] * k + c] = logDensity(constant, squared);
        }
    }

    /** Negative infinity where squares of the differences from a component that has shrunk to a point overflow. */
    private static double logDensity(double constant, double squared) {
        double log = constant - 0.5 * squared;
        return log >= LOWEST ? log : Double.NEGATIVE_INFINITY;
    }

    private double alongAxes(double[] x, int o, int c, double[] precisions) {
        double[] means = mixture.means();
        double squared = 0;
        for (int j = 0; j < d; j++) {
            double difference = x[o + j] - means[c * d + j];
            squared += difference * difference * precisions[j];
        }
        return squared;
    }

    private void whiten(double[] factor, int count) {
        for (int p = 0; p < count; p++) {
            int o = p * d;
            for (int j = 0; j < d; j++) {
                double sum = 0;
                for (int l = 0; l <= j; l++) {
                    sum += differences[o + l] * factor[l * d + j];
                }
                whitened[o + j] = sum;
            }
        }
    }

    /**
     * Makes probabilities of the logarithms of a row: its density spread over the components. A row that has no density
     * under any belongs to the component of the nearest mean.
     *
     * @param i place in the block
     * @return the logarithm of the density, finite
     */
    double normalise(int i) {
        int o = i * k;
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = o; c < o + k; c++) {
            highest = Math.max(highest, logs[c]);
        }
        if (highest == Double.NEGATIVE_INFINITY) {
            Arrays.fill(logs, o, o + k, 0);
            logs[o + nearest(i)] = 1;
            return LOWEST;
        }
        double sum = 0;
        for (int c = o; c < o + k; c++) {
            if (logs[c] == Double.NEGATIVE_INFINITY) {
                logs[c] = 0;
            } else {
                logs[c] = Math.exp(logs[c] - highest);
                sum += logs[c];
            }
        }
        for (int c = o; c < o + k; c++) {
            logs[c] /= sum;
        }
        return highest + Math.log(sum);
    }

    private int nearest(int i) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < k; c++) {
            double distance = SquaredDistances.between(evaluated, (first + i) * d, mixture.means(), c * d, d);
            if (distance < least) {
                least = distance;
                nearest = c;
            }
        }
        return nearest;
    }

    /** The component of the highest value of a row, of equal ones the first. */
    int likeliest(int i) {
        return highest(i);
    }
}
