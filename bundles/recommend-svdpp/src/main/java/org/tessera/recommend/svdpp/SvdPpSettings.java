// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.svdpp;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.ratings.FactorRatingModel.Penalties;
import org.tessera.recommend.svdpp.SvdPpRecommender.Config;

/**
 * Checked settings.
 *
 * @param rate length of a step
 * @param penalty of each rating's factors while training
 * @param biasPenalty likewise of its biases
 * @param penalties when a customer is folded in
 */
record SvdPpSettings(int factors, int epochs, float rate, float penalty, float biasPenalty, Penalties penalties) {
    static SvdPpSettings of(Config config) {
        return new SvdPpSettings(
                Settings.inRange("factors", config.factors(), 1, 1_000),
                Settings.inRange("epochs", config.epochs(), 1, 1_000),
                (float) Settings.inRange("learning_rate", config.learning_rate(), 1e-6, 0.1),
                (float) Settings.inRange("penalty", config.penalty(), 0, 1),
                (float) Settings.inRange("bias_penalty", config.bias_penalty(), 0, 1),
                new Penalties(
                        Settings.inRange("bias_regularisation", config.bias_regularisation(), 0.01, 1e6),
                        Settings.inRange("regularisation", config.regularisation(), 0.01, 1e6)));
    }
}
