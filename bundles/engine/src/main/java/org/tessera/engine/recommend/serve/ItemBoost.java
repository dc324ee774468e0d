// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.List;
import org.tessera.api.data.ItemSet;

/**
 * A boost of certain items.
 *
 * @param factor 0 or more
 * @param text what it comes from, in words
 */
public record ItemBoost(ItemSet items, double factor, String text) {
    private static final double LEAST = 1e-6;

    /** A score after it. A score below 0 is divided, so that a higher factor makes every score higher. */
    double apply(double score) {
        return score >= 0 ? score * factor : score / Math.max(factor, LEAST);
    }

    static double boosted(int item, double score, List<ItemBoost> boosts) {
        double boosted = score;
        for (ItemBoost boost : boosts) {
            if (boost.items().contains(item)) {
                boosted = boost.apply(boosted);
            }
        }
        return boosted;
    }
}
