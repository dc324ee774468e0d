// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import org.tessera.api.data.History;

/**
 * A model that foretells ratings. It learns from interactions and is asked with histories of which the weights are
 * ratings, and ranks by what it foretells.
 */
public interface RatingModel extends RecommenderModel {
    /**
     * The rating a customer would give an item, within the lowest and the highest rating seen in training.
     *
     * @param customer dense index at training time, or -1 for one unknown then
     * @param history what the customer rated up to now
     * @param item any index; one the model does not know gets what is expected of an unknown item
     */
    double predict(int customer, History history, int item);
}
