// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.baseline;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.ratings.BiasFit;
import org.tessera.recommend.baseline.BaselineRecommender.Config;

/**
 * Checked settings.
 *
 * @param rate length of a step along the gradient
 * @param penalty of each rating's biases along the gradient
 */
record BaselineSettings(Method method, BiasFit fit, double rate, double penalty) {
    /** How biases are fitted. */
    enum Method {
        ALS,
        SGD
    }

    static BaselineSettings of(Config config) {
        return new BaselineSettings(
                Settings.choice(Method.class, "method", config.method()),
                new BiasFit(
                        Settings.inRange("item_regularisation", config.item_regularisation(), 0, 1e6),
                        Settings.inRange("customer_regularisation", config.customer_regularisation(), 0, 1e6),
                        Settings.inRange("epochs", config.epochs(), 1, 1_000)),
                Settings.inRange("learning_rate", config.learning_rate(), 1e-6, 0.5),
                Settings.inRange("penalty", config.penalty(), 0, 1));
    }
}
