// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingScoresTest {
    private static final double TOLERANCE = 1e-12;

    @Test
    void isWhatAPersonComputesByHand() {
        // Places 1 and 3 hit; four items are relevant; five places.
        RankingScores scores = RankingScores.of(new int[] {7, 1, 9, 2, 3}, Set.of(7, 9, 40, 41)::contains, 4, 5);
        double gain = 1 + 1 / (Math.log(4) / Math.log(2));
        double ideal = 1 + 1 / (Math.log(3) / Math.log(2)) + 1 / 2.0 + 1 / (Math.log(5) / Math.log(2));
        assertThat(scores.ndcg()).isCloseTo(gain / ideal, within(TOLERANCE));
        assertThat(scores.ndcgUncut()).isCloseTo(gain / ideal, within(TOLERANCE));
        assertThat(scores.precision()).isCloseTo(.4, within(TOLERANCE));
        assertThat(scores.recall()).isCloseTo(.5, within(TOLERANCE));
        assertThat(scores.hit()).isEqualTo(1);
        assertThat(scores.averagePrecision()).isCloseTo((1 + 2 / 3.0) / 4, within(TOLERANCE));
    }

    /** The example of docs/guide/evaluate.md. */
    @Test
    void agreesWithTheGuide() {
        RankingScores scores = RankingScores.of(new int[] {10, 11, 12}, Set.of(10, 12, 13, 14)::contains, 4, 3);
        assertThat(scores.precision()).isCloseTo(.667, within(5e-4));
        assertThat(scores.recall()).isEqualTo(.5);
        assertThat(scores.averagePrecision()).isCloseTo(.556, within(5e-4));
        assertThat(scores.ndcg()).isCloseTo(.704, within(5e-4));
        assertThat(scores.ndcgUncut()).isCloseTo(.586, within(5e-4));
    }

    @Test
    void theTwoIdealsDifferWhereMoreIsRelevantThanFits() {
        RankingScores scores = RankingScores.of(new int[] {1}, item -> true, 3, 1);
        assertThat(scores.ndcg()).isEqualTo(1);
        assertThat(scores.ndcgUncut()).isCloseTo(1 / (1 + 1 / (Math.log(3) / Math.log(2)) + .5), within(TOLERANCE));
        assertThat(scores.averagePrecision()).isEqualTo(1);
    }

    @Test
    void emptyPlacesAreMisses() {
        RankingScores scores = RankingScores.of(new int[] {1}, item -> true, 1, 10);
        assertThat(scores.precision()).isCloseTo(.1, within(TOLERANCE));
        assertThat(scores.recall()).isEqualTo(1);
        assertThat(RankingScores.of(new int[0], item -> true, 1, 10).hit()).isZero();
    }

    @Test
    void nothingRelevantCannotBeScored() {
        assertThatThrownBy(() -> RankingScores.of(new int[] {1}, item -> false, 0, 10))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void staysWithinItsBounds(long seed) {
        java.util.Random random = new java.util.Random(seed);
        int[] items = random.ints(0, 1000).distinct().limit(random.nextInt(30)).toArray();
        int relevant = 1 + random.nextInt(40);
        Set<Integer> taken = new java.util.HashSet<>();
        while (taken.size() < relevant) {
            taken.add(random.nextInt(100));
        }
        RankingScores s = RankingScores.of(items, taken::contains, relevant, 1 + random.nextInt(30));
        for (double value :
                new double[] {s.ndcg(), s.ndcgUncut(), s.precision(), s.recall(), s.hit(), s.averagePrecision()}) {
            assertThat(value).isBetween(0.0, 1.0 + TOLERANCE);
        }
        assertThat(s.ndcgUncut()).isLessThanOrEqualTo(s.ndcg() + TOLERANCE);
    }
}
