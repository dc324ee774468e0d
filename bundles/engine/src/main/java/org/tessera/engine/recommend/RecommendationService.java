// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.tessera.api.data.CustomerCatalog;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.RecommendationRequest;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.Stores;
import org.tessera.engine.measure.EventLog;
import org.tessera.engine.recommend.serve.Audience;
import org.tessera.engine.recommend.serve.Defaults;
import org.tessera.engine.recommend.serve.ExplorationLog;
import org.tessera.engine.recommend.serve.ServingRules;
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
    private final EventStore events;
    private final ItemDirectory items;
    private final TrainingData training;
    private final ModelTraining trainer;
    private final Histories histories;
    private final ExplorationLog exploration;
    private final Serving serving;
    private final Batch batch;
    private volatile EventWeights weights;

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
                description =
                        "What ratings stand for: weight (a rating weighs like any event of its type) or stars (only "
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

        @AttributeDefinition(
                description = "What becomes of bought items where a request says nothing: exclude, after:DAYS, or"
                        + " consumables, which are bought again and again")
        String bought() default "exclude";

        @AttributeDefinition(
                description = "Share of the buyers of an item that must have bought it again for it to be a consumable",
                min = "0",
                max = "1")
        double consumable_share() default 0.25;

        @AttributeDefinition(description = "Categories of consumables, whatever is bought again")
        String[] consumable_categories() default {};

        @AttributeDefinition(
                description = "How much it counts that items of an answer differ from each other; 0 for not at all",
                min = "0",
                max = "0.99")
        double diversity() default 0;

        @AttributeDefinition(
                description = "How much it counts that categories have the shares they have in the history; 0 for not"
                        + " at all",
                min = "0",
                max = "0.99")
        double calibration() default 0;

        @AttributeDefinition(
                description = "Share of places that are given to chance, to learn what is wanted",
                min = "0",
                max = "1")
        double exploration() default 0;

        @AttributeDefinition(
                description = "How many of the best items there are to choose from, where more counts than the score",
                min = "1",
                max = "10000")
        int pool() default 100;
    }

    /** What the service works with beside the stores and the slot. */
    public record Surroundings(Audience audience, ServingRules rules, ExplorationLog exploration) {}

    @Activate
    public RecommendationService(
            BundleContext context,
            @Reference EventStore events,
            @Reference CustomerDirectory customers,
            @Reference ItemDirectory items,
            @Reference Slots slots,
            @Reference Workers workers,
            @Reference Audience audience,
            @Reference ServingRules rules,
            Config config) {
        this(
                new Stores(events, customers, items),
                slots.recommend(),
                workers,
                new Surroundings(
                        audience,
                        rules,
                        new ExplorationLog(Slots.home(context).resolve("data").resolve("exploration.csv"))),
                config);
    }

    /** Without a framework, and without segments. */
    public RecommendationService(
            Stores stores,
            Slot<RecommenderInput, RecommenderModel, Recommender> slot,
            Workers workers,
            Surroundings surroundings,
            Config config) {
        this.events = stores.events();
        this.items = stores.items();
        this.training = new TrainingData(stores, surroundings.audience()::membership);
        this.trainer = new ModelTraining(events, slot, workers, training, () -> weights);
        int kept = Math.max(2, config.histories());
        this.histories = new Histories(events, kept);
        this.weights = EventWeights.of(config);
        this.exploration = surroundings.exploration();
        People people = new People(stores.customers(), histories, surroundings.audience(), kept);
        this.serving = new Serving(stores, slot, people, surroundings, () -> weights, defaults(config));
        this.batch = new Batch(serving, stores, workers, surroundings.audience());
    }

    private static Defaults defaults(Config config) {
        return new Defaults(
                config.diversity(),
                config.calibration(),
                config.exploration(),
                config.pool(),
                Defaults.bought(config.bought()),
                config.consumable_share(),
                List.of(config.consumable_categories()));
    }

    /** Lets somebody look on. */
    public void observe(LiveObserver now) {
        serving.observe(now);
    }

    /** What an event says about what a customer wants. */
    public double weight(Event event) {
        return weights.of(event);
    }

    /** Trains a strategy without letting it answer anybody who does not ask for it. */
    public void prepare(String strategy, long seed, Progress progress) {
        trainer.prepare(strategy, seed, progress);
    }

    @Modified
    void configure(Config config) {
        weights = EventWeights.of(config);
        serving.configure(defaults(config));
        histories.clear();
    }

    @Deactivate
    void close() {
        exploration.close();
    }

    @Override
    public ModelInfo train(Optional<String> strategy, Map<String, ?> settings, long seed, Progress progress) {
        return trainer.train(strategy, settings, seed, progress);
    }

    /**
     * Trains a strategy with settings that were searched, and lets its model answer for it; which strategy is preferred
     * stays as it is.
     *
     * @param quality what was measured of these settings, to be kept with the model
     */
    public ModelInfo trainFound(
            String strategy, Map<String, ?> settings, Map<String, Double> quality, long seed, Progress progress) {
        return trainer.trainFound(strategy, settings, quality, seed, progress);
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

    /**
     * Trains a strategy on trial on all there is and lets it answer from then on.
     *
     * @param label of the strategy
     * @param prefer whether it becomes the preferred one
     */
    public ModelInfo admit(String label, boolean prefer, long seed, Progress progress) {
        return trainer.admit(label, prefer, seed, progress);
    }

    @Override
    public Recommendation recommend(RecommendationRequest request) {
        return serving.recommend(request);
    }

    @Override
    public Recommendation similar(String item, int n, Optional<String> strategy) {
        return serving.similar(item, n, strategy);
    }

    @Override
    public Recommendation recommendSegment(String segment, RecommendationRequest request, Progress progress) {
        return batch.segment(segment, request, progress);
    }

    @Override
    public int recommendAll(Path file, Optional<String> segment, RecommendationRequest request, Progress progress) {
        return batch.all(file, segment, request, progress);
    }

    @Override
    public long exportExploration(Path file) {
        return exploration.export(file);
    }

    @Override
    public void forgetExploration(String customer) {
        exploration.forget(customer);
    }
}
