// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
    /** Agresti and Caffo 2000, computed by hand: (15+1)/(30+2) against (5+1)/(30+2). */
    @Test
    void ofTwoGroups() {
        Interval interval = Interval.ofGroups(30, 15, 30, 5);
        double p = 16 / 32.0;
        double q = 6 / 32.0;
        double error = 1.959964 * Math.sqrt(p * (1 - p) / 32 + q * (1 - q) / 32);
        assertThat(interval.low()).isCloseTo(p - q - error, within(1e-6));
        assertThat(interval.high()).isCloseTo(p - q + error, within(1e-6));
        assertThat(interval.low()).isPositive();
    }

    @Test
    void ofPairsIsNarrowerTheMoreThereAre() {
        Interval few = Interval.ofPairs(40, 10, 4);
        Interval many = Interval.ofPairs(4000, 1000, 400);
        assertThat(few.low()).isNegative();
        assertThat(many.low()).isPositive();
        assertThat(many.high() - many.low()).isLessThan((few.high() - few.low()) / 5);
        assertThat((many.high() + many.low()) / 2).isCloseTo(0.15, within(1e-3));
    }

    @Test
    void tooFewSayNothing() {
        assertThat(Interval.ofPairs(19, 5, 5)).isEqualTo(Interval.NONE);
        assertThat(Interval.ofGroups(100, 5, 10, 5)).isEqualTo(Interval.NONE);
    }
}
