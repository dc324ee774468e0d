// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import java.util.List;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemSet;
import org.tessera.api.strategy.Model;

/** Answers which items a customer may want next. */
public interface RecommenderModel extends Model {
    /** Items the model knows: indexes below this. Items of a history or candidates beyond are ignored. */
    int items();

    /**
     * At most {@code n} admitted items, best first, ties by ascending item index. Items for which the model has no
     * evidence at all are left out, so that the next in the chain can fill up.
     */
    Ranking recommend(Query query);

    /**
     * Why an item would be answered, the weightiest reason first. The weights add up to the item's score within 1e-5 of
     * their size; empty where the model has no evidence for it.
     */
    List<Reason> explain(Query query, int item);

    /** The items most like one, best first: by default what is recommended to someone who had to do with it alone. */
    default Ranking similar(int item, int n) {
        return recommend(new Query(-1, History.of(item), n, ItemSet.all(), ItemSet.of(item)));
    }
}
