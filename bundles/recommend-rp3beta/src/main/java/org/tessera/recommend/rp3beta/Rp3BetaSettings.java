// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.rp3beta;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.recommend.rp3beta.Rp3BetaRecommender.Config;

/** Checked settings. */
record Rp3BetaSettings(double alpha, double beta, int neighbours, Lists lists, Evidence evidence, boolean normalise) {
    /** Whose list decides which walks count. */
    enum Lists {
        /** That of the item at which the walk begins: it leads to those most likely reached. */
        HISTORY,
        /** That of the item at which the walk ends: it is reached from those it is reached from most easily. */
        CANDIDATE
    }

    static Rp3BetaSettings of(Config config) {
        return new Rp3BetaSettings(
                Settings.inRange("alpha", config.alpha(), 0, 2),
                Settings.inRange("beta", config.beta(), 0, 2),
                Settings.inRange("neighbours", config.neighbours(), 1, 10_000),
                Settings.choice(Lists.class, "lists", config.lists()),
                Settings.choice(Evidence.class, "evidence", config.evidence()),
                config.normalise());
    }
}
