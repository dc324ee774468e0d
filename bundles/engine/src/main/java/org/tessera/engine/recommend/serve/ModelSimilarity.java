// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.HashMap;
import java.util.Map;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.RecommenderModel;

/**
 * What a model says of how much some items are alike, for catalogues that say nothing of them: what is like an item, as a
 * share of what is most like it. Immutable.
 */
public final class ModelSimilarity implements Similarity {
    private static final int NEIGHBOURS = 50;

    private final Map<Long, Double> shares;

    private ModelSimilarity(Map<Long, Double> shares) {
        this.shares = shares;
    }

    /** Asks a model. Keeps nothing of it. */
    public static ModelSimilarity of(RecommenderModel model, Iterable<Integer> items) {
        Map<Long, Double> shares = new HashMap<>();
        for (int item : items) {
            Ranking like = model.similar(item, NEIGHBOURS);
            double most = like.size() == 0 ? 0 : like.scores()[0];
            for (int place = 0; place < like.size() && most > 0; place++) {
                double share = Math.max(0, Math.min(1, like.scores()[place] / most));
                shares.merge(key(item, like.items()[place]), share, Math::max);
            }
        }
        return new ModelSimilarity(Map.copyOf(shares));
    }

    private static long key(int one, int other) {
        return (long) Math.min(one, other) << 32 | Math.max(one, other);
    }

    @Override
    public double of(int one, int other) {
        return one == other ? 1 : shares.getOrDefault(key(one, other), 0.0);
    }
}
