// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import org.tessera.api.data.History;
import org.tessera.api.data.ItemSet;

/**
 * One question to a recommender's model.
 *
 * @param customer dense index of the customer at training time, or -1 for one unknown then
 * @param history what the customer had to do with up to this moment; may go beyond what the model has seen
 * @param n how many items at most, at least 1
 * @param candidates the only items that may be answered; {@link ItemSet#all()} for every item of the model
 * @param exclusions items that must not be answered, whatever the candidates
 * @param context what else is known; a strategy may leave it out of account
 */
public record Query(int customer, History history, int n, ItemSet candidates, ItemSet exclusions, Context context) {
    public Query {
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1, got " + n);
        }
    }

    /** A question with nothing but the history to go by. */
    public Query(int customer, History history, int n, ItemSet candidates, ItemSet exclusions) {
        this(customer, history, n, candidates, exclusions, Context.none());
    }

    /** Whether an item may be answered. */
    public boolean admits(int item) {
        return candidates.contains(item) && !exclusions.contains(item);
    }
}
