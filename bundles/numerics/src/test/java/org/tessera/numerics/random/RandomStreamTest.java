// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void theSeedGivesTheStream() {
        assertThat(longs(RandomStream.of(7))).isEqualTo(longs(RandomStream.of(7)));
        assertThat(longs(RandomStream.of(7))).isNotEqualTo(longs(RandomStream.of(8)));
    }

    @Test
    void aPartDoesNotDependOnWhatTheParentHasDone() {
        RandomStream parent = RandomStream.of(7);
        long[] before = longs(parent.part(3));
        longs(parent);
        assertThat(longs(parent.part(3))).isEqualTo(before);
        assertThat(longs(parent.part(4))).isNotEqualTo(before);
        assertThat(longs(RandomStream.of(8).part(3))).isNotEqualTo(before);
    }

    @Test
    void partsOfNeighbouringSeedsAndNumbersDiffer() {
        long distinct = IntStream.range(0, 100)
                .boxed()
                .flatMap(seed -> IntStream.range(0, 100)
                        .mapToObj(part -> RandomStream.of(seed).part(part).nextLong()))
                .distinct()
                .count();
        assertThat(distinct).isEqualTo(10_000);
    }

    @Test
    void fractionsAreUniform() {
        RandomStream stream = RandomStream.of(1);
        double mean = IntStream.range(0, 100_000)
                .mapToDouble(i -> stream.nextDouble())
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0.5, within(0.005));
    }

    @Test
    void aPermutationHasEveryNumberOnce() {
        int[] order = RandomStream.of(3).permutation(1000);
        assertThat(order).isNotEqualTo(IntStream.range(0, 1000).toArray());
        Arrays.sort(order);
        assertThat(order).isEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(RandomStream.of(3).permutation(0)).isEmpty();
    }

    @Test
    void aSampleIsAscendingWithoutRepeatsAndFair() {
        int[] hits = new int[10];
        RandomStream stream = RandomStream.of(4);
        for (int i = 0; i < 10_000; i++) {
            int[] sample = stream.sample(10, 3);
            assertThat(sample).hasSize(3).isSorted().doesNotHaveDuplicates();
            Arrays.stream(sample).forEach(s -> hits[s]++);
        }
        assertThat(Arrays.stream(hits)).allSatisfy(count -> assertThat(count).isBetween(2_800, 3_200));
        assertThat(stream.sample(5, 5)).containsExactly(0, 1, 2, 3, 4);
        assertThatThrownBy(() -> stream.sample(2, 3)).hasMessage("3 of 2");
    }

    private static long[] longs(RandomStream stream) {
        return IntStream.range(0, 5).mapToLong(i -> stream.nextLong()).toArray();
    }
}
