// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import java.util.List;
import java.util.Map;
import org.tessera.api.segment.Clusterer;
import org.tessera.tck.ClustererContract;

class GmmContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer() {
        return new GaussianMixture();
    }

    @Override
    protected Map<String, ?> threeClusters() {
        return Map.of("k", 3);
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.ofEntries(
                Map.entry("k", List.of(-1, 10_001, "many", 2.5)),
                Map.entry("kmin", List.of(0, -5)),
                Map.entry("kmax", List.of(1, 0)),
                Map.entry("covariance", List.of("round")),
                Map.entry("starts", List.of(0, "x")),
                Map.entry("iterations", List.of(0)),
                Map.entry("tolerance", List.of(-0.1, Double.NaN)),
                Map.entry("regularization", List.of(-1e-9, "none")),
                Map.entry("scaling", List.of("huge")),
                Map.entry("logs", List.of("always")),
                Map.entry("missing", List.of("guess")),
                Map.entry("levels", List.of(0)),
                Map.entry("hashing", List.of(-1)),
                Map.entry("selection", List.of("luck")),
                Map.entry("columns", List.of(-1)),
                Map.entry("components", List.of(-0.5, 1.5)));
    }
}
