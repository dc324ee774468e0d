// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import java.util.Arrays;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.RecommenderModel;

/**
 * What one part says of the items: the best of all, and where a question admits few of these, the best of those it
 * admits. Ranks and the scale of scores come from the items the customer does not have, whatever the question admits, so
 * that an item's worth does not depend on who else may be answered.
 *
 * @param items the first ones, best first
 * @param scores as the part gave them
 * @param ranks 1 for the best
 * @param top score of the best, to which others are set in relation
 */
record Opinion(int[] items, double[] scores, int[] ranks, double top) {
    /** How what parts say is made comparable. */
    enum Scale {
        /** By rank r: (k + 1) / (k + r), so 1 for the best. */
        RANK,
        /** By score: as a share of the best one's. */
        SCORE
    }

    /** @param depth how many items are wanted of it, at least */
    static Opinion of(RecommenderModel model, Query query, int depth) {
        History history = query.history();
        int wanted = Math.max(depth, query.n());
        int asked = (int) Math.min(Integer.MAX_VALUE, (long) wanted + history.size());
        Ranking all = model.recommend(
                new Query(query.customer(), history, asked, ItemSet.all(), ItemSet.none(), query.context()));
        int[] ranks = new int[all.size()];
        double top = Double.NaN;
        int rank = 1;
        int admitted = 0;
        for (int place = 0; place < ranks.length; place++) {
            int item = all.items()[place];
            ranks[place] = rank;
            admitted += query.admits(item) ? 1 : 0;
            if (!history.contains(item)) {
                top = rank == 1 ? all.scores()[place] : top;
                rank++;
            }
        }
        if (Double.isNaN(top) && ranks.length > 0) {
            top = all.scores()[0];
        }
        Opinion first = new Opinion(all.items(), all.scores(), ranks, top);
        return admitted >= wanted || ranks.length < asked ? first : first.with(more(model, query, all, wanted), rank);
    }

    private static Ranking more(RecommenderModel model, Query query, Ranking known, int wanted) {
        return model.recommend(new Query(
                query.customer(),
                query.history(),
                wanted,
                query.candidates(),
                query.exclusions().or(ItemSet.of(known.items())),
                query.context()));
    }

    private Opinion with(Ranking more, int rank) {
        int known = items.length;
        int[] allItems = Arrays.copyOf(items, known + more.size());
        double[] allScores = Arrays.copyOf(scores, known + more.size());
        int[] allRanks = Arrays.copyOf(ranks, known + more.size());
        for (int place = 0; place < more.size(); place++) {
            allItems[known + place] = more.items()[place];
            allScores[known + place] = more.scores()[place];
            allRanks[known + place] = rank + place;
        }
        return new Opinion(allItems, allScores, allRanks, top);
    }

    int size() {
        return items.length;
    }

    /** What the item at a place is worth; 0 where nothing can be said. */
    double worth(int place, Scale scale, int k) {
        if (scale == Scale.RANK) {
            return (k + 1d) / (k + ranks[place]);
        }
        return top > 0 && top < Double.POSITIVE_INFINITY ? scores[place] / top : 0;
    }

    /** The place of an item; -1 where it is not among them. */
    int place(int item) {
        for (int place = 0; place < items.length; place++) {
            if (items[place] == item) {
                return place;
            }
        }
        return -1;
    }
}
