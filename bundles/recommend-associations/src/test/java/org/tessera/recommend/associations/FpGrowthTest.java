// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.associations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.strategy.TrainingContext;

class FpGrowthTest {
    /** Table 1 of Han, Pei and Yin (2000), least support 3; the patterns are those of its table 2. */
    @Test
    void findsThePublishedPatterns() {
        Map<String, Integer> found = letters("facdgimp", "abcflmo", "bfhjo", "bcksp", "afcelpmn");
        Map<String, Integer> expected = new TreeMap<>(Map.of("f", 4, "c", 4, "a", 3, "b", 3, "m", 3, "p", 3));
        for (String three :
                new String[] {"cf", "af", "ac", "fm", "cm", "am", "cp", "acf", "cfm", "afm", "acm", "acfm"}) {
            expected.put(three, 3);
        }
        assertThat(found).isEqualTo(expected);
    }

    private static Map<String, Integer> letters(String... baskets) {
        int[] starts = new int[baskets.length + 1];
        int[] columns = new int[64];
        int n = 0;
        for (int b = 0; b < baskets.length; b++) {
            for (int c : baskets[b].chars().sorted().toArray()) {
                columns[n++] = c - 'a';
            }
            starts[b + 1] = n;
        }
        Map<String, Integer> named = new TreeMap<>();
        mined(SparseMatrix.of(baskets.length, 26, starts, columns, new float[0]), 3, 20)
                .forEach((items, count) -> {
                    StringBuilder name = new StringBuilder();
                    items.chars().forEach(item -> name.append((char) ('a' + item)));
                    named.put(name.toString(), count);
                });
        return named;
    }

    /** Against counting every subset. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsWhatCountingEverySubsetFinds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int items = 4 + random.nextInt(7);
        int rows = 5 + random.nextInt(80);
        int least = 1 + random.nextInt(6);
        int length = 2 + random.nextInt(5);
        int[] starts = new int[rows + 1];
        int[] columns = new int[rows * items];
        int[] masks = new int[rows];
        int n = 0;
        for (int b = 0; b < rows; b++) {
            for (int i = 0; i < items; i++) {
                if (random.nextDouble() < .8 / (1 + i % 4)) {
                    columns[n++] = i;
                    masks[b] |= 1 << i;
                }
            }
            starts[b + 1] = n;
        }
        Map<String, Integer> expected = new TreeMap<>();
        for (int set = 1; set < 1 << items; set++) {
            int count = 0;
            for (int mask : masks) {
                count += (mask & set) == set ? 1 : 0;
            }
            if (count >= least && Integer.bitCount(set) <= length) {
                StringBuilder name = new StringBuilder();
                for (int i = 0; i < items; i++) {
                    name.append((set >> i & 1) == 1 ? String.valueOf((char) i) : "");
                }
                expected.put(name.toString(), count);
            }
        }
        assertThat(mined(SparseMatrix.of(rows, items, starts, columns, new float[0]), least, length))
                .as("seed %d: %d items, %d baskets, least %d, length %d", seed, items, rows, least, length)
                .isEqualTo(expected);
    }

    @Test
    void saysWhenThereAreTooManySets() {
        int[] all = new int[20];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        SparseMatrix one = SparseMatrix.of(1, 20, new int[] {0, 20}, all, new float[0]);
        assertThatExceptionOfType(TesseraException.class)
                .isThrownBy(() -> FpGrowth.mine(Baskets.of(one, n -> 1), 10, 1000, TrainingContext.sequential(1)))
                .withMessage("more than 1000 sets of up to 10 items are in at least 1 of 1 baskets")
                .satisfies(failure -> assertThat(failure.hint()).contains("support", "length", "sets"));
    }

    /** Sets as texts of which each character is an item, ascending, with their counts. */
    private static Map<String, Integer> mined(SparseMatrix rows, int least, int length) {
        Baskets baskets = Baskets.of(rows, n -> least);
        ItemSets sets = FpGrowth.mine(baskets, length, 1_000_000, TrainingContext.sequential(1));
        Map<String, Integer> found = new TreeMap<>();
        for (int top = 0; top < baskets.items().length; top++) {
            collect(sets, baskets, top, new TreeSet<>(), found);
        }
        assertThat(found).hasSize(sets.size());
        return found;
    }

    private static void collect(
            ItemSets sets, Baskets baskets, int set, TreeSet<Integer> above, Map<String, Integer> to) {
        TreeSet<Integer> items = new TreeSet<>(above);
        items.add(baskets.items()[sets.ranks()[set]]);
        StringBuilder name = new StringBuilder();
        items.forEach(item -> name.append((char) item.intValue()));
        to.put(name.toString(), sets.counts()[set]);
        for (int child = sets.children()[set]; child < sets.children()[set + 1]; child++) {
            collect(sets, baskets, child, items, to);
        }
    }
}
