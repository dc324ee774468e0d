// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.numerics.dense.PackedPoints;
import org.tessera.segment.gmm.GaussianMixture;
import org.tessera.segment.gmm.GmmModel;

/** Segments by a Gaussian mixture. */
final class GmmTask extends ClusterTask<GmmModel> {
    @Override
    public String name() {
        return "gmm";
    }

    @Override
    public String summary() {
        return "a Gaussian mixture by EM on a matrix as it is, from given means or seeded";
    }

    @Override
    String strategy() {
        return GaussianMixture.NAME;
    }

    @Override
    List<Option> ownOptions() {
        return List.of(
                Option.required("k", "COMPONENTS", "components; 0 chooses their number"),
                Option.optional("covariance", "SHAPE", "full (default), diagonal, tied or spherical"),
                Option.optional(
                        "centers",
                        "FILE.f64",
                        "k × d means to start from, with equal weights and unit variances; seeded where not given"),
                Option.optional(
                        "iterations",
                        "COUNT",
                        "at most so many; from given means 20 without a tolerance, else the strategy's default"));
    }

    @Override
    Map<String, Object> settings(Options options) {
        boolean given = options.has("centers");
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("k", k(options));
        if (options.has("covariance")) {
            settings.put("covariance", options.needed("covariance"));
        }
        if (given) {
            settings.put("tolerance", 0);
        }
        if (given || options.has("iterations")) {
            settings.put("iterations", options.number("iterations", 20, 1, Integer.MAX_VALUE));
        }
        return settings;
    }

    @Override
    Training<GmmModel> training(Options options, int columns) throws IOException {
        GaussianMixture strategy = new GaussianMixture();
        Optional<double[]> given = centers(options, k(options), columns);
        if (given.isEmpty()) {
            return strategy::train;
        }
        double[] means = given.get();
        return (table, settings, context) -> strategy.trainFrom(means, table, settings, context);
    }

    @Override
    Map<String, Number> quality(GmmModel model) {
        return Map.of("log_likelihood", model.logLikelihood(), "bic", model.bic());
    }

    @Override
    Map<String, Object> more(GmmModel model) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("iterations", model.iterations());
        more.put("kernel", PackedPoints.kernelName());
        return more;
    }

    private static int k(Options options) {
        return options.number("k", 0, Integer.MAX_VALUE);
    }
}
