// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.newest;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.ranking.Grouping;
import org.tessera.recommend.newest.NewestRecommender.Config;

/** Checked settings; {@link Config} says what they mean. Times are in days. */
record NewestSettings(double halflife, double popularity, double prior, double oldest, Grouping grouping) {
    static final double MILLIS_PER_DAY = 86_400_000d;

    static NewestSettings of(Config config) {
        return new NewestSettings(
                Settings.inRange("halflife", config.halflife(), .01, 36_500),
                Settings.inRange("popularity", config.popularity(), 0, 1),
                Settings.inRange("prior", config.prior(), .01, 36_500),
                Settings.inRange("oldest", config.oldest(), 0, 36_500),
                Grouping.of(
                        config.by(), "", "UTC", 0, config.taste(), Grouping.By.ALL, Grouping.By.CATEGORY));
    }

    /** Whether an item of that age is answered; one of which no time is known is not. */
    boolean isNew(double age) {
        return age < Double.POSITIVE_INFINITY && (oldest == 0 || age <= oldest);
    }

    double newness(double age) {
        return Math.pow(2, -age / halflife);
    }
}
