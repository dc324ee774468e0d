// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.content;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.numerics.text.Tokenizer;
import org.tessera.recommend.content.ContentRecommender.Config;

/** Checked settings. */
record ContentSettings(Fields fields, Tokenizer tokenizer, Vocabulary vocabulary, Profile profile) {
    /** What a term counts for, by where it stands. */
    record Fields(double name, double text, double categories, double attributes) {}

    /** Which terms count. */
    record Vocabulary(int minCount, double maxShare, int termsPerItem) {
        /** So few items are no large share, however small the catalogue. */
        private static final int NEVER_TOO_MANY = 10;

        boolean admits(int count, int items) {
            return count >= minCount && (count <= NEVER_TOO_MANY || count <= maxShare * items);
        }
    }

    /**
     * How a history becomes a profile.
     *
     * @param halfLifeDays 0 for no decay
     */
    record Profile(int terms, double halfLifeDays, Evidence evidence) {}

    static ContentSettings of(Config config) {
        return new ContentSettings(
                new Fields(
                        Settings.inRange("name", config.name(), 0, 100),
                        Settings.inRange("text", config.text(), 0, 100),
                        Settings.inRange("categories", config.categories(), 0, 100),
                        Settings.inRange("attributes", config.attributes(), 0, 100)),
                new Tokenizer(config.stopwords(), config.stemming()),
                new Vocabulary(
                        Settings.inRange("mincount", config.mincount(), 1, 1_000_000),
                        Settings.inRange("maxshare", config.maxshare(), 0, 1),
                        Settings.inRange("terms", config.terms(), 1, 10_000)),
                new Profile(
                        Settings.inRange("profile", config.profile(), 1, 100_000),
                        Settings.inRange("halflife", config.halflife(), 0, 100_000),
                        Settings.choice(Evidence.class, "evidence", config.evidence())));
    }
}
