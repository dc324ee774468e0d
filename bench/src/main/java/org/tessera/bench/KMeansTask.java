// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.segment.kmeans.KMeans;
import org.tessera.segment.kmeans.KMeansModel;

/** Segments by k-means. */
final class KMeansTask extends ClusterTask<KMeansModel> {
    @Override
    public String name() {
        return "kmeans";
    }

    @Override
    public String summary() {
        return "k-means on a matrix as it is, from given centres or seeded";
    }

    @Override
    String strategy() {
        return KMeans.NAME;
    }

    @Override
    List<Option> ownOptions() {
        return List.of(
                Option.required("k", "CLUSTERS", "clusters; 0 chooses their number"),
                Option.optional("centers", "FILE.f64", "k × d numbers to start from; seeded once where not given"),
                Option.optional(
                        "iterations",
                        "COUNT",
                        "at most so many; from given centres 20 without a tolerance, else the strategy's default"));
    }

    @Override
    Map<String, Object> settings(Options options) {
        boolean given = options.has("centers");
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("k", k(options));
        if (given) {
            settings.put("tolerance", 0);
        } else {
            // One seeding, as others measure it; --set starts=… for more.
            settings.put("starts", 1);
        }
        if (given || options.has("iterations")) {
            settings.put("iterations", options.number("iterations", 20, 1, Integer.MAX_VALUE));
        }
        return settings;
    }

    @Override
    Training<KMeansModel> training(Options options, int columns) throws IOException {
        KMeans strategy = new KMeans();
        Optional<double[]> given = centers(options, k(options), columns);
        if (given.isEmpty()) {
            return strategy::train;
        }
        double[] centres = given.get();
        return (table, settings, context) -> strategy.trainFrom(centres, table, settings, context);
    }

    @Override
    Map<String, Number> quality(KMeansModel model) {
        return Map.of("inertia", model.inertia());
    }

    @Override
    Map<String, Object> more(KMeansModel model) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("iterations", model.iterations());
        return more;
    }

    private static int k(Options options) {
        return options.number("k", 0, Integer.MAX_VALUE);
    }
}
