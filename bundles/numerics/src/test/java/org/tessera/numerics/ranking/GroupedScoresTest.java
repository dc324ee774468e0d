// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Context;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.strategy.SettingException;

class GroupedScoresTest {
    /** The walk down the list that stops early finds what scoring every item finds. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void findsWhatScoringEveryItemFinds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int items = 1 + random.nextInt(200);
        double shrinkage = random.nextBoolean() ? 0 : random.nextInt(50);
        double[] whole = new double[items];
        float[] there = new float[items];
        int[] columns = new int[items];
        int n = 0;
        for (int i = 0; i < items; i++) {
            whole[i] = random.nextInt(6);
            if (whole[i] > 0 && random.nextInt(3) == 0) {
                columns[n] = i;
                there[n++] = 1 + random.nextInt(8);
            }
        }
        double evidence = 1 + random.nextInt(30);
        SparseMatrix byGroup = SparseMatrix.of(1, items, new int[] {0, n}, columns, there);
        Grouping grouping = Grouping.of("segment", "", "UTC", shrinkage, 0, Grouping.By.SEGMENT);
        GroupedScores scores =
                GroupedScores.ofGroups(grouping, whole, List.of("here"), byGroup, new double[] {evidence});
        double[] expected = whole.clone();
        for (int i = 0; i < items; i++) {
            int p = byGroup.find(0, i);
            expected[i] = (shrinkage * whole[i] + evidence * (p < 0 ? 0 : byGroup.value(p))) / (evidence + shrinkage);
        }
        ItemSet excluded = ItemSet.of(
                IntStream.range(0, items).filter(item -> random.nextInt(4) == 0).toArray());
        for (int many : new int[] {1, 3, 1000}) {
            Query query = new Query(
                    Event.NONE,
                    History.empty(),
                    many,
                    ItemSet.all(),
                    excluded,
                    new Context("here", Map.of(), new int[0], 0));
            Ranking ranking = scores.recommend(query);
            long positive = IntStream.range(0, items)
                    .filter(item -> expected[item] > 0 && !excluded.contains(item))
                    .count();
            assertThat((long) ranking.size()).isEqualTo(Math.min(many, positive));
            for (int k = 0; k < ranking.size(); k++) {
                int item = ranking.items()[k];
                assertThat(ranking.scores()[k]).isCloseTo(expected[item], within(1e-6));
                double sum =
                        scores
                                .explain(query, item, weight -> new Reason(Reason.POPULARITY, Event.NONE, "", weight))
                                .stream()
                                .mapToDouble(Reason::weight)
                                .sum();
                assertThat(sum).isCloseTo(ranking.scores()[k], within(1e-9));
            }
            double last = ranking.size() == 0 ? 0 : ranking.scores()[ranking.size() - 1];
            long better = IntStream.range(0, items)
                    .filter(item -> expected[item] > last + 1e-6 && !excluded.contains(item))
                    .count();
            assertThat(better).as("items better than the last").isLessThan(Math.max(1, ranking.size()));
        }
    }

    @Test
    void namesWhatItCanGroupBy() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> Grouping.of("hour", "", "UTC", 0, 0, Grouping.By.ALL, Grouping.By.SEGMENT))
                .withMessageContaining("'hour' is not one of all, segment")
                .satisfies(failure -> assertThat(failure.setting()).isEqualTo("by"));
    }
}
