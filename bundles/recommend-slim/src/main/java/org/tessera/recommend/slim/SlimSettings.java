// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.slim;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.recommend.slim.SlimRecommender.Config;

/**
 * Checked settings.
 *
 * @param items most popular ones that take part, 0 for all
 */
record SlimSettings(
        double alpha,
        double l1,
        int neighbours,
        boolean positive,
        double tolerance,
        int iterations,
        Evidence evidence,
        int items) {
    static SlimSettings of(Config config) {
        return new SlimSettings(
                Settings.inRange("alpha", config.alpha(), 1e-8, 1e6),
                Settings.inRange("l1", config.l1(), 0, 1),
                Settings.inRange("neighbours", config.neighbours(), 1, 10_000),
                config.positive(),
                Settings.inRange("tolerance", config.tolerance(), 1e-10, .5),
                Settings.inRange("iterations", config.iterations(), 1, 100_000),
                Settings.choice(Evidence.class, "evidence", config.evidence()),
                Settings.inRange("items", config.items(), 0, 1_000_000));
    }
}
