// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.nmf;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.recommend.nmf.NmfRecommender.Config;

/** Checked settings. */
record NmfSettings(int factors, int iterations, double regularisation, Evidence evidence) {
    /** Beyond it, weights would drown all others in single precision. */
    private static final float MOST = 1e6f;

    static NmfSettings of(Config config) {
        return new NmfSettings(
                Settings.inRange("factors", config.factors(), 1, 1024),
                Settings.inRange("iterations", config.iterations(), 1, 1000),
                Settings.inRange("regularisation", config.regularisation(), 0, 1e6),
                Settings.choice(Evidence.class, "evidence", config.evidence()));
    }

    /** What a weight counts for; 0 where it is evidence of nothing. */
    float count(float weight) {
        return Math.min(evidence.of(weight), MOST);
    }
}
