// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.svd;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.ratings.FactorRatingModel.Penalties;
import org.tessera.recommend.svd.SvdRecommender.Config;

/** Checked settings. */
record SvdSettings(int factors, int epochs, Penalties penalties) {
    static SvdSettings of(Config config) {
        return new SvdSettings(
                Settings.inRange("factors", config.factors(), 1, 1_000),
                Settings.inRange("epochs", config.epochs(), 1, 1_000),
                new Penalties(
                        Settings.inRange("bias_regularisation", config.bias_regularisation(), 0.01, 1e6),
                        Settings.inRange("regularisation", config.regularisation(), 0.01, 1e6)));
    }
}
