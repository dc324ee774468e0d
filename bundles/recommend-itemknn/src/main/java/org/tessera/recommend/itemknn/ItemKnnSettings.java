// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.itemknn;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.numerics.sparse.Similarity;
import org.tessera.numerics.sparse.TermWeighting;
import org.tessera.recommend.itemknn.ItemKnnRecommender.Config;

/** Checked settings. */
record ItemKnnSettings(
        Similarity similarity,
        int neighbours,
        Lists lists,
        TermWeighting.Kind weighting,
        Evidence evidence,
        boolean normalise) {
    /** Whose list of neighbours decides which similarities count. */
    enum Lists {
        /** That of the item to be recommended: it is judged by the company it keeps. */
        CANDIDATE,
        /** That of the item the customer has: it speaks for those most like it. */
        HISTORY
    }

    static ItemKnnSettings of(Config config) {
        return new ItemKnnSettings(
                new Similarity(
                        Settings.choice(Similarity.Measure.class, "similarity", config.similarity()),
                        Settings.inRange("alpha", config.alpha(), 0, 1),
                        Settings.inRange("beta", config.beta(), 0, 1),
                        Settings.inRange("shrinkage", config.shrinkage(), 0, 1e6)),
                Settings.inRange("neighbours", config.neighbours(), 1, 10_000),
                Settings.choice(Lists.class, "lists", config.lists()),
                Settings.choice(TermWeighting.Kind.class, "weighting", config.weighting()),
                Settings.choice(Evidence.class, "evidence", config.evidence()),
                config.normalise());
    }
}
