// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.rfm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.Settings;
import org.tessera.tck.ClustererContract;

class RfmContractTest extends ClustererContract {
    /** The names of the columns of the kit's mixed tables. */
    static final Map<String, String> NAMES = Map.of("recency", "recency", "frequency", "visits", "monetary", "spend");

    @Override
    protected Clusterer clusterer() {
        return new Rfm(Settings.overlay(Rfm.Config.class, Settings.defaults(Rfm.Config.class), NAMES));
    }

    /** Groups of 50, 30 and 20 % by recency are five, three and two tenths. */
    @Override
    protected Map<String, ?> threeClusters() {
        return Map.of("scores", 10, "segments", "here: R6-10; drifting: R3-5; gone: any");
    }

    /** Other tables have none of the names: the first and the last number stand for them. */
    @Override
    protected Map<String, ?> columnSettings(FeatureTable table) {
        List<String> numbers = table.columns().stream()
                .filter(FeatureTable.Numeric.class::isInstance)
                .map(FeatureTable.Column::name)
                .toList();
        Map<String, Object> settings = new LinkedHashMap<>();
        if (!numbers.isEmpty()) {
            NAMES.forEach((setting, name) -> settings.put(
                    setting,
                    numbers.contains(name)
                            ? name
                            : numbers.get(setting.equals("monetary") && numbers.size() > 1 ? 1 : 0)));
        }
        return settings;
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "recency", List.of("", "  "),
                "frequency", List.of(""),
                "monetary", List.of(""),
                "scores", List.of(1, 101, "five", 2.5),
                "segments", List.of("", ";", "all", ": R1", "best:", "best: Q5", "best: R6", "best: R4-2", "a: R1 x"));
    }
}
