// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.function.IntConsumer;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.parallel.Parallel;

/**
 * What is asked of the rows, and with what.
 *
 * @param eps how far a neighbour may be away
 * @param minPts from how many rows within eps on, itself counted, a row is a core row
 */
record Density(double eps, int minPts, Parallel parallel, Progress progress) {
    /** Passes on how many of {@code total} are finished. */
    IntConsumer watch(String phase, int total) {
        progress.report(phase, 0, total);
        return finished -> progress.report(phase, finished, total);
    }

    /** Limit of squared distances. */
    double squaredEps() {
        return eps * eps;
    }
}
