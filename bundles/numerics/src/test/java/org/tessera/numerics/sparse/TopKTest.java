// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopKTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsWhatAFullSortPutsFirst(long seed) {
        Random random = new Random(seed);
        int n = random.nextInt(400);
        int k = 1 + random.nextInt(300);
        // few different scores, so that ties are many
        double[] scores = random.doubles(n).map(x -> Math.floor(x * 20) / 4).toArray();
        List<Integer> offers = IntStream.range(0, n).boxed().collect(Collectors.toList());
        Collections.shuffle(offers, random);

        TopK top = new TopK(k);
        offers.forEach(id -> top.offer(id, scores[id]));
        double[] kept = new double[top.size()];
        int[] ids = top.drain(kept);

        int[] expected = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(id -> -scores[id]).thenComparing(id -> id))
                .limit(k)
                .mapToInt(id -> id)
                .toArray();
        assertThat(ids).as("seed %d", seed).containsExactly(expected);
        assertThat(kept)
                .containsExactly(
                        IntStream.of(expected).mapToDouble(id -> scores[id]).toArray());
        assertThat(top.size()).isZero();
    }

    @Test
    void tellsFromWhichScoreOnItIsWorthOffering() {
        TopK top = new TopK(2);
        assertThat(top.bar()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(top.offer(7, 3)).isTrue();
        assertThat(top.offer(8, 1)).isTrue();
        assertThat(top.bar()).isEqualTo(1);
        assertThat(top.offer(9, 1)).as("a tie with a lower id").isFalse();
        assertThat(top.offer(4, 1)).as("a tie that wins").isTrue();
        assertThat(top.offer(5, 2)).isTrue();
        double[] scores = new double[2];
        assertThat(top.drain(scores)).containsExactly(7, 5);
        assertThat(scores).containsExactly(3, 2);
    }

    @Test
    void neverKeepsWhatIsNoNumber() {
        TopK top = new TopK(1);
        assertThat(top.offer(0, Double.NaN)).isFalse();
        assertThat(top.offer(1, 0)).isTrue();
        assertThat(top.offer(2, Double.NaN)).isFalse();
        assertThat(top.size()).isEqualTo(1);
        top.clear();
        assertThat(top.size()).isZero();
    }

    @Test
    void takesAbsurdSizesWithoutTheMemory() {
        TopK top = new TopK(Integer.MAX_VALUE);
        IntStream.range(0, 1000).forEach(id -> top.offer(id, id));
        int[] ids = new int[1000];
        float[] scores = new float[1000];
        assertThat(top.drainUnordered(ids, scores, 0)).isEqualTo(1000);
        assertThat(ids).contains(0, 999).doesNotHaveDuplicates();
        assertThatIllegalArgumentException().isThrownBy(() -> new TopK(0));
    }
}
