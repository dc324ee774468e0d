// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.tessera.api.segment.Clusterer;
import org.tessera.segment.dbscan.Dbscan;
import org.tessera.segment.gmm.GaussianMixture;
import org.tessera.segment.hdbscan.Hdbscan;
import org.tessera.segment.hierarchical.Hierarchical;
import org.tessera.segment.kmeans.KMeans;

/** The clustering strategies that can be measured by name, with their defaults. */
final class Clusterers {
    private Clusterers() {}

    /** By name, in the order in which they are listed. To add one: put it here. */
    static Map<String, Supplier<Clusterer>> all() {
        Map<String, Supplier<Clusterer>> all = new LinkedHashMap<>();
        all.put(KMeans.NAME, KMeans::new);
        all.put(Dbscan.NAME, Dbscan::new);
        all.put(Hdbscan.NAME, Hdbscan::new);
        all.put(Hierarchical.NAME, Hierarchical::new);
        all.put(GaussianMixture.NAME, GaussianMixture::new);
        return all;
    }
}
