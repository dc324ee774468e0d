// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.associations;

import org.tessera.api.recommend.Query;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.ranking.RecentItems;
import org.tessera.recommend.associations.AssociationsRecommender.Config;

/** Checked settings; {@link Config} says what they mean. */
record AssociationsSettings(
        Basket basket,
        double support,
        int count,
        int length,
        double confidence,
        double lift,
        Measure measure,
        Combine combine,
        double gap,
        int items,
        int sets) {
    private static final double MILLIS_PER_HOUR = 3_600_000d;

    /** What makes one basket. */
    enum Basket {
        SESSION,
        CUSTOMER
    }

    /** What a rule counts for. */
    enum Measure {
        CONFIDENCE,
        LIFT,
        /** Confidence times the logarithm of lift: what the antecedent adds to what is to be expected anyway. */
        SURPRISE
    }

    /** What rules say together. */
    enum Combine {
        SUM,
        BEST
    }

    static AssociationsSettings of(Config config) {
        return new AssociationsSettings(
                Settings.choice(Basket.class, "basket", config.basket()),
                Settings.inRange("support", config.support(), 0, 1),
                Settings.inRange("count", config.count(), 1, 1_000_000_000),
                Settings.inRange("length", config.length(), 2, 20),
                Settings.inRange("confidence", config.confidence(), 0, 1),
                Settings.inRange("lift", config.lift(), 0, 1e6),
                Settings.choice(Measure.class, "measure", config.measure()),
                Settings.choice(Combine.class, "combine", config.combine()),
                Settings.inRange("gap", config.gap(), 0, 876_000),
                Settings.inRange("items", config.items(), 1, 10_000),
                Settings.inRange("sets", config.sets(), 1000, 100_000_000));
    }

    /** Least number of so many baskets that must hold a set. A share that fits a number exactly is not rounded beyond it. */
    int least(int baskets) {
        return Math.max(count, (int) Math.ceil(support * baskets - 1e-9));
    }

    /** What a question is asked with. */
    RecentItems asked(Query query, int known) {
        long millis = gap == 0 ? Long.MAX_VALUE : (long) (gap * MILLIS_PER_HOUR);
        return RecentItems.session(query, known, millis, items);
    }
}
