// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.features.Preparation;

/**
 * The settings of a run, checked.
 *
 * @param eps how far a neighbour may be away, in units of the prepared columns; 0 to suggest it
 * @param minpts from how many neighbours on, itself counted, a row is a core row; 0 for twice the columns, at least 10
 */
record DbscanSettings(double eps, int minpts, Preparation preparation) {
    private static final int FEWEST = 10;

    DbscanSettings {
        Settings.inRange("eps", eps, 0, 1e100);
        Settings.inRange("minpts", minpts, 0, 1_000_000);
    }

    static DbscanSettings of(Dbscan.Config config) {
        return new DbscanSettings(
                config.eps(),
                config.minpts(),
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

    /** What counts in so many prepared columns. */
    int minPts(int dimensions) {
        return minpts > 0 ? minpts : Math.max(FEWEST, 2 * dimensions);
    }

    /** Every setting by name, in the order in which a person would want to read them. */
    Map<String, Object> describe() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("eps", eps);
        values.put("minpts", minpts);
        values.putAll(preparation.describe());
        return values;
    }
}
