// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ratings;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.tessera.api.data.History;

/**
 * The part of a history from which a model can tell something: ratings of items that somebody rated in training.
 * Immutable by convention: nobody changes the arrays.
 *
 * @param items ascending
 * @param ratings of the same length, within the scale
 */
public record Rated(int[] items, double[] ratings) {
    /**
     * Takes out of a history what is known. A weight beyond the scale counts as its end; one that is no finite number is
     * left out.
     *
     * @param items indexes from here on are unknown
     * @param known whether an item below that was rated in training
     */
    public static Rated of(History history, RatingScale scale, int items, IntPredicate known) {
        int[] kept = new int[history.size()];
        double[] ratings = new double[history.size()];
        int n = 0;
        for (int place = 0; place < history.size() && history.item(place) < items; place++) {
            float weight = history.weight(place);
            if (Float.isFinite(weight) && known.test(history.item(place))) {
                kept[n] = history.item(place);
                ratings[n++] = scale.clip(weight);
            }
        }
        return n == kept.length
                ? new Rated(kept, ratings)
                : new Rated(Arrays.copyOf(kept, n), Arrays.copyOf(ratings, n));
    }

    public int size() {
        return items.length;
    }
}
