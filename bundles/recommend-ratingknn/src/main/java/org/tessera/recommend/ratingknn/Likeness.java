// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ratingknn;

/**
 * How alike two rows of ratings are, from the columns that both have.
 *
 * @param shrinkage draws the similarity towards 0 by (n - 1) / (n - 1 + shrinkage) for n common ratings (Koren 2010,
 *     section 2.2)
 * @param minSupport rows with fewer common ratings are not alike
 */
record Likeness(Measure measure, double shrinkage, int minSupport) {
    /** What is compared. */
    enum Measure {
        /** 1 / (1 + mean squared difference). */
        MSD,
        /** Cosine of the ratings as they are. */
        COSINE,
        /** Correlation of the common ratings. */
        PEARSON,
        /** Cosine of what the ratings deviate from the biases of customer and item. */
        PEARSON_BASELINE
    }

    /** Sums over common columns of two rows x and y. Not safe for many threads. */
    static final class Sums {
        private static final int WIDTH = 6;

        private final double[] sums;
        private final int[] touched;
        private int count;

        /** @param rows number of rows y */
        Sums(int rows) {
            sums = new double[rows * WIDTH];
            touched = new int[rows];
        }

        void add(int row, double x, double y) {
            int at = row * WIDTH;
            if (sums[at] == 0) {
                touched[count++] = row;
            }
            sums[at]++;
            sums[at + 1] += x;
            sums[at + 2] += y;
            sums[at + 3] += x * x;
            sums[at + 4] += y * y;
            sums[at + 5] += x * y;
        }

        /** Number of rows that have something in common. */
        int count() {
            return count;
        }

        int row(int k) {
            return touched[k];
        }

        void clear() {
            for (int k = 0; k < count; k++) {
                java.util.Arrays.fill(sums, touched[k] * WIDTH, (touched[k] + 1) * WIDTH, 0);
            }
            count = 0;
        }
    }

    /** Whether ratings are compared as deviations from the biases. */
    boolean comparesDeviations() {
        return measure == Measure.PEARSON_BASELINE;
    }

    /** How alike the row is; 0 or below where it is not. */
    float of(Sums sums, int row) {
        int at = row * Sums.WIDTH;
        double n = sums.sums[at];
        if (n < minSupport) {
            return 0f;
        }
        double xx = sums.sums[at + 3];
        double yy = sums.sums[at + 4];
        double xy = sums.sums[at + 5];
        double plain = switch (measure) {
            case MSD -> 1 / (1 + Math.max(0, xx + yy - 2 * xy) / n);
            case COSINE, PEARSON_BASELINE -> ratio(xy, xx, yy);
            case PEARSON -> {
                double x = sums.sums[at + 1];
                double y = sums.sums[at + 2];
                yield ratio(xy - x * y / n, xx - x * x / n, yy - y * y / n);
            }
        };
        return (float) (shrinkage == 0 ? plain : plain * (n - 1) / (n - 1 + shrinkage));
    }

    /** What is next to nothing is rounding. */
    private static double ratio(double product, double x, double y) {
        return x > 1e-9 && y > 1e-9 ? product / Math.sqrt(x * y) : 0;
    }
}
