// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.List;
import java.util.Map;
import org.tessera.api.segment.Clusterer;
import org.tessera.tck.ClustererContract;

class HierarchicalContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer() {
        return new Hierarchical();
    }

    @Override
    protected Map<String, ?> threeClusters() {
        return Map.of("k", 3);
    }

    /** Ward's groups are not those of the nearest mean, by which others are assigned: a tree never moves a row. */
    @Override
    protected boolean assignsTrainingRowsAlike() {
        return false;
    }

    /** Every row is compared with many others. */
    @Override
    protected double growth() {
        return 2;
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.ofEntries(
                Map.entry("linkage", List.of("centroid", "")),
                Map.entry("k", List.of(-1, 10_001, "many", 2.5)),
                Map.entry("height", List.of(-0.1, Double.NaN)),
                Map.entry("kmin", List.of(1, -5)),
                Map.entry("kmax", List.of(1, 0)),
                Map.entry("sample", List.of(-1, 1)),
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
