// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.features.Preparation;

/**
 * The settings of a run, checked.
 *
 * @param minClusterSize fewest rows of a cluster, at least 2; 0: twice the square root of the number of rows
 * @param minSamples the core distance of a row reaches so many rows, itself counted; 0: two
 * @param method how clusters are taken from the tree
 * @param epsilon clusters that came about at less than this distance are not split off; 0: all are
 * @param single whether all rows may be one cluster
 */
record HdbscanSettings(
        int minClusterSize,
        int minSamples,
        Selection.Method method,
        double epsilon,
        boolean single,
        Preparation preparation) {
    private static final int MOST = 1_000_000;
    private static final int MOST_SAMPLES = 10_000;

    HdbscanSettings {
        if (minClusterSize != 0) {
            Settings.inRange("minclustersize", minClusterSize, 2, MOST);
        }
        Settings.inRange("minsamples", minSamples, 0, MOST_SAMPLES);
        Settings.inRange("epsilon", epsilon, 0, Double.MAX_VALUE);
    }

    static HdbscanSettings of(Hdbscan.Config config) {
        return new HdbscanSettings(
                config.minclustersize(),
                config.minsamples(),
                Settings.choice(Selection.Method.class, "method", config.method()),
                config.epsilon(),
                config.single(),
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

    /** The size of a cluster for so many rows where nobody says which. */
    static int chosenClusterSize(int rows) {
        return Math.max(2, (int) Math.round(2 * Math.sqrt(rows)));
    }

    int clusterSizeFor(int rows) {
        return minClusterSize == 0 ? chosenClusterSize(rows) : minClusterSize;
    }

    int samples() {
        return minSamples == 0 ? 2 : minSamples;
    }

    /** Every setting by name, in the order in which a person would want to read them. */
    Map<String, Object> describe() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("minclustersize", minClusterSize);
        values.put("minsamples", minSamples);
        values.put("method", lower(method));
        values.put("epsilon", epsilon);
        values.put("single", single);
        values.putAll(preparation.describe());
        return values;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
