// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tessera.api.data.FeatureTable;

/**
 * A strategy that takes part in an automatic choice.
 *
 * @param material all customers
 * @param sample those it is tried on
 * @param alternatives settings that are tried
 */
record Contender(
        String strategy,
        SegmentForming.Material material,
        FeatureTable sample,
        List<Map<String, Object>> alternatives) {

    /**
     * The settings in force and those worth trying besides, as plain values, so that nothing of a strategy's own classes is
     * held.
     */
    static List<Map<String, Object>> plain(List<Map<String, Object>> alternatives) {
        Set<Map<String, Object>> copies = new LinkedHashSet<>();
        copies.add(Map.of());
        for (Map<String, Object> settings : alternatives) {
            Map<String, Object> copy = new LinkedHashMap<>();
            settings.forEach((name, value) -> copy.put(
                    name, value instanceof Number || value instanceof Boolean ? value : String.valueOf(value)));
            copies.add(copy);
        }
        return List.copyOf(copies);
    }
}
