// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tessera.api.TesseraException;
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
    private int[] indexes = new int[0];

    /** What one model says: plain data, made on a thread of the engine's own. */
    record Part(String strategy, String model, int[] indexes, List<Recommendation.Item> items) {}

    Answers(Query query, ItemCatalog catalog, boolean why) {
        this.query = query;
        this.catalog = catalog;
        this.why = why;
    }

    boolean complete() {
        return items.size() == query.n();
    }

    /** What is still to be asked. */
    Query rest() {
        return items.isEmpty()
                ? query
                : new Query(
                        query.customer(),
                        query.history(),
                        query.n() - items.size(),
                        query.candidates(),
                        query.exclusions().or(taken),
                        query.context());
    }

    /** Asks a model. Touches nothing of this, as it may come too late. */
    Part ask(String name, Slot.Use<RecommenderModel> use, Query rest) {
        Ranking ranking = use.model().recommend(rest);
        RankingFault.in(ranking, rest, catalog.size()).ifPresent(fault -> {
            throw new TesseraException("it answered with " + fault, "");
        });
        List<Recommendation.Item> found = new ArrayList<>(ranking.size());
        for (int place = 0; place < ranking.size(); place++) {
            int item = ranking.items()[place];
            found.add(new Recommendation.Item(
                    catalog.id(item),
                    catalog.name(item),
                    ranking.scores()[place],
                    why ? ReasonTexts.of(use.model().explain(rest, item), catalog) : List.of()));
        }
        return new Part(name, use.modelId(), ranking.items().clone(), found);
    }

    void add(Part part) {
        if (items.isEmpty() && !part.items().isEmpty()) {
            strategy = part.strategy();
            model = part.model();
        }
        items.addAll(part.items());
        int known = indexes.length;
        indexes = Arrays.copyOf(indexes, known + part.indexes().length);
        System.arraycopy(part.indexes(), 0, indexes, known, part.indexes().length);
        taken = taken.or(ItemSet.of(part.indexes()));
    }

    /** The same answer with more notes. */
    static Recommendation withNotes(Recommendation answer, List<String> more) {
        List<String> notes = new ArrayList<>(answer.notes());
        notes.addAll(more);
        return new Recommendation(
                answer.customer(), answer.strategy(), answer.model(), answer.items(), List.copyOf(notes));
    }

    /** Indexes of the items, best first. */
    int[] indexes() {
        return indexes.clone();
    }

    Recommendation recommendation(String customer) {
        return new Recommendation(customer, strategy, model, List.copyOf(items));
    }
}
