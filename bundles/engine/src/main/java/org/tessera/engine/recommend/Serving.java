// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Bought;
import org.tessera.api.recommend.Context;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.RecommendationRequest;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.engine.Stores;
import org.tessera.engine.recommend.serve.Basket;
import org.tessera.engine.recommend.serve.Defaults;
import org.tessera.engine.recommend.serve.ExplorationLog;
import org.tessera.engine.recommend.serve.Plan;
import org.tessera.engine.recommend.serve.Planner;
import org.tessera.engine.recommend.serve.Purchases;
import org.tessera.engine.recommend.serve.ServingRules;
import org.tessera.engine.recommend.serve.Shelf;
import org.tessera.engine.recommend.serve.Visitor;
import org.tessera.engine.strategy.Slot;
import org.tessera.numerics.random.RandomStream;

/** Answers one request after another. Safe for many threads. */
final class Serving {
    private final Stores stores;
    private final Slot<RecommenderInput, RecommenderModel, Recommender> slot;
    private final People people;
    private final ServingRules rules;
    private final ExplorationLog exploration;
    private final Supplier<EventWeights> weights;
    private final Purchases purchases;
    private final LastResort lastResort;
    private final RandomStream seeds = RandomStream.of(System.nanoTime() ^ System.currentTimeMillis());
    private final AtomicLong answers = new AtomicLong();
    private volatile LiveObserver observer = LiveObserver.NOBODY;
    private volatile Defaults defaults;
    private volatile @Nullable Shelf shelf;

    /** A question to be put along the chain: the plan of its answer and who asks. */
    record Asked(RecommendationRequest request, Visitor visitor, Plan plan) {}

    Serving(
            Stores stores,
            Slot<RecommenderInput, RecommenderModel, Recommender> slot,
            People people,
            RecommendationService.Surroundings surroundings,
            Supplier<EventWeights> weights,
            Defaults defaults) {
        this.stores = stores;
        this.slot = slot;
        this.people = people;
        this.rules = surroundings.rules();
        this.exploration = surroundings.exploration();
        this.weights = weights;
        this.defaults = defaults;
        this.purchases = new Purchases(stores.events(), event -> weights.get().of(event));
        this.lastResort = new LastResort(stores.events(), weights);
    }

    void observe(LiveObserver now) {
        observer = now;
    }

    void configure(Defaults now) {
        defaults = now;
    }

    /** What events say just now. */
    EventWeights weights() {
        return weights.get();
    }

    People people() {
        return people;
    }

    Shelf shelf() {
        ItemCatalog catalog = stores.items().catalog();
        Shelf known = shelf;
        if (known == null || known.catalog() != catalog) {
            known = new Shelf(catalog);
            shelf = known;
        }
        return known;
    }

    Recommendation recommend(RecommendationRequest request) {
        Shelf now = shelf();
        Visitor visitor = people.of(request.customer(), weights.get(), now.catalog());
        Asked asked = plan(request, visitor, now);
        int index = visitor.index();
        boolean observed = request.strategy().isEmpty() && observer.wants(index);
        long last = observed ? stores.events().extent().last() : 0;
        long start = System.nanoTime();
        List<String> chain = chain(request.strategy());
        List<String> order = request.strategy().isEmpty() ? observer.chain(index, chain) : chain;
        Answer answer = asked.plan().isPlain() ? plain(asked, order) : crafted(asked, order);
        if (observed) {
            observer.answered(new LiveObserver.Answered(
                    index,
                    asked.plan().query(),
                    answer.recommendation().strategy(),
                    answer.items(),
                    System.nanoTime() - start,
                    last));
        }
        return explained(answer.recommendation(), asked);
    }

    /** An answer, and its items by index. */
    record Answer(Recommendation recommendation, int[] items) {}

    private Answer plain(Asked asked, List<String> order) {
        RecommendationRequest request = asked.request();
        ItemCatalog catalog = asked.plan().shelf().catalog();
        Answers answers = new Answers(asked.plan().query(), catalog, request.why());
        for (String name : order) {
            if (answers.complete()) {
                break;
            }
            Query rest = answers.rest();
            Optional<Answers.Part> part = ask(request, name, use -> answers.ask(name, use, rest));
            part.ifPresent(answers::add);
        }
        if (!answers.complete() && request.strategy().isEmpty()) {
            answers.add(lastResort.ask(answers.rest(), catalog, request.why()));
        }
        Recommendation found = answers.recommendation(request.customer());
        List<String> notes = asked.plan().notes();
        return new Answer(notes.isEmpty() ? found : Answers.withNotes(found, notes), answers.indexes());
    }

    /**
     * Answers for many who all are asked about in one go where their plans allow it; one by one where they do not, or
     * where the first of the chain does not answer all.
     */
    List<Recommendation> together(List<Asked> asked, List<String> chain) {
        Optional<List<Answers.Part>> first = Optional.empty();
        ItemCatalog catalog = shelf().catalog();
        if (!chain.isEmpty() && asked.stream().allMatch(each -> each.plan().isPlain())) {
            String name = chain.get(0);
            first = slot.ask(name, use -> {
                List<Answers.Part> parts = new ArrayList<>(asked.size());
                for (Asked each : asked) {
                    Answers answers = new Answers(
                            each.plan().query(), catalog, each.request().why());
                    parts.add(answers.ask(name, use, answers.rest()));
                }
                return parts;
            });
        }
        List<Recommendation> found = new ArrayList<>(asked.size());
        for (int k = 0; k < asked.size(); k++) {
            Asked each = asked.get(k);
            boolean whole = first.isPresent()
                    && first.get().get(k).items().size() == each.plan().query().n();
            if (whole) {
                Answers answers =
                        new Answers(each.plan().query(), catalog, each.request().why());
                answers.add(first.get().get(k));
                found.add(answers.recommendation(each.request().customer()));
            } else {
                Answer answer = each.plan().isPlain() ? plain(each, chain) : crafted(each, chain);
                found.add(answer.recommendation());
            }
        }
        return found;
    }

    private Answer crafted(Asked asked, List<String> order) {
        RecommendationRequest request = asked.request();
        Crafted crafted = new Crafted(
                asked.plan(),
                new Crafted.Models() {
                    @Override
                    public <R> Optional<R> ask(String strategy, Slot.Question<RecommenderModel, R> question) {
                        return Serving.this.ask(request, strategy, question);
                    }

                    @Override
                    public Answers.Part lastResort(Query query, boolean why) {
                        return lastResort.ask(query, asked.plan().shelf().catalog(), why);
                    }
                },
                request.why(),
                seeds.part(answers.incrementAndGet()));
        crafted.fill(order, request.strategy().isEmpty());
        if (asked.plan().exploration() > 0) {
            exploration.add(request.customer(), request.time().orElseGet(System::currentTimeMillis), crafted.shown());
        }
        return new Answer(crafted.recommendation(request.customer()), crafted.indexes());
    }

    private <R> Optional<R> ask(
            RecommendationRequest request, String name, Slot.Question<RecommenderModel, R> question) {
        Optional<R> answer = slot.ask(name, question);
        if (answer.isEmpty() && request.strategy().isPresent()) {
            throw new TesseraException(name + " cannot answer now", "strategies says why");
        }
        return answer;
    }

    /** Says why there are fewer items than were asked for, where conditions are the reason. */
    private static Recommendation explained(Recommendation answer, Asked asked) {
        Query query = asked.plan().query();
        if (answer.items().size() >= query.n()) {
            return answer;
        }
        Shelf shelf = asked.plan().shelf();
        int size = shelf.catalog().size();
        int meet = 0;
        int left = 0;
        int products = 0;
        for (int item = 0; item < size; item++) {
            products += shelf.products().contains(item) ? 1 : 0;
            meet += query.candidates().contains(item) ? 1 : 0;
            left += query.admits(item) ? 1 : 0;
        }
        if (left >= query.n()) {
            return answer;
        }
        return Answers.withNotes(
                answer,
                List.of(String.format(
                        Locale.ROOT,
                        "%,d of %,d items may be answered: %,d meet the conditions, %,d of them are excluded or were"
                                + " bought",
                        left,
                        products,
                        meet,
                        meet - left)));
    }

    /** The plan of an answer for somebody, with the rules that hold now. */
    Asked plan(RecommendationRequest request, Visitor visitor, Shelf now) {
        Defaults settings = defaults;
        long time = request.time().orElse(0L);
        int hour = -1;
        boolean timed = request.hour().isPresent() || !rules.isEmpty();
        long moment = time == 0 && timed ? System.currentTimeMillis() : time;
        if (timed) {
            ZonedDateTime local = Instant.ofEpochMilli(moment).atZone(rules.zone());
            hour = request.hour().orElse(local.getHour());
            if (request.hour().isPresent()) {
                time = local.withHour(hour).toInstant().toEpochMilli();
            }
        }
        int[] basket = request.basket().stream()
                .mapToInt(id -> now.item(id, "in the basket"))
                .toArray();
        Context context = context(request, visitor.context(), basket, time);
        History whole = basket.length == 0
                ? visitor.history()
                : Basket.fold(visitor.history(), basket, newest(visitor.history(), time));
        History history = weights.get().decay().at(stores.events().extent().newest(), whole);
        Planner planner = new Planner(request, now, bought(request, visitor, now, settings, time));
        return new Asked(
                request,
                visitor,
                planner.plan(visitor.index(), history, context, rules.holding(moment, hour, context), settings));
    }

    private long newest(History history, long time) {
        long newest = Math.max(time, stores.events().extent().newest());
        for (int place = 0; place < history.size(); place++) {
            newest = Math.max(newest, history.time(place));
        }
        return newest;
    }

    private static Context context(RecommendationRequest request, Context known, int[] basket, long time) {
        boolean nothingNew = request.segment().isEmpty()
                && request.attributes().isEmpty()
                && basket.length == 0
                && time == known.time();
        if (nothingNew) {
            return known;
        }
        Map<String, String> attributes = known.attributes();
        if (!request.attributes().isEmpty()) {
            attributes = new HashMap<>(attributes);
            attributes.putAll(request.attributes());
        }
        return new Context(request.segment().orElse(known.segment()), Map.copyOf(attributes), basket, time);
    }

    /** What is not to be answered because the customer has it. */
    private ItemSet bought(RecommendationRequest request, Visitor visitor, Shelf now, Defaults settings, long time) {
        Bought policy = request.bought().orElse(settings.bought());
        if (visitor.index() == Event.NONE || policy.policy() == Bought.Policy.EXCLUDE) {
            return visitor.seen();
        }
        ItemSet again = purchases.again(
                visitor.index(),
                visitor.seen(),
                policy,
                weights.get().seen(),
                time == 0 ? stores.events().extent().newest() : time,
                settings.consumableShare(),
                Purchases.listed(now, settings.consumableCategories()));
        return visitor.seen().and(again.not());
    }

    Recommendation similar(String item, int n, Optional<String> strategy) {
        RecommendationRequest.forNobody().n(n).build();
        Shelf now = shelf();
        int index = now.item(item, "");
        for (String name : chain(strategy)) {
            Optional<Recommendation> found = slot.ask(name, use -> similar(index, n, name, use, now));
            if (found.isPresent() && !found.get().items().isEmpty()) {
                return found.get();
            }
        }
        return new Recommendation("", "", "", List.of());
    }

    private static Recommendation similar(int item, int n, String name, Slot.Use<RecommenderModel> use, Shelf shelf) {
        ItemCatalog catalog = shelf.catalog();
        // Some of the nearest may be no products, so a few more are asked for.
        Ranking ranking = use.model().similar(item, n + 20);
        List<Recommendation.Item> found = new ArrayList<>();
        for (int place = 0; place < ranking.size() && found.size() < n; place++) {
            int other = ranking.items()[place];
            if (shelf.products().contains(other) && other != item) {
                found.add(new Recommendation.Item(
                        catalog.id(other), catalog.name(other), ranking.scores()[place], List.of()));
            }
        }
        return new Recommendation("", name, use.modelId(), found);
    }

    /** Who is asked, in order. */
    List<String> chain(Optional<String> strategy) {
        if (strategy.isPresent()) {
            slot.require(strategy.get());
            if (!slot.hasModel(strategy.get())) {
                throw new TesseraException(
                        strategy.get() + " has no model yet", "train it first: train --strategy " + strategy.get());
            }
            return List.of(strategy.get());
        }
        if (stores.events().extent().count() == 0) {
            throw new TesseraException("there are no events to recommend from", "import events, then: train");
        }
        return slot.chain();
    }
}
