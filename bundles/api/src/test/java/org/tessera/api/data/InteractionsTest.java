// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InteractionsTest {
    @Test
    void repeatedPairsAddUpAndKeepTheNewestTime() {
        Interactions interactions = Interactions.Builder.weighted()
                .add(1, 2, 1f, 10)
                .add(0, 1, 2f, 30)
                .add(1, 2, 3f, 40)
                .add(1, 0, 1f, 20)
                .build(3, 4);
        assertThat(interactions.size()).isEqualTo(3);
        History history = interactions.history(1);
        assertThat(history.toItems()).containsExactly(0, 2);
        assertThat(history.weight(1)).isEqualTo(4f);
        assertThat(history.time(1)).isEqualTo(40);
        assertThat(interactions.history(2).isEmpty()).isTrue();
        assertThat(interactions.newest()).isEqualTo(40);
    }

    @Test
    void binaryPairsWeighOne() {
        Interactions interactions =
                Interactions.Builder.binary().add(0, 0, 9f).add(0, 0, 9f).build(1, 1);
        assertThat(interactions.byCustomer().isBinary()).isTrue();
        assertThat(interactions.history(0).weight(0)).isEqualTo(1f);
    }

    @Test
    void theStrongestOfRepeatedPairsCounts() {
        Interactions interactions = Interactions.Builder.strongest()
                .add(0, 0, .2f)
                .add(0, 0, 1f)
                .add(0, 1, .5f)
                .build(1, 2);
        assertThat(interactions.history(0).weight(0)).isEqualTo(1f);
        assertThat(interactions.history(0).weight(1)).isEqualTo(.5f);
        assertThat(Interactions.Builder.strongest()
                        .add(0, 0, 1f)
                        .build(1, 1)
                        .byCustomer()
                        .isBinary())
                .isTrue();
    }

    @Test
    void anIndexOutsideItsDimensionIsRefused() {
        assertThatThrownBy(() -> Interactions.Builder.binary().add(5, 0, 1f).build(5, 1))
                .hasMessageContaining("index 5 in a dimension of 5");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void holdsWhatAMapOfPairsWouldHold(long seed) {
        Random random = new Random(seed);
        int customers = 1 + random.nextInt(40);
        int items = 1 + random.nextInt(40);
        Interactions.Builder builder = Interactions.Builder.weighted();
        TreeMap<Long, Float> expected = new TreeMap<>();
        for (int k = 0; k < 3000; k++) {
            int c = random.nextInt(customers);
            int i = random.nextInt(items);
            builder.add(c, i, 1f);
            expected.merge((long) c * items + i, 1f, Float::sum);
        }
        Interactions interactions = builder.build(customers, items);
        assertThat(interactions.size()).isEqualTo(expected.size());
        SparseMatrix rows = interactions.byCustomer();
        SparseMatrix columns = interactions.byItem();
        expected.forEach((key, weight) -> {
            int c = (int) (key / items);
            int i = (int) (key % items);
            assertThat(rows.value(rows.find(c, i))).isEqualTo(weight);
            assertThat(columns.value(columns.find(i, c))).isEqualTo(weight);
        });
        assertThat(columns.transposed().columnsOf(0)).isEqualTo(rows.columnsOf(0));
    }

    @Test
    void itemSetsFollowTheLawsOfSets() {
        ItemSet some = ItemSet.of(3, 70);
        assertThat(some.contains(70)).isTrue();
        assertThat(some.contains(4)).isFalse();
        assertThat(some.contains(1_000)).isFalse();
        assertThat(some.not().contains(1_000)).isTrue();
        assertThat(some.not().contains(3)).isFalse();
        assertThat(some.or(some.not()).isAll()).isTrue();
        assertThat(ItemSet.all().not().isEmpty()).isTrue();
        assertThat(ItemSet.none().isEmpty()).isTrue();
        assertThat(ItemSet.of(History.of(70, 3)).contains(3)).isTrue();
    }
}
