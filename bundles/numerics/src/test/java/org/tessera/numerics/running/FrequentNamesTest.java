// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrequentNamesTest {
    @Test
    void sharesAreExactWhileThereIsRoom() {
        FrequentNames names = new FrequentNames(3);
        names.add("toys", 2);
        names.add("books", 1);
        names.add("toys", 3);
        names.add("art", 4);
        assertThat(names.shares()).containsExactly(entry("toys", 0.5), entry("art", 0.4), entry("books", 0.1));
        assertThat(names.total()).isEqualTo(10);
        assertThat(names.distinct()).isEqualTo(3);
    }

    @Test
    void equalSharesStandByAlphabet() {
        FrequentNames names = new FrequentNames(4);
        names.add("pears", 1);
        names.add("apples", 1);
        assertThat(names.shares().keySet()).containsExactly("apples", "pears");
    }

    /** The bound of Misra and Gries: never too large, too small by at most total / (room + 1). */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsTheFrequentOnesWithinTheBound(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int room = 12;
        FrequentNames whole = new FrequentNames(room);
        FrequentNames first = new FrequentNames(room);
        FrequentNames second = new FrequentNames(room);
        Map<String, Long> truth = new HashMap<>();
        long total = 0;
        for (int k = 0; k < 3000; k++) {
            String name = "category " + (int) (200 * Math.pow(random.nextDouble(), 4));
            long weight = random.nextLong(1, 61);
            truth.merge(name, weight, Long::sum);
            total += weight;
            whole.add(name, weight);
            (k < 1000 ? first : second).add(name, weight);
        }
        first.merge(Bytes.copy(second::write, in -> FrequentNames.read(in, room)));
        for (FrequentNames names : new FrequentNames[] {whole, first}) {
            Map<String, Double> shares = names.shares();
            assertThat(names.total()).isEqualTo(total);
            assertThat(shares).hasSizeLessThanOrEqualTo(room);
            assertThat(names.distinct()).as("seed %d", seed).isEqualTo(truth.size());
            for (Map.Entry<String, Long> e : truth.entrySet()) {
                double kept = shares.getOrDefault(e.getKey(), 0.0) * total;
                assertThat(kept)
                        .as("seed %d, %s", seed, e.getKey())
                        .isLessThanOrEqualTo(e.getValue() + 1e-6)
                        .isGreaterThanOrEqualTo(e.getValue() - total / (room + 1.0) - 1e-6);
            }
        }
    }

    @Test
    void mergingIsAddingWhileThereIsRoom() {
        FrequentNames whole = new FrequentNames(10);
        FrequentNames first = new FrequentNames(10);
        FrequentNames second = new FrequentNames(10);
        for (int k = 0; k < 40; k++) {
            whole.add("n" + k % 9, k);
            (k < 15 ? first : second).add("n" + k % 9, k);
        }
        first.merge(second);
        assertThat(Bytes.of(first::write)).isEqualTo(Bytes.of(whole::write));
    }

    @Test
    void whatWasAddedTwiceIsTakenBack() {
        FrequentNames names = new FrequentNames(4);
        names.add("web", 3);
        names.add("shop", 1);
        names.subtract("shop", 1);
        names.subtract("phone", 1);
        assertThat(names.shares()).containsExactly(entry("web", 1.0));
    }

    @Test
    void damageIsFound() {
        FrequentNames names = new FrequentNames(2);
        for (int k = 0; k < 5; k++) {
            names.add("n" + k, 1 + k);
        }
        Bytes.assertTruncationFails(names::write, in -> FrequentNames.read(in, 2));
        FrequentNames more = new FrequentNames(9);
        for (int k = 0; k < 9; k++) {
            more.add("n" + k, 1);
        }
        byte[] bytes = Bytes.of(more::write);
        assertThatThrownBy(() -> Bytes.read(bytes, in -> FrequentNames.read(in, 2)))
                .hasMessageContaining("number of names");
    }
}
