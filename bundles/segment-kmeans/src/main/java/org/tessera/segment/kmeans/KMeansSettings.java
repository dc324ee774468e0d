// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.features.Preparation;

/**
 * The settings of a run, checked.
 *
 * @param k number of segments, 0 to choose it
 * @param kmin fewest segments when it is chosen
 * @param kmax most segments when it is chosen
 * @param starts independent seedings of which the best counts
 * @param iterations at most so many of Lloyd's algorithm for each start
 * @param tolerance movement of the centres, relative to the variance of the rows, at which it ends
 * @param seeding how the first centres are chosen
 * @param bounds what saves comparisons
 * @param batch rows of a batch, 0 for all rows in every iteration
 * @param weight name of the column that says how much each row counts; empty where each counts once
 */
record KMeansSettings(
        int k,
        int kmin,
        int kmax,
        int starts,
        int iterations,
        double tolerance,
        Seeding seeding,
        Bounds bounds,
        int batch,
        String weight,
        Preparation preparation) {
    private static final int MOST = 10_000;

    KMeansSettings {
        Settings.inRange("k", k, 0, MOST);
        Settings.inRange("kmin", kmin, 2, MOST);
        Settings.inRange("kmax", kmax, kmin, MOST);
        Settings.inRange("starts", starts, 1, 1000);
        Settings.inRange("iterations", iterations, 1, 1_000_000);
        Settings.inRange("tolerance", tolerance, 0, 1);
        Settings.inRange("batch", batch, 0, Integer.MAX_VALUE);
    }

    /** How the first centres are chosen. */
    enum Seeding {
        /**
         * {@link #SAMPLE} where that is a small part of the rows, else {@link #PARALLEL} for many centres, else
         * {@link #PLUSPLUS}.
         */
        AUTO,
        /** One after the other, by {@link PlusPlus}. */
        PLUSPLUS,
        /** Many at a time, by {@link ParallelSeeding}. */
        PARALLEL,
        /** The best of several by k-means++ and k-means on a sample, by {@link SampleSeeding}. */
        SAMPLE,
        /** Different rows at random. */
        RANDOM;

        private static final int MANY_CENTRES = 20;
        private static final int ROWS_PER_CENTRE = 500;
        private static final int SAMPLES = 20;

        Seeding chosenFor(int n, int k) {
            if (this != AUTO) {
                return this;
            }
            if (n >= SAMPLES * SampleSeeding.sampleSize(k)) {
                return SAMPLE;
            }
            return k >= MANY_CENTRES && n / k >= ROWS_PER_CENTRE ? PARALLEL : PLUSPLUS;
        }
    }

    /** What saves comparing every row with every centre. */
    enum Bounds {
        /** {@link #EXPONION} for many centres, each of many rows of few columns, else {@link #HAMERLY}. */
        AUTO,
        /** Nothing. */
        NONE,
        /** Two bounds for each row; rows in doubt are compared with all centres in blocks. */
        HAMERLY,
        /** The same bounds; rows in doubt are compared with the centres around their own. */
        EXPONION;

        private static final int FEW_COLUMNS = 8;
        private static final int MANY_CENTRES = 50;
        private static final int ROWS_PER_CENTRE = 500;

        Bounds chosenFor(int n, int d, int k) {
            if (this != AUTO) {
                return this;
            }
            // Sorting the centres around each one costs k² log k, which enough rows have to earn.
            return d <= FEW_COLUMNS && k >= MANY_CENTRES && n / k >= ROWS_PER_CENTRE ? EXPONION : HAMERLY;
        }
    }

    static KMeansSettings of(KMeans.Config config) {
        return new KMeansSettings(
                config.k(),
                config.kmin(),
                config.kmax(),
                config.starts(),
                config.iterations(),
                config.tolerance(),
                Settings.choice(Seeding.class, "seeding", config.seeding()),
                Settings.choice(Bounds.class, "bounds", config.bounds()),
                config.batch(),
                config.weight().strip(),
                Preparation.of(
                        config.scaling(),
                        config.logs(),
                        config.missing(),
                        config.levels(),
                        config.hashing(),
                        config.selection(),
                        config.columns(),
                        config.components()));
    }

    /** Every setting by name, in the order in which a person would want to read them. */
    Map<String, Object> describe() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("k", k);
        values.put("kmin", kmin);
        values.put("kmax", kmax);
        values.put("starts", starts);
        values.put("iterations", iterations);
        values.put("tolerance", tolerance);
        values.put("seeding", lower(seeding));
        values.put("bounds", lower(bounds));
        values.put("batch", batch);
        values.put("weight", weight);
        values.putAll(preparation.describe());
        return values;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
