// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.sessionknn;

import org.tessera.api.recommend.Query;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.ranking.RecentItems;
import org.tessera.recommend.sessionknn.SessionKnnRecommender.Config;

/**
 * Checked settings; {@link Config} says what they mean.
 *
 * @param gap in hours
 * @param halflife in days
 */
record SessionKnnSettings(
        int neighbours,
        int sample,
        Similarity similarity,
        Idf idf,
        Fading position,
        Fading match,
        boolean after,
        double halflife,
        double gap,
        int items) {
    private static final double MILLIS_PER_HOUR = 3_600_000d;

    /** What the similarity is divided by. */
    enum Similarity {
        /** The root of the session's length; that of the current one is the same for all. */
        COSINE,
        /** Nothing. */
        DOT
    }

    /** Where the inverse frequency counts. */
    enum Idf {
        NONE,
        /** Among the items that sessions share. */
        SHARED,
        /** Also among the items recommended. */
        BOTH
    }

    /** How what is further from the newest item counts for less (the weights of V-SKNN). */
    enum Fading {
        NONE,
        LINEAR,
        LOGARITHMIC,
        HARMONIC,
        QUADRATIC;

        /** What a place counts for; 1 for the newest, place 1, or near it. */
        double of(int place) {
            return switch (this) {
                case NONE -> 1;
                case LINEAR -> Math.max(0, 1 - .1 * (place - 1));
                case LOGARITHMIC -> 1 / (1 + Math.log(place));
                case HARMONIC -> 1d / place;
                case QUADRATIC -> 1d / ((double) place * place);
            };
        }
    }

    static SessionKnnSettings of(Config config) {
        return new SessionKnnSettings(
                Settings.inRange("neighbours", config.neighbours(), 1, 10_000),
                Settings.inRange("sample", config.sample(), 1, 1_000_000),
                Settings.choice(Similarity.class, "similarity", config.similarity()),
                Settings.choice(Idf.class, "idf", config.idf()),
                Settings.choice(Fading.class, "position", config.position()),
                Settings.choice(Fading.class, "match", config.match()),
                config.after(),
                Settings.inRange("halflife", config.halflife(), 0, 36_500),
                Settings.inRange("gap", config.gap(), 0, 876_000),
                Settings.inRange("items", config.items(), 1, 10_000));
    }

    /** The current session. */
    RecentItems current(Query query, int known) {
        long millis = gap == 0 ? Long.MAX_VALUE : (long) (gap * MILLIS_PER_HOUR);
        return RecentItems.session(query, known, millis, items);
    }

    /** What a session so many milliseconds older than the newest counts for. */
    double recency(long age) {
        return halflife == 0 || age <= 0 ? 1 : Math.pow(2, -age / (24 * MILLIS_PER_HOUR * halflife));
    }
}
