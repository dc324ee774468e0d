// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.tessera.api.TesseraException;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.engine.recommend.serve.ExplorationLog;
import org.tessera.engine.recommend.serve.ItemBoost;
import org.tessera.engine.recommend.serve.ModelSimilarity;
import org.tessera.engine.recommend.serve.Pick;
import org.tessera.engine.recommend.serve.Plan;
import org.tessera.engine.recommend.serve.Pool;
import org.tessera.engine.recommend.serve.Selection;
import org.tessera.engine.recommend.serve.Similarity;
import org.tessera.engine.strategy.Slot;
import org.tessera.numerics.random.RandomStream;

/**
 * Makes an answer in which more counts than what a model ranks first: one model after another along the chain holds its
 * best items ready, and the places are filled from them one by one. For one answer and one thread.
 */
final class Crafted {
    private final Plan plan;
    private final Models models;
    private final boolean why;
    private final Selection selection;
    private final SwitchedSimilarity similarity = new SwitchedSimilarity();
    private final Map<Integer, Found> origin = new HashMap<>();
    private String strategy = "";
    private String model = "";

    /** The models to be asked, each away from the calling thread. */
    interface Models {
        /** Puts a question to a strategy; nothing where it cannot answer. */
        <R> Optional<R> ask(String strategy, Slot.Question<RecommenderModel, R> question);

        /** What is popular, counted by the engine. */
        Answers.Part lastResort(Query query, boolean why);
    }

    /** What one model holds ready: plain data. */
    private record Found(
            String strategy, String model, Map<Integer, Double> scores, boolean more, Similarity similarity) {}

    /** The similarity of the pool that is chosen from just now. */
    private static final class SwitchedSimilarity implements Similarity {
        private Similarity current = (one, other) -> 0;

        @Override
        public double of(int one, int other) {
            return current.of(one, other);
        }
    }

    Crafted(Plan plan, Models models, boolean why, RandomStream random) {
        this.plan = plan;
        this.models = models;
        this.why = why;
        this.selection = plan.selection(similarity, random);
    }

    /**
     * Fills the answer.
     *
     * @param chain strategies to be asked, in order
     * @param lastResort whether the engine fills up what they leave open
     */
    void fill(List<String> chain, boolean lastResort) {
        boolean pinned = false;
        for (String name : chain) {
            if (selection.complete() && pinned) {
                break;
            }
            if (!pinned) {
                pinned = pin(name);
            }
            fill(name);
        }
        if (!pinned) {
            plan.pins().forEach(pin -> selection.pin(pin.place(), pin.item(), 0, pin.text()));
        }
        if (!selection.complete() && lastResort) {
            Answers.Part part = models.lastResort(wide(), false);
            use(new Found(
                    part.strategy(),
                    part.model(),
                    Pool.scores(
                            part.indexes(),
                            part.items().stream()
                                    .mapToDouble(Recommendation.Item::score)
                                    .toArray()),
                    false,
                    plan.shelf().features()));
        }
    }

    /** Pins get the score of the model that leads. */
    private boolean pin(String name) {
        if (plan.pins().isEmpty()) {
            return true;
        }
        ItemSet items =
                ItemSet.of(plan.pins().stream().mapToInt(Plan.PlacedItem::item).toArray());
        Query query = query(plan.pins().size(), items, ItemSet.none());
        Optional<Found> found = models.ask(
                name, use -> new Found(name, use.modelId(), ask(use.model(), query), false, (one, other) -> 0));
        found.ifPresent(scores -> {
            strategy = scores.strategy();
            model = scores.model();
        });
        found.ifPresent(scores -> plan.pins().forEach(pin -> {
            Double raw = scores.scores().get(pin.item());
            if (raw != null) {
                origin.put(pin.item(), scores);
            }
            selection.pin(pin.place(), pin.item(), raw == null ? 0 : raw, pin.text());
        }));
        return found.isPresent();
    }

    private void fill(String name) {
        boolean more = true;
        while (more && !selection.complete()) {
            Query wide = wide();
            Optional<Found> found = models.ask(name, use -> find(name, use, wide));
            more = found.isPresent() && use(found.get()) && found.get().more();
        }
    }

    /** Chooses from what was found; whether anything was chosen. */
    private boolean use(Found found) {
        int before = selection.items().length;
        similarity.current = found.similarity();
        selection.fill(Pool.of(found.scores(), plan.boosts(), found.similarity()));
        int[] now = selection.items();
        if (now.length > before && strategy.isEmpty()) {
            strategy = found.strategy();
            model = found.model();
        }
        for (int item : now) {
            if (found.scores().containsKey(item)) {
                origin.putIfAbsent(item, found);
            }
        }
        return now.length > before;
    }

    /** What may still be chosen: nothing of a category that is full. */
    private Query wide() {
        ItemSet out = plan.query().exclusions().or(ItemSet.of(selection.items()));
        if (plan.perCategory() < Integer.MAX_VALUE) {
            ItemCatalog catalog = plan.shelf().catalog();
            out = out.or(ItemSet.of(IntStream.range(0, catalog.size())
                    .filter(item -> selection.isFull(plan.shelf().features().mainCategory(item)))
                    .toArray()));
        }
        return query(plan.pool(), plan.query().candidates(), out);
    }

    private Query query(int n, ItemSet candidates, ItemSet exclusions) {
        Query asked = plan.query();
        return new Query(asked.customer(), asked.history(), n, candidates, exclusions, asked.context());
    }

    /** Runs on a thread of the engine. The best of what is boosted and of what is not held back are among the best. */
    private Found find(String name, Slot.Use<RecommenderModel> use, Query wide) {
        Map<Integer, Double> scores = new LinkedHashMap<>(ask(use.model(), wide));
        boolean more = scores.size() == wide.n();
        if (more) {
            ItemSet raised =
                    items(plan.boosts().stream().filter(b -> b.factor() > 1).toList());
            ItemSet lowered =
                    items(plan.boosts().stream().filter(b -> b.factor() < 1).toList());
            if (!raised.isEmpty()) {
                scores.putAll(ask(use.model(), query(wide.n(), wide.candidates().and(raised), wide.exclusions())));
            }
            if (!lowered.isEmpty()) {
                scores.putAll(ask(
                        use.model(),
                        query(wide.n(), wide.candidates(), wide.exclusions().or(lowered))));
            }
        }
        boolean byModel = plan.diversity() > 0 && plan.shelf().features().isEmpty();
        Similarity alike = byModel
                ? ModelSimilarity.of(use.model(), List.copyOf(scores.keySet()))
                : plan.shelf().features();
        return new Found(name, use.modelId(), scores, more, alike);
    }

    private static ItemSet items(List<ItemBoost> boosts) {
        return boosts.stream().map(ItemBoost::items).reduce(ItemSet.none(), ItemSet::or);
    }

    private Map<Integer, Double> ask(RecommenderModel asked, Query query) {
        Ranking ranking = asked.recommend(query);
        RankingFault.in(ranking, query, plan.shelf().catalog().size()).ifPresent(fault -> {
            throw new TesseraException("it answered with " + fault, "");
        });
        return Pool.scores(ranking.items(), ranking.scores());
    }

    /** Indexes of the items, best first. */
    int[] indexes() {
        return selection.items();
    }

    Recommendation recommendation(String customer) {
        List<Pick> picks = selection.picks();
        Map<Integer, List<Reason>> explained = why ? explain(picks) : Map.of();
        ItemCatalog catalog = plan.shelf().catalog();
        List<Recommendation.Item> items = new ArrayList<>(picks.size());
        for (Pick pick : picks) {
            List<Recommendation.Why> reasons = new ArrayList<>();
            if (why) {
                reasons.addAll(ReasonTexts.of(explained.getOrDefault(pick.item(), List.of()), catalog));
                pick.adjustments()
                        .forEach(reason ->
                                reasons.add(new Recommendation.Why(reason.kind(), reason.detail(), reason.weight())));
            }
            items.add(new Recommendation.Item(
                    catalog.id(pick.item()), catalog.name(pick.item()), pick.score(), List.copyOf(reasons)));
        }
        return new Recommendation(customer, strategy, model, List.copyOf(items), plan.notes());
    }

    /** Reasons by item from the models that the items come from; they add up to what those models said. */
    @SuppressWarnings("ReferenceEquality") // one finding is one object
    private Map<Integer, List<Reason>> explain(List<Pick> picks) {
        Map<Integer, List<Reason>> reasons = new HashMap<>();
        Set<Found> sources = Collections.newSetFromMap(new IdentityHashMap<>());
        sources.addAll(origin.values());
        for (Found found : sources) {
            List<Pick> own = picks.stream()
                    .filter(pick -> origin.get(pick.item()) == found)
                    .toList();
            Query query = query(1, ItemSet.all(), ItemSet.none());
            Map<Integer, List<Reason>> told = found.model().isEmpty() || own.isEmpty()
                    ? Map.of()
                    : models.ask(found.strategy(), use -> explain(use, found.model(), query, own))
                            .orElse(Map.of());
            for (Pick pick : own) {
                String otherwise =
                        found.model().isEmpty() ? "popular with all customers" : "scored by " + found.strategy();
                String kind = found.model().isEmpty() ? Reason.POPULARITY : Reason.OTHERS;
                reasons.put(
                        pick.item(),
                        told.getOrDefault(pick.item(), List.of(new Reason(kind, -1, otherwise, pick.raw()))));
            }
        }
        return reasons;
    }

    /** Nothing where another model answers meanwhile: its reasons would not add up. */
    private static Map<Integer, List<Reason>> explain(
            Slot.Use<RecommenderModel> use, String model, Query query, List<Pick> picks) {
        Map<Integer, List<Reason>> reasons = new HashMap<>();
        if (use.modelId().equals(model)) {
            for (Pick pick : picks) {
                reasons.put(pick.item(), List.copyOf(use.model().explain(query, pick.item())));
            }
        }
        return reasons;
    }

    /** What was shown, place by place, to be noted. */
    List<ExplorationLog.Shown> shown() {
        List<ExplorationLog.Shown> shown = new ArrayList<>();
        for (Pick pick : selection.picks()) {
            Found found = origin.get(pick.item());
            shown.add(new ExplorationLog.Shown(
                    shown.size() + 1,
                    plan.shelf().catalog().id(pick.item()),
                    pick.propensity(),
                    pick.score(),
                    found == null ? strategy : found.strategy(),
                    found == null ? model : found.model()));
        }
        return shown;
    }
}
