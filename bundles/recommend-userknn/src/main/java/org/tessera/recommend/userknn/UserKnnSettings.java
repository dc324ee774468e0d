// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.userknn;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.numerics.sparse.Similarity;
import org.tessera.numerics.sparse.TermWeighting;
import org.tessera.recommend.userknn.UserKnnRecommender.Config;

/** Checked settings. */
record UserKnnSettings(Similarity similarity, int neighbours, TermWeighting.Kind weighting, Evidence evidence) {
    /** The measures on offer here, of those there are. */
    private enum Measure {
        COSINE(Similarity.Measure.COSINE),
        JACCARD(Similarity.Measure.JACCARD),
        DICE(Similarity.Measure.DICE);

        private final Similarity.Measure kernel;

        Measure(Similarity.Measure kernel) {
            this.kernel = kernel;
        }
    }

    static UserKnnSettings of(Config config) {
        return new UserKnnSettings(
                new Similarity(
                        Settings.choice(Measure.class, "similarity", config.similarity()).kernel,
                        0,
                        0,
                        Settings.inRange("shrinkage", config.shrinkage(), 0, 1e6)),
                Settings.inRange("neighbours", config.neighbours(), 1, 10_000),
                Settings.choice(TermWeighting.Kind.class, "weighting", config.weighting()),
                Settings.choice(Evidence.class, "evidence", config.evidence()));
    }
}
