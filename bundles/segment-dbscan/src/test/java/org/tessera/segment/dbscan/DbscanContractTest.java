// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.List;
import java.util.Map;
import org.tessera.api.segment.Clusterer;
import org.tessera.tck.ClustererContract;

class DbscanContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer() {
        return new Dbscan();
    }

    @Override
    protected Map<String, ?> threeClusters() {
        // In the first components other columns speak for a gap; a row with one is far from all others otherwise.
        return Map.of("components", 2);
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "eps", List.of(-1, Double.NaN, Double.POSITIVE_INFINITY, "near"),
                "minpts", List.of(-1, 2.5, "many", 1_000_001),
                "scaling", List.of("huge"),
                "logs", List.of("always"),
                "missing", List.of("guess"),
                "levels", List.of(0),
                "hashing", List.of(-1),
                "selection", List.of("luck"),
                "columns", List.of(-1),
                "components", List.of(-0.5, 1.5));
    }
}
