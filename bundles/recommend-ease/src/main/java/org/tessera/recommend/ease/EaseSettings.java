// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ease;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.recommend.ease.EaseRecommender.Config;

/**
 * Checked settings.
 *
 * @param items most popular ones that take part, 0 for all
 * @param neighbours weights an item keeps, 0 for all
 */
record EaseSettings(double l2, double dropout, Evidence evidence, int items, int neighbours) {
    static EaseSettings of(Config config) {
        return new EaseSettings(
                Settings.inRange("l2", config.l2(), 1e-3, 1e9),
                Settings.inRange("dropout", config.dropout(), 0, .95),
                Settings.choice(Evidence.class, "evidence", config.evidence()),
                Settings.inRange("items", config.items(), 0, 1_000_000),
                Settings.inRange("neighbours", config.neighbours(), 0, 1_000_000));
    }
}
