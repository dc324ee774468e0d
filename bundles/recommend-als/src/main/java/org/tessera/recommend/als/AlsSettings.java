// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.als;

import org.tessera.api.strategy.Settings;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.recommend.als.AlsRecommender.Config;

/**
 * Checked settings.
 *
 * @param alpha how much more than the absence of an item an item of weight 1 counts
 * @param frequency the power with which regularisation grows with the number of entries of a row
 * @param steps of the conjugate gradient method
 */
record AlsSettings(
        int factors,
        int iterations,
        double regularisation,
        double frequency,
        double alpha,
        Evidence evidence,
        Solver solver,
        int steps) {
    /** Beyond it, weights would drown all others in single precision. */
    private static final float MOST = 1e6f;

    /** How the equations of a row are solved. */
    enum Solver {
        /** Exactly. */
        CHOLESKY,
        /** Nearly, by a few steps from the last solution. */
        CG
    }

    static AlsSettings of(Config config) {
        return new AlsSettings(
                Settings.inRange("factors", config.factors(), 1, 1024),
                Settings.inRange("iterations", config.iterations(), 1, 1000),
                Settings.inRange("regularisation", config.regularisation(), 1e-6, 1e6),
                Settings.inRange("frequency", config.frequency(), 0, 2),
                Settings.inRange("alpha", config.alpha(), 1e-3, 1e6),
                Settings.choice(Evidence.class, "evidence", config.evidence()),
                Settings.choice(Solver.class, "solver", config.solver()),
                Settings.inRange("steps", config.steps(), 1, 100));
    }

    /** How much more than its absence an item of that weight counts; 0 where it is evidence of nothing. */
    float confidence(float weight) {
        return bounded(evidence.of(weight));
    }

    /** As above, for what a weight counts for already. */
    float bounded(float counted) {
        return (float) Math.min(alpha * counted, MOST);
    }
}
