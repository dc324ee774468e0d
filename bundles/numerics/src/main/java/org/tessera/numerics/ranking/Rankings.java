// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ranking;

import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.numerics.sparse.SparseSums;
import org.tessera.numerics.sparse.TopK;

/** Chooses the best admitted items. */
public final class Rankings {
    private static final Ranking EMPTY = new Ranking(new int[0], new double[0]);

    private Rankings() {}

    /** No items. */
    public static Ranking empty() {
        return EMPTY;
    }

    /**
     * The best of all items.
     *
     * @param scores of each item; NaN where there is no evidence for it
     * @param items how many of them to look at, from the first on
     */
    public static Ranking best(float[] scores, int items, Query query) {
        TopK best = new TopK(query.n());
        double bar = Double.NEGATIVE_INFINITY;
        for (int item = 0; item < items; item++) {
            float score = scores[item];
            if (score >= bar && query.admits(item)) {
                best.offer(item, score);
                bar = best.bar();
            }
        }
        return drained(best);
    }

    /** As above, in double precision. */
    public static Ranking best(double[] scores, int items, Query query) {
        TopK best = new TopK(query.n());
        double bar = Double.NEGATIVE_INFINITY;
        for (int item = 0; item < items; item++) {
            double score = scores[item];
            if (score >= bar && query.admits(item)) {
                best.offer(item, score);
                bar = best.bar();
            }
        }
        return drained(best);
    }

    /** The best of the items whose sum is more than 0, each sum times {@code factor}. The sums stay as they are. */
    public static Ranking best(SparseSums sums, double factor, Query query) {
        TopK best = new TopK(query.n());
        double bar = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < sums.count(); k++) {
            int item = sums.index(k);
            double score = sums.sum(item) * factor;
            if (score >= bar && query.admits(item)) {
                best.offer(item, score);
                bar = best.bar();
            }
        }
        return drained(best);
    }

    private static Ranking drained(TopK best) {
        double[] found = new double[best.size()];
        return new Ranking(best.drain(found), found);
    }
}
