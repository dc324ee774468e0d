// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.recommend.Ranking;

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

    @Test
    void theFirstHitCountsAsTheReciprocalOfItsPlace() {
        assertThat(RankingScores.of(new int[] {9, 8, 7, 6}, Set.of(7, 6)::contains, 2, 4)
                        .reciprocalRank())
                .isCloseTo(1 / 3.0, within(1e-12));
        assertThat(RankingScores.of(new int[] {9, 8, 7}, Set.of(7)::contains, 1, 2)
                        .reciprocalRank())
                .isZero();
    }

    /** Equal scores, and the last three not ranked at all; scikit-learn 1.x, roc_auc_score with -1 for these. */
    @Test
    void areaUnderTheCurveAgreesWithScikitLearn() {
        double[] scores = {3, 3, 2.5, 2.5, 2.5, 2, 1, 1, .5};
        Ranking ranking = new Ranking(IntStream.range(0, 9).toArray(), scores);
        assertThat(RankingScores.auc(ranking, Set.of(0, 3, 4, 7, 9)::contains, 5, 12))
                .isCloseTo(0.6285714285714286, within(1e-12));
    }

    /** Made by a formula in both languages; scikit-learn: roc_auc_score, and ndcg_score with ties broken by item. */
    @Test
    void agreesWithScikitLearnOnTwoHundredItems() {
        int n = 200;
        int[] items = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -(i * 7919 % 101 / 4)))
                .mapToInt(i -> i)
                .toArray();
        double[] scores = IntStream.of(items).mapToDouble(i -> i * 7919 % 101 / 4).toArray();
        RankingScores.Relevance relevance = i -> i * 31 % 17 < 4;
        assertThat(RankingScores.auc(new Ranking(items, scores), relevance, 47, n))
                .isCloseTo(0.47239605061882906, within(1e-12));
        assertThat(RankingScores.of(items, relevance, 47, 10).ndcg()).isCloseTo(0.07839826897867538, within(1e-12));
        assertThat(RankingScores.of(items, relevance, 47, 50).ndcg()).isCloseTo(0.20499458100251258, within(1e-12));
    }

    @Test
    void areaUnderTheCurveByHand() {
        Ranking none = new Ranking(new int[0], new double[0]);
        assertThat(RankingScores.auc(none, item -> item == 1, 1, 5)).isEqualTo(.5);
        Ranking first = new Ranking(new int[] {1}, new double[] {1});
        assertThat(RankingScores.auc(first, item -> item == 1, 1, 5)).isEqualTo(1);
        assertThat(RankingScores.auc(first, item -> item == 2, 1, 5)).isCloseTo(.5 * 3 / 4, within(1e-12));
        assertThat(RankingScores.auc(first, item -> true, 5, 5)).isNaN();
        assertThat(RankingScores.auc(first, item -> false, 0, 5)).isNaN();
    }

    @Test
    void meansCountEachCustomerAlikeAndLeaveOutWhatWasNotMeasured() {
        RankingScores good = RankingScores.of(new int[] {1}, item -> true, 1, 1).withAuc(.75);
        RankingScores bad = RankingScores.of(new int[] {1}, item -> false, 1, 1);
        RankingScores mean = RankingScores.mean(List.of(good, bad));
        assertThat(mean.ndcg()).isEqualTo(.5);
        assertThat(mean.reciprocalRank()).isEqualTo(.5);
        assertThat(mean.auc()).isEqualTo(.75);
        assertThat(RankingScores.mean(List.of()).hit()).isZero();
    }
}
