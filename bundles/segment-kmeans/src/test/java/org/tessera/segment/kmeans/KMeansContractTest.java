// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.List;
import java.util.Map;
import org.tessera.api.segment.Clusterer;
import org.tessera.tck.ClustererContract;

class KMeansContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer() {
        return new KMeans();
    }

    @Override
    protected Map<String, ?> threeClusters() {
        return Map.of("k", 3);
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of(
                "k", List.of(-1, 10_001, "many", 2.5),
                "kmin", List.of(1, -5),
                "kmax", List.of(1, 0),
                "starts", List.of(0, "x"),
                "iterations", List.of(0),
                "tolerance", List.of(-0.1, Double.NaN),
                "scaling", List.of("huge"),
                "logs", List.of("always"),
                "missing", List.of("guess"),
                "levels", List.of(0));
    }
}
