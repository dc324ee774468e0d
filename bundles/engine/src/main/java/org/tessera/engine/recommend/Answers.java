// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.ArrayList;
import java.util.List;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.engine.strategy.Slot;

/** Collects one answer along the chain: the first model that knows something leads, later ones fill up. */
final class Answers {
    private final Query query;
    private final ItemCatalog catalog;
    private final boolean why;
    private final List<Recommendation.Item> items = new ArrayList<>();
    private String strategy = "";
    private String model = "";
    private ItemSet taken = ItemSet.none();

    Answers(Query query, ItemCatalog catalog, boolean why) {
        this.query = query;
        this.catalog = catalog;
        this.why = why;
    }

    boolean complete() {
        return items.size() == query.n();
    }

    void add(String name, Slot.Use<RecommenderModel> use) {
        int missing = query.n() - items.size();
        Query rest = items.isEmpty()
                ? query
                : new Query(
                        query.customer(),
                        query.history(),
                        missing,
                        query.candidates(),
                        query.exclusions().or(taken));
        Ranking ranking = use.model().recommend(rest);
        List<Recommendation.Item> found = new ArrayList<>(ranking.size());
        for (int k = 0; k < Math.min(ranking.size(), missing); k++) {
            int item = ranking.items()[k];
            found.add(new Recommendation.Item(
                    catalog.id(item),
                    catalog.name(item),
                    ranking.scores()[k],
                    why ? ReasonTexts.of(use.model().explain(rest, item), catalog) : List.of()));
        }
        if (items.isEmpty() && !found.isEmpty()) {
            strategy = name;
            model = use.modelId();
        }
        items.addAll(found);
        taken = taken.or(ItemSet.of(ranking.items()));
    }

    Recommendation recommendation(String customer) {
        return new Recommendation(customer, strategy, model, List.copyOf(items));
    }
}
