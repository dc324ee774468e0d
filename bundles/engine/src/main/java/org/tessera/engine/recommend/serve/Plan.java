// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.ArrayList;
import java.util.List;
import org.tessera.api.recommend.Query;
import org.tessera.numerics.random.RandomStream;

/**
 * What is to be done for one answer: the request, the rules that hold and the settings of the slot in one. Immutable.
 *
 * @param query for as many items as are wanted
 * @param boosts in the order in which they apply
 * @param pins at different places
 * @param perCategory most items of one category; {@link Integer#MAX_VALUE} for no limit
 * @param pool how many of the best items there are to choose from
 * @param notes what could not be met
 */
public record Plan(
        Query query,
        Shelf shelf,
        List<ItemBoost> boosts,
        List<PlacedItem> pins,
        int perCategory,
        double diversity,
        double calibration,
        double exploration,
        int pool,
        List<String> notes) {
    /**
     * A pinned item.
     *
     * @param place from 1
     */
    public record PlacedItem(int item, int place, String text) {}

    /** Whether the best items of the models are the answer as they are. */
    public boolean isPlain() {
        return boosts.isEmpty()
                && pins.isEmpty()
                && perCategory == Integer.MAX_VALUE
                && diversity == 0
                && calibration == 0
                && exploration == 0;
    }

    /** Whether more than the best is looked at for what the answer should be like as a whole. */
    public boolean isChoosy() {
        return diversity > 0 || calibration > 0 || exploration > 0;
    }

    /** An empty answer to be filled. */
    public Selection selection(Similarity similarity, RandomStream random) {
        List<Criterion> criteria = new ArrayList<>();
        if (diversity > 0) {
            criteria.add(new MarginalRelevance(diversity, similarity));
        }
        if (calibration > 0 && !query.history().isEmpty()) {
            criteria.add(new Calibration(calibration, shelf.features(), query.history()));
        }
        return new Selection(query.n(), criteria, boosts, shelf.features(), perCategory, exploration, random);
    }
}
