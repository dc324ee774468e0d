// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
        return Map.ofEntries(
                Map.entry("k", List.of(-1, 10_001, "many", 2.5)),
                Map.entry("kmin", List.of(1, -5)),
                Map.entry("kmax", List.of(1, 0)),
                Map.entry("starts", List.of(0, "x")),
                Map.entry("iterations", List.of(0)),
                Map.entry("tolerance", List.of(-0.1, Double.NaN)),
                Map.entry("seeding", List.of("lucky")),
                Map.entry("bounds", List.of("tight")),
                Map.entry("batch", List.of(-1)),
                Map.entry("weight", List.of("no such column")),
                Map.entry("scaling", List.of("huge")),
                Map.entry("logs", List.of("always")),
                Map.entry("missing", List.of("guess")),
                Map.entry("levels", List.of(0)),
                Map.entry("hashing", List.of(-1)),
                Map.entry("selection", List.of("best")),
                Map.entry("columns", List.of(-1)),
                Map.entry("components", List.of(-1, 2.5)));
    }

    /** What stood in homes before models had a common format: a name of four bytes, a version, a length. */
    @Override
    protected List<byte[]> modelsOfOtherVersions() {
        byte[] first = Arrays.copyOf("TSKM\1\0\0\0\100".getBytes(StandardCharsets.ISO_8859_1), 9 + 64 + 8);
        return List.of(first);
    }
}
