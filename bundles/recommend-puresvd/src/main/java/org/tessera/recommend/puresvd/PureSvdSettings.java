// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.puresvd;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.recommend.puresvd.PureSvdRecommender.Config;

/** Checked settings. */
record PureSvdSettings(int factors, int iterations, Evidence evidence) {
    static PureSvdSettings of(Config config) {
        return new PureSvdSettings(
                Settings.inRange("factors", config.factors(), 1, 1024),
                Settings.inRange("iterations", config.iterations(), 0, 100),
                Settings.choice(Evidence.class, "evidence", config.evidence()));
    }
}
