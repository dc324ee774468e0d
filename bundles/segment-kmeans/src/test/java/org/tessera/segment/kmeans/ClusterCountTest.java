// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tessera.numerics.parallel.Parallel;

class ClusterCountTest {
    /** Rows at 0, 1 and 5. */
    private static final float[] DISTANCES = {0, 1, 5, 1, 0, 4, 5, 4, 0};

    @Test
    void silhouetteIsWhatIsComputedByHand() {
        double expected = ((5 - 1) / 5.0 + (4 - 1) / 4.0 + 0) / 3;
        assertThat(ClusterCount.silhouette(DISTANCES, new int[] {0, 0, 1}, 2, Parallel.sequential()))
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void aSampleInOneClusterHasNoSilhouette() {
        assertThat(ClusterCount.silhouette(DISTANCES, new int[] {1, 1, 1}, 2, Parallel.sequential()))
                .isZero();
    }
}
