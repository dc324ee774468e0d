// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;

/** What is wrong with an answer, in words: strategies come from anywhere, and a wrong answer is worse than none. */
public final class RankingFault {
    private RankingFault() {}

    /** @param items of the catalogue; indexes lie below */
    public static Optional<String> in(Ranking ranking, Query query, int items) {
        if (ranking.size() > query.n()) {
            return Optional.of(ranking.size() + " items where " + query.n() + " were asked for");
        }
        Set<Integer> seen = new HashSet<>();
        for (int place = 0; place < ranking.size(); place++) {
            int item = ranking.items()[place];
            double score = ranking.scores()[place];
            if (item < 0 || item >= items) {
                return Optional.of("item " + item + ", where there are " + items);
            }
            if (!seen.add(item)) {
                return Optional.of("item " + item + " twice");
            }
            if (!query.admits(item)) {
                return Optional.of("item " + item + ", which was excluded");
            }
            if (Double.isNaN(score)) {
                return Optional.of("a score that is not a number");
            }
            if (place > 0 && score > ranking.scores()[place - 1]) {
                return Optional.of("scores that do not fall");
            }
        }
        return Optional.empty();
    }
}
