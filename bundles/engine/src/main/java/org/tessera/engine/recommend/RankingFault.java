// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.Arrays;
import java.util.Optional;
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
        boolean twice = hasTwice(ranking.items());
        for (int place = 0; place < ranking.size(); place++) {
            int item = ranking.items()[place];
            double score = ranking.scores()[place];
            if (item < 0 || item >= items) {
                return Optional.of("item " + item + ", where there are " + items);
            }
            if (twice && occurs(item, ranking.items(), place)) {
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

    private static boolean hasTwice(int[] items) {
        int[] sorted = items.clone();
        Arrays.sort(sorted);
        for (int k = 1; k < sorted.length; k++) {
            if (sorted[k] == sorted[k - 1]) {
                return true;
            }
        }
        return false;
    }

    private static boolean occurs(int item, int[] items, int before) {
        for (int k = 0; k < before; k++) {
            if (items[k] == item) {
                return true;
            }
        }
        return false;
    }
}
