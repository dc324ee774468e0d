// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.features.Preparation;

/**
 * The settings of a run, checked.
 *
 * @param k number of components, 0 to choose it
 * @param kmin fewest components when it is chosen
 * @param kmax most components when it is chosen
 * @param starts of which the best goes on
 * @param iterations at most so many of EM
 * @param tolerance change of the mean log-likelihood of a row at which it ends
 * @param regularization added to every variance
 */
record GmmSettings(
        int k,
        int kmin,
        int kmax,
        Covariance covariance,
        int starts,
        int iterations,
        double tolerance,
        double regularization,
        Preparation preparation) {
    private static final int MOST = 10_000;

    GmmSettings {
        Settings.inRange("k", k, 0, MOST);
        Settings.inRange("kmin", kmin, 1, MOST);
        Settings.inRange("kmax", kmax, kmin, MOST);
        Settings.inRange("starts", starts, 1, 1000);
        Settings.inRange("iterations", iterations, 1, 1_000_000);
        Settings.inRange("tolerance", tolerance, 0, 1000);
        Settings.inRange("regularization", regularization, 0, 1e6);
    }

    static GmmSettings of(GaussianMixture.Config config) {
        return new GmmSettings(
                config.k(),
                config.kmin(),
                config.kmax(),
                Settings.choice(Covariance.class, "covariance", config.covariance()),
                config.starts(),
                config.iterations(),
                config.tolerance(),
                config.regularization(),
                Preparation.of(
                        config.scaling(),
                        config.logs(),
                        config.missing(),
                        config.levels(),
                        config.hashing(),
                        config.selection(),
                        config.columns(),
                        config.components()));
    }

    /** Every setting by name, in the order in which a person would want to read them. */
    Map<String, Object> describe() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("k", k);
        values.put("kmin", kmin);
        values.put("kmax", kmax);
        values.put("covariance", lower(covariance));
        values.put("starts", starts);
        values.put("iterations", iterations);
        values.put("tolerance", tolerance);
        values.put("regularization", regularization);
        values.putAll(preparation.describe());
        return values;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
