// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import java.util.List;
import java.util.Map;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.Strategy;

/** Groups the rows of a table. Columns may be of any kind and have gaps; how they are prepared is part of the model. */
public interface Clusterer extends Strategy<FeatureTable, ClusterModel> {
    /**
     * Names of the traits it goes by when nobody says which; empty for all that are meant to form segments.
     *
     * @param overrides settings of one call, as for {@link #train}
     * @throws org.tessera.api.strategy.SettingException if a setting is unknown or out of range
     */
    default List<String> traits(Map<String, ?> overrides) {
        return List.of();
    }

    /**
     * Settings worth trying when nobody knows which suit the data, such as several numbers of clusters; each entry
     * overrides the settings in force.
     *
     * @param rows of the table they are for
     * @return at least one; a single empty map where the settings in force are all there is to try
     */
    default List<Map<String, Object>> alternatives(int rows) {
        return List.of(Map.of());
    }
}
