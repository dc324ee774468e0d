// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.userknn;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.numerics.sparse.Similarity;
import org.tessera.numerics.sparse.TermWeighting;
import org.tessera.recommend.userknn.UserKnnRecommender.Config;

/** Checked settings. */
record UserKnnSettings(
        Similarity similarity, int neighbours, double locality, TermWeighting.Kind weighting, Evidence evidence) {
    static UserKnnSettings of(Config config) {
        return new UserKnnSettings(
                new Similarity(
                        Settings.choice(Similarity.Measure.class, "similarity", config.similarity()),
                        Settings.inRange("alpha", config.alpha(), 0, 1),
                        Settings.inRange("beta", config.beta(), 0, 1),
                        Settings.inRange("shrinkage", config.shrinkage(), 0, 1e6)),
                Settings.inRange("neighbours", config.neighbours(), 1, 10_000),
                Settings.inRange("locality", config.locality(), 0, 10),
                Settings.choice(TermWeighting.Kind.class, "weighting", config.weighting()),
                Settings.choice(Evidence.class, "evidence", config.evidence()));
    }
}
