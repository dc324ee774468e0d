// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.popular;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.ranking.Grouping;
import org.tessera.recommend.popular.PopularRecommender.Config;

/**
 * Checked settings.
 *
 * @param halflife days after which an event counts for half; 0 for no decay
 */
record PopularSettings(Count count, double halflife, Grouping grouping) {
    private static final double MILLIS_PER_DAY = 86_400_000d;

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
                Settings.inRange("halflife", config.halflife(), 0, 36_500),
                Grouping.of(
                        config.by(),
                        config.attribute(),
                        config.zone(),
                        config.shrinkage(),
                        config.taste(),
                        Grouping.By.values()));
    }

    /** What a pair counts for; unknown times and those to come do not fade. */
    double value(float weight, long time, long now) {
        double decay =
                halflife == 0 || time == 0 || time >= now ? 1 : Math.pow(2, (time - now) / (MILLIS_PER_DAY * halflife));
        return count == Count.WEIGHTS ? weight * decay : decay;
    }
}
