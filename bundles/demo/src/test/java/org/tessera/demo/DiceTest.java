// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiceTest {
    @Test
    void isSplitMix64() {
        // The same algorithm and constants as the library's generator made from the same seed.
        SplittableRandom golden = new SplittableRandom(20_240_101L);
        Dice dice = new Dice(20_240_101L);
        for (int k = 0; k < 1000; k++) {
            assertThat(dice.unit()).isEqualTo((golden.nextLong() >>> 11) * 0x1.0p-53);
        }
    }

    @Test
    void weightsAreKept() {
        Dice dice = new Dice(1);
        int[] counts = new int[4];
        for (int k = 0; k < 40_000; k++) {
            counts[dice.weighted(new double[] {1, 0, 2, 1})]++;
        }
        assertThat(counts[1]).isZero();
        assertThat(counts[0] / 40_000.0).isCloseTo(0.25, within(0.01));
        assertThat(counts[2] / 40_000.0).isCloseTo(0.5, within(0.01));
    }

    @Test
    void normalHasItsMomentsAndWholeItsEnds() {
        Dice dice = new Dice(2);
        double[] values = IntStream.range(0, 40_000)
                .mapToDouble(k -> dice.gaussian(10, 3))
                .toArray();
        double mean = IntStream.range(0, values.length)
                .mapToDouble(k -> values[k])
                .average()
                .orElseThrow();
        double variance = IntStream.range(0, values.length)
                .mapToDouble(k -> (values[k] - mean) * (values[k] - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(10, within(0.05));
        assertThat(variance).isCloseTo(9, within(0.2));
        assertThat(IntStream.range(0, 1000)
                        .map(k -> dice.whole(2, 4))
                        .distinct()
                        .sorted()
                        .toArray())
                .containsExactly(2, 3, 4);
    }

    @Test
    void forksDoNotDependOnWhatWasThrown() {
        Dice used = new Dice(5);
        Dice fork = new Dice(5).fork(3);
        assertThat(fork.unit()).isNotEqualTo(used.unit());
        assertThat(new Dice(5).fork(3).unit()).isEqualTo(new Dice(5).fork(3).unit());
        assertThat(new Dice(5).fork(3).unit()).isNotEqualTo(new Dice(5).fork(4).unit());
    }
}
