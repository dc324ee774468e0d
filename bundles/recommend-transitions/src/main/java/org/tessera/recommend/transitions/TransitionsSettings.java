// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.transitions;

import org.tessera.api.strategy.Settings;
import org.tessera.recommend.transitions.TransitionsRecommender.Config;

/** Checked settings; {@link Config} says what they mean. */
record TransitionsSettings(
        int steps,
        double distance,
        double across,
        double halflife,
        double popularity,
        double shrinkage,
        int neighbours,
        double fade,
        int items) {
    private static final double MILLIS_PER_DAY = 86_400_000d;

    static TransitionsSettings of(Config config) {
        return new TransitionsSettings(
                Settings.inRange("steps", config.steps(), 1, 1000),
                Settings.inRange("distance", config.distance(), 0, 10),
                Settings.inRange("across", config.across(), 0, 1),
                Settings.inRange("halflife", config.halflife(), 0, 36_500),
                Settings.inRange("popularity", config.popularity(), 0, 1),
                Settings.inRange("shrinkage", config.shrinkage(), 0, 1e6),
                Settings.inRange("neighbours", config.neighbours(), 1, 10_000),
                Settings.inRange("fade", config.fade(), 0, 1),
                Settings.inRange("items", config.items(), 1, 100_000));
    }

    /** What something of that time counts for; unknown times and those to come do not fade. */
    double decay(long time, long now) {
        return halflife == 0 || time == 0 || time >= now
                ? 1
                : Math.pow(2, (time - now) / (MILLIS_PER_DAY * halflife));
    }
}
