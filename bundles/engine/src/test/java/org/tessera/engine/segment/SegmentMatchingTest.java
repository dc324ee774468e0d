// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.engine.segment.SegmentMatching.Pair;

class SegmentMatchingTest {
    private static final int OUT = FormedSegments.ABSENT;

    @Test
    void numbersMeanNothing() {
        SegmentMatching matching = SegmentMatching.of(new int[] {0, 0, 1, 1, -1}, new int[] {1, 1, 0, 0, -1});
        assertThat(matching.pairs())
                .isEqualTo(Map.of(0, new Pair(1, 0, 1), 1, new Pair(0, 1, 1), -1, new Pair(-1, -1, 1)));
    }

    @Test
    void onlyThoseInBothCount() {
        SegmentMatching matching = SegmentMatching.of(new int[] {0, 0, OUT, 0}, new int[] {0, 0, 0, OUT, 0, 0});
        assertThat(matching.pairs()).containsExactly(Map.entry(0, new Pair(0, 0, 1)));
        assertThat(matching.count(OUT, 0)).isEqualTo(3);
        assertThat(matching.count(0, OUT)).isEqualTo(1);
    }

    @Test
    void lessThanHalfDissolves() {
        // A segment of six falls apart into three and three: each overlaps by a half, and one of them goes on.
        assertThat(SegmentMatching.of(new int[] {0, 0, 0, 0, 0, 0}, new int[] {0, 0, 0, 1, 1, 1})
                        .pairs())
                .containsExactly(Map.entry(0, new Pair(0, 0, .5)));
        assertThat(SegmentMatching.of(new int[] {0, 0, 0, 0, 0, 0}, new int[] {0, 0, 1, 1, 2, 2})
                        .pairs())
                .isEmpty();
    }

    @Test
    void noiseGoesOnAsNoiseOnly() {
        assertThat(SegmentMatching.of(new int[] {-1, -1, -1}, new int[] {0, 0, 0})
                        .pairs())
                .isEmpty();
    }
}
