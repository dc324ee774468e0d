// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;

/** What holds for every ranking. */
final class RankingAssertions {
    private RankingAssertions() {}

    /** At most n items of the model, all different, admitted, best first, ties by ascending item, no NaN. */
    static void assertAnswers(Ranking ranking, Query query, int items) {
        assertThat(ranking.size()).isLessThanOrEqualTo(query.n());
        assertThat(Arrays.stream(ranking.items()).distinct().count()).isEqualTo(ranking.size());
        for (int place = 0; place < ranking.size(); place++) {
            int item = ranking.items()[place];
            double score = ranking.scores()[place];
            assertThat(item).isBetween(0, items - 1);
            assertThat(query.admits(item)).as("item %d is admitted", item).isTrue();
            assertThat(score).isNotNaN();
            if (place > 0) {
                double before = ranking.scores()[place - 1];
                assertThat(score).as("score in place %d", place).isLessThanOrEqualTo(before);
                if (score == before) {
                    assertThat(item).as("item in place %d, a tie", place).isGreaterThan(ranking.items()[place - 1]);
                }
            }
        }
    }

    /** The same items with the same scores, to the last bit. */
    static void assertSame(Ranking actual, Ranking expected) {
        assertThat(actual.items()).containsExactly(expected.items());
        assertThat(actual.scores()).containsExactly(expected.scores());
    }

    /** The first n admitted items of a ranking of everything. */
    static Ranking filtered(Ranking everything, Query query) {
        int[] places = IntStream.range(0, everything.size())
                .filter(place -> query.admits(everything.items()[place]))
                .limit(query.n())
                .toArray();
        return new Ranking(
                Arrays.stream(places).map(place -> everything.items()[place]).toArray(),
                Arrays.stream(places)
                        .mapToDouble(place -> everything.scores()[place])
                        .toArray());
    }
}
