// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.tessera.api.TesseraException;
import org.tessera.api.data.CustomerCatalog;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Provenance;
import org.tessera.api.strategy.Task;
import org.tessera.engine.Stores;
import org.tessera.engine.measure.EventLog;
import org.tessera.engine.model.StoredModel;
import org.tessera.engine.segment.SegmentService;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.Slots;
import org.tessera.engine.strategy.Workers;

/**
 * Answers from the models of the recommend slot. One that fails or has nothing to say is passed over for the next in the
 * chain, so a question gets an answer as long as any of them has one.
 */
@Component(
        service = {Recommendations.class, RecommendationService.class},
        configurationPid = "org.tessera.recommend")
@Designate(ocd = RecommendationService.Config.class)
public final class RecommendationService implements Recommendations {
    private static final int MOST = 10_000;

    private final EventStore events;
    private final CustomerDirectory customers;
    private final ItemDirectory items;
    private final Slot<RecommenderInput, RecommenderModel, Recommender> slot;
    private final Workers workers;
    private final TrainingData training;
    private final Histories histories;
    private final LastResort lastResort;
    private volatile LiveObserver observer = LiveObserver.NOBODY;
    private volatile EventWeights weights;
    private volatile Products products = new Products(null, ItemSet.none());

    /** What events mean for recommendations. */
    @ObjectClassDefinition(name = "Recommendations", description = "What events mean for recommendations.")
    public @interface Config {
        @AttributeDefinition(description = "What an event of each type weighs; a type that is not listed weighs 1")
        String[] weights() default {"purchase=1", "rating=1", "cart=0.5", "view=0.2", "cancel=0", "return=0"};

        @AttributeDefinition(description = "Ratings below this number of stars say nothing")
        double minimum_rating() default 0;

        @AttributeDefinition(
                description = "An item that weighs at least this for a customer is not recommended again",
                min = "0")
        double seen_weight() default 1;

        @AttributeDefinition(description = "Customers whose histories are kept in memory", min = "2")
        int histories() default 200_000;

        @AttributeDefinition(
                description = "Types of events that take the latest purchase of the item by the customer back")
        String[] taking_back() default {"return", "cancel"};

        @AttributeDefinition(
                description = "What ratings stand for: weight (a rating weighs like any event of its type) or stars (only "
                        + "ratings count, each with as much as its stars: for strategies that foretell ratings)",
                options = {@Option(label = "weight", value = "weight"), @Option(label = "stars", value = "stars")})
        String ratings() default "weight";

        @AttributeDefinition(
                description = "Days after which an item weighs half for a customer who has not come back to it; 0: it "
                        + "never fades",
                min = "0")
        double halflife_days() default 0;

        @AttributeDefinition(
                description = "Minutes between two events without an order from which on they belong to two visits",
                min = "0")
        double session_gap_min() default 30;
    }

    /** The products of a catalogue, made once for each catalogue. */
    private record Products(
            @org.jspecify.annotations.Nullable ItemCatalog catalog, ItemSet set) {}

    @Activate
    public RecommendationService(
            @Reference EventStore events,
            @Reference CustomerDirectory customers,
            @Reference ItemDirectory items,
            @Reference Slots slots,
            @Reference Workers workers,
            @Reference SegmentService segments,
            Config config) {
        this(new Stores(events, customers, items), slots.recommend(), workers, segments::membership, config);
    }

    /** Without a framework, and without segments. */
    public RecommendationService(
            Stores stores, Slot<RecommenderInput, RecommenderModel, Recommender> slot, Workers workers, Config config) {
        this(stores, slot, workers, () -> customer -> "", config);
    }

    private RecommendationService(
            Stores stores,
            Slot<RecommenderInput, RecommenderModel, Recommender> slot,
            Workers workers,
            Supplier<IntFunction<String>> segments,
            Config config) {
        this.events = stores.events();
        this.customers = stores.customers();
        this.items = stores.items();
        this.slot = slot;
        this.workers = workers;
        this.training = new TrainingData(stores, segments);
        this.histories = new Histories(events, Math.max(2, config.histories()));
        this.weights = EventWeights.of(config);
        this.lastResort = new LastResort(events, () -> weights);
    }

    /** Lets somebody look on. */
    public void observe(LiveObserver now) {
        observer = now;
    }

    /** What an event says about what a customer wants. */
    public double weight(Event event) {
        return weights.of(event);
    }

    /** Trains a strategy without letting it answer anybody who does not ask for it. */
    public void prepare(String strategy, long seed, Progress progress) {
        Made made = make(strategy, training.read(weights, progress), Map.of(), Map.of(), seed, progress);
        slot.install(strategy, made.stored(), made.model());
    }

    @Modified
    void configure(Config config) {
        weights = EventWeights.of(config);
        histories.clear();
    }

    @Override
    public ModelInfo train(Optional<String> strategy, Map<String, ?> settings, long seed, Progress progress) {
        String chosen = strategy.or(slot::preferred)
                .orElseThrow(
                        () -> new TesseraException("no recommender is installed", "strategies shows what is there"));
        slot.require(chosen);
        RecommenderInput input = training.read(weights, progress);
        ModelInfo trained = train(chosen, input, settings, Map.of(), seed, progress, true);
        // The last of the order is the last resort: it answers whom the others know nothing about.
        List<String> fallbacks = slot.fallbacks();
        if (!fallbacks.isEmpty()) {
            String last = fallbacks.get(fallbacks.size() - 1);
            train(last, input, Map.of(), Map.of(), seed, progress, false);
        }
        return trained;
    }

    /**
     * Trains a strategy with settings that were searched, and lets its model answer for it; which strategy is preferred
     * stays as it is.
     *
     * @param quality what was measured of these settings, to be kept with the model
     */
    public ModelInfo trainFound(
            String strategy, Map<String, ?> settings, Map<String, Double> quality, long seed, Progress progress) {
        return train(strategy, training.read(weights, progress), settings, quality, seed, progress, false);
    }

    /** All events that count, as strategies are trained on them, to be divided. */
    public EventLog log(Progress progress) {
        return training.log(weights, progress);
    }

    /** The catalogue that goes with {@link #log}. */
    public ItemCatalog catalog() {
        return items.catalog();
    }

    /** What events mean now. */
    public EventWeights weights() {
        return weights;
    }

    /** What is known of the first so many customers. */
    public CustomerCatalog customers(int size) {
        return training.customers(size);
    }

    /** A model that is on disk and not yet in use. */
    private record Made(StoredModel stored, RecommenderModel model) {}

    private ModelInfo train(
            String strategy,
            RecommenderInput input,
            Map<String, ?> settings,
            Map<String, Double> quality,
            long seed,
            Progress progress,
            boolean prefer) {
        Made made = make(strategy, input, settings, quality, seed, progress);
        try {
            slot.promote(made.stored(), made.model(), prefer);
            return info(made.stored(), prefer);
        } catch (IOException e) {
            throw unsaved(strategy, e);
        }
    }

    private static ModelInfo info(StoredModel stored, boolean serving) {
        return new ModelInfo(stored.id(), stored.provenance(), serving, stored.bytes());
    }

    /**
     * Trains a strategy on trial on all there is and lets it answer from then on.
     *
     * @param label of the strategy
     * @param prefer whether it becomes the preferred one
     */
    public ModelInfo admit(String label, boolean prefer, long seed, Progress progress) {
        Made made = make(label, training.read(weights, progress), Map.of(), Map.of(), seed, progress);
        try {
            slot.admit(label, made.stored(), made.model(), prefer);
            return info(made.stored(), prefer);
        } catch (IOException e) {
            made.model().close();
            throw unsaved(label, e);
        }
    }

    private Made make(
            String strategy,
            RecommenderInput input,
            Map<String, ?> settings,
            Map<String, Double> quality,
            long seed,
            Progress progress) {
        EventStore.Extent extent = events.extent();
        Slot.Trained<RecommenderModel> trained = slot.train(strategy, input, settings, workers.context(seed, progress));
        Provenance provenance = new Provenance(
                Task.RECOMMEND,
                trained.strategy(),
                trained.version(),
                trained.model().settings(),
                seed,
                Instant.now(),
                trained.duration(),
                Instant.ofEpochMilli(extent.oldest()),
                Instant.ofEpochMilli(extent.newest()),
                Map.of(
                        "customers", (long) input.interactions().customers(),
                        "items", (long) input.interactions().items(),
                        "pairs", (long) input.interactions().size()),
                quality);
        try {
            return new Made(slot.store().save(trained.model(), provenance, Map.of()), trained.model());
        } catch (IOException e) {
            trained.model().close();
            throw unsaved(strategy, e);
        }
    }

    private static TesseraException unsaved(String strategy, IOException e) {
        return new TesseraException(
                "the model of " + strategy + " cannot be saved: " + e.getMessage(),
                "check space and permissions of the home's data folder",
                e);
    }

    @Override
    public Recommendation recommend(String customer, int n, Optional<String> strategy, boolean why) {
        checkCount(n);
        int index = customers.indexOf(customer).orElse(Event.NONE);
        ItemCatalog catalog = items.catalog();
        History history = index == Event.NONE ? History.empty() : histories.of(index, weights, catalog);
        History faded = weights.decay().at(events.extent().newest(), history);
        Query query = new Query(index, faded, n, products(catalog), seen(history));
        Answers answers = new Answers(query, catalog, why);
        boolean observed = strategy.isEmpty() && observer.wants(index);
        long last = observed ? events.extent().last() : 0;
        long start = System.nanoTime();
        List<String> chain = chain(strategy);
        for (String name : strategy.isEmpty() ? observer.chain(index, chain) : chain) {
            if (answers.complete()) {
                break;
            }
            Query rest = answers.rest();
            Optional<Answers.Part> part = slot.ask(name, use -> answers.ask(name, use, rest));
            if (part.isEmpty() && strategy.isPresent()) {
                throw new TesseraException(name + " cannot answer now", "strategies says why");
            }
            part.ifPresent(answers::add);
        }
        if (!answers.complete() && strategy.isEmpty()) {
            answers.add(lastResort.ask(answers.rest(), catalog, why));
        }
        Recommendation answer = answers.recommendation(customer);
        if (observed) {
            observer.answered(new LiveObserver.Answered(
                    index, query, answer.strategy(), answers.indexes(), System.nanoTime() - start, last));
        }
        return answer;
    }

    @Override
    public Recommendation similar(String item, int n, Optional<String> strategy) {
        checkCount(n);
        ItemCatalog catalog = items.catalog();
        int index = catalog.indexOf(item)
                .orElseThrow(
                        () -> new TesseraException("no item " + item, "give the id of an item as it was imported"));
        ItemSet others = products(catalog);
        for (String name : chain(strategy)) {
            Optional<Recommendation> found = slot.ask(name, use -> similar(index, n, name, use, catalog, others));
            if (found.isPresent() && !found.get().items().isEmpty()) {
                return found.get();
            }
        }
        return new Recommendation("", "", "", List.of());
    }

    private static Recommendation similar(
            int item, int n, String name, Slot.Use<RecommenderModel> use, ItemCatalog catalog, ItemSet others) {
        // Some of the nearest may be no products, so a few more are asked for.
        Ranking ranking = use.model().similar(item, n + 20);
        List<Recommendation.Item> found = new ArrayList<>();
        for (int place = 0; place < ranking.size() && found.size() < n; place++) {
            int other = ranking.items()[place];
            if (others.contains(other) && other != item) {
                found.add(new Recommendation.Item(
                        catalog.id(other), catalog.name(other), ranking.scores()[place], List.of()));
            }
        }
        return new Recommendation("", name, use.modelId(), found);
    }

    private List<String> chain(Optional<String> strategy) {
        if (strategy.isPresent()) {
            slot.require(strategy.get());
            if (!slot.hasModel(strategy.get())) {
                throw new TesseraException(
                        strategy.get() + " has no model yet", "train it first: train --strategy " + strategy.get());
            }
            return List.of(strategy.get());
        }
        if (events.extent().count() == 0) {
            throw new TesseraException("there are no events to recommend from", "import events, then: train");
        }
        return slot.chain();
    }

    private ItemSet products(ItemCatalog catalog) {
        Products current = products;
        if (current.catalog() != catalog) {
            int[] all = java.util.stream.IntStream.range(0, catalog.size())
                    .filter(catalog::isProduct)
                    .toArray();
            current = new Products(catalog, ItemSet.of(all));
            products = current;
        }
        return current.set();
    }

    private ItemSet seen(History history) {
        int[] seen = new int[history.size()];
        int count = 0;
        for (int place = 0; place < history.size(); place++) {
            if (history.weight(place) >= weights.seen()) {
                seen[count++] = history.item(place);
            }
        }
        return ItemSet.of(java.util.Arrays.copyOf(seen, count));
    }

    private static void checkCount(int n) {
        if (n < 1 || n > MOST) {
            throw new TesseraException("n is " + n + ", expected 1 to " + MOST, "give -n a number in that range");
        }
    }
}
