// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.bpr;

import org.tessera.api.strategy.Settings;
import org.tessera.recommend.bpr.BprRecommender.Config;

/**
 * Checked settings.
 *
 * @param candidates how many items are drawn for each comparison, of which the one with the highest score is taken
 * @param popularity the power of the number of its customers with which an item is drawn
 */
record BprSettings(
        int factors,
        int epochs,
        double rate,
        double regularisation,
        int candidates,
        double popularity) {
    static BprSettings of(Config config) {
        return new BprSettings(
                Settings.inRange("factors", config.factors(), 1, 1024),
                Settings.inRange("epochs", config.epochs(), 1, 10_000),
                Settings.inRange("rate", config.rate(), 1e-6, 1),
                Settings.inRange("regularisation", config.regularisation(), 0, 1),
                Settings.inRange("candidates", config.candidates(), 1, 100),
                Settings.inRange("popularity", config.popularity(), 0, 2));
    }
}
