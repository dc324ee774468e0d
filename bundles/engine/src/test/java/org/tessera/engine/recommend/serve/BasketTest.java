// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.History;
import org.tessera.numerics.random.RandomStream;

class BasketTest {
    @Test
    void theBasketIsTheNewestPartInItsOrder() {
        History history = History.ofSorted(new int[] {2, 5}, new float[] {0.2f, 3}, new long[] {10, 20});
        History folded = Basket.fold(history, new int[] {9, 5, 2, 0}, 100);
        assertThat(folded.toItems()).containsExactly(0, 2, 5, 9);
        assertThat(IntStream.range(0, 4).mapToObj(folded::weight)).containsExactly(1f, 1f, 3f, 1f);
        assertThat(IntStream.range(0, 4).mapToLong(folded::time)).containsExactly(100L, 99L, 98L, 97L);
        assertThat(Basket.fold(history, new int[0], 100)).isSameAs(history);
    }

    @Test
    void whateverIsInItEveryItemIsThereOnce() {
        RandomStream random = RandomStream.of(3);
        for (int round = 0; round < 200; round++) {
            History history = History.of(IntStream.range(0, random.nextInt(20))
                    .map(k -> random.nextInt(30))
                    .toArray());
            int[] basket = IntStream.range(0, 1 + random.nextInt(10))
                    .map(k -> random.nextInt(30))
                    .toArray();
            History folded = Basket.fold(history, basket, 1000);
            assertThat(folded.toItems())
                    .containsExactly(IntStream.concat(IntStream.of(basket), IntStream.of(history.toItems()))
                            .sorted()
                            .distinct()
                            .toArray());
        }
    }
}
