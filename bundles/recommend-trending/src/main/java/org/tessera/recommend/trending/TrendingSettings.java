// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.trending;

import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.ranking.Grouping;
import org.tessera.recommend.trending.TrendingRecommender.Config;

/** Checked settings; {@link Config} says what they mean. Half-lives are in days. */
record TrendingSettings(
        double recent, double usual, double support, double prior, double caution, Grouping grouping) {
    private static final double MILLIS_PER_DAY = 86_400_000d;

    /**
     * A sum of Poisson events that fade by half-lives has half the variance of its mean: it tells as much as a count of
     * twice its size.
     */
    private static final double EVENTS_PER_FADED = 2;

    static TrendingSettings of(Config config) {
        double recent = Settings.inRange("recent", config.recent(), .01, 3650);
        double usual = Settings.inRange("usual", config.usual(), .02, 36_500);
        if (usual <= recent) {
            throw new SettingException(
                    "usual",
                    usual + " days are no longer time than the " + recent + " days of recent",
                    "give usual a longer half-life than recent");
        }
        return new TrendingSettings(
                recent,
                usual,
                Settings.inRange("support", config.support(), 0, 1e9),
                Settings.inRange("prior", config.prior(), .01, 1e6),
                Settings.inRange("caution", config.caution(), 0, 10),
                Grouping.of(
                        config.by(),
                        config.attribute(),
                        "UTC",
                        config.shrinkage(),
                        config.taste(),
                        Grouping.By.ALL,
                        Grouping.By.SEGMENT,
                        Grouping.By.CATEGORY,
                        Grouping.By.ATTRIBUTE));
    }

    /** What an event counts for; unknown times and those to come do not fade. */
    static double decay(double halflife, long time, long now) {
        return time == 0 || time >= now ? 1 : Math.pow(2, (time - now) / (MILLIS_PER_DAY * halflife));
    }

    /** How many times as often as expected an item goes of late: the mean of the posterior. */
    double rise(double count, double expected) {
        return (prior + EVENTS_PER_FADED * count) / (prior + EVENTS_PER_FADED * expected);
    }

    /**
     * The lower bound of that: the quantile of the Gamma posterior by the approximation of Wilson and Hilferty (1931). 0
     * where there is too little to go by.
     *
     * @param count faded number of recent events
     * @param expected what it would be if the item went as usual
     */
    double score(double count, double expected) {
        if (count < support || !(count > 0)) {
            return 0;
        }
        double shape = prior + EVENTS_PER_FADED * count;
        double root = 1 - 1 / (9 * shape) - caution / (3 * Math.sqrt(shape));
        return root <= 0 ? 0 : shape * root * root * root / (prior + EVENTS_PER_FADED * expected);
    }
}
