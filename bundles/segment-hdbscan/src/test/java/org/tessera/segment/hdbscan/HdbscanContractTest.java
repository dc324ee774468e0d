// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import java.util.List;
import java.util.Map;
import org.tessera.api.segment.Clusterer;
import org.tessera.tck.ClustererContract;

class HdbscanContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer() {
        return new Hdbscan();
    }

    @Override
    protected Map<String, ?> threeClusters() {
        return Map.of();
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.ofEntries(
                Map.entry("minclustersize", List.of(-1, 1, "many", 2.5, 1_000_001)),
                Map.entry("minsamples", List.of(-1, 10_001, "x")),
                Map.entry("method", List.of("both", "")),
                Map.entry("epsilon", List.of(-0.1, Double.NaN, Double.POSITIVE_INFINITY)),
                Map.entry("single", List.of("yes", 1)),
                Map.entry("scaling", List.of("huge")),
                Map.entry("logs", List.of("always")),
                Map.entry("missing", List.of("guess")),
                Map.entry("levels", List.of(0)),
                Map.entry("hashing", List.of(-1)),
                Map.entry("selection", List.of("best")),
                Map.entry("columns", List.of(-1)),
                Map.entry("components", List.of(-0.5, 1.5)));
    }
}
