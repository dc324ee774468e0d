// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.popular;

import org.tessera.api.strategy.Settings;
import org.tessera.recommend.popular.PopularRecommender.Config;

/**
 * Checked settings.
 *
 * @param halflife days after which an event counts for half; 0 for no decay
 */
record PopularSettings(Count count, double halflife) {
    /** What is counted. */
    enum Count {
        /** Each customer once. */
        CUSTOMERS,
        /** The weights of the pairs. */
        WEIGHTS
    }

    static PopularSettings of(Config config) {
        return new PopularSettings(
                Settings.choice(Count.class, "count", config.count()),
                Settings.inRange("halflife", config.halflife(), 0, 36_500));
    }

    /** What an event of that age counts for; an age below 0 is none. */
    double decay(double days) {
        return halflife == 0 || days <= 0 ? 1 : Math.pow(2, -days / halflife);
    }
}
