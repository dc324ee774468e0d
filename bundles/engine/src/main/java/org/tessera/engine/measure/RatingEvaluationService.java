// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Event;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.measure.RatingBoard;
import org.tessera.api.measure.RatingEvaluations;
import org.tessera.api.measure.Split;
import org.tessera.api.recommend.RatingModel;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.Stores;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.Slots;
import org.tessera.engine.strategy.Workers;

/**
 * Trains what foretells ratings on a part of the ratings in the store, on the side, and measures it on the rest. Ratings
 * count as they are, whatever events weigh for recommendations.
 */
@Component
public final class RatingEvaluationService implements RatingEvaluations {
    private static final Logger LOG = LoggerFactory.getLogger(RatingEvaluationService.class);
    private static final int REPORT_EVERY = 1 << 14;

    private final Stores stores;
    private final Slot<RecommenderInput, RecommenderModel, Recommender> slot;
    private final Workers workers;

    @Activate
    public RatingEvaluationService(
            @Reference EventStore events,
            @Reference CustomerDirectory customers,
            @Reference ItemDirectory items,
            @Reference Slots slots,
            @Reference Workers workers) {
        this(new Stores(events, customers, items), slots.recommend(), workers);
    }

    /** Without a framework. */
    public RatingEvaluationService(
            Stores stores, Slot<RecommenderInput, RecommenderModel, Recommender> slot, Workers workers) {
        this.stores = stores;
        this.slot = slot;
        this.workers = workers;
    }

    @Override
    public RatingBoard evaluate(
            List<String> strategies,
            Map<String, ? extends Map<String, ?>> settings,
            Split split,
            long seed,
            Progress progress) {
        strategies.forEach(slot::require);
        ItemCatalog catalog = stores.items().catalog();
        RatingHoldout holdout = RatingHoldout.of(ratings(catalog, progress), split);
        List<String> names = strategies.isEmpty() ? foretelling() : strategies;
        checkSettings(settings, names);
        RecommenderInput input = new RecommenderInput(holdout.train(), catalog, holdout.now());
        RatingEvaluator evaluator = new RatingEvaluator(holdout.train(), holdout.test());
        List<RatingBoard.Row> rows = new ArrayList<>();
        for (String name : names) {
            Map<String, ?> own = settings.containsKey(name) ? settings.get(name) : Map.of();
            Progress named = (phase, done, total) -> progress.report(name + ": " + phase, done, total);
            Slot.Trained<RecommenderModel> trained = slot.train(name, input, own, workers.context(seed, named));
            try (RecommenderModel model = trained.model()) {
                RatingEvaluator.Result result = evaluator.evaluate(foretelling(name, model), named);
                rows.add(new RatingBoard.Row(
                        name,
                        result.rmse(),
                        result.mae(),
                        result.coverage(),
                        trained.duration().toNanos() / 1e9,
                        1e3 * result.secondsEach()));
            }
        }
        rows.sort(Comparator.comparingDouble(RatingBoard.Row::rmse));
        int customers = (int) IntStream.range(0, holdout.test().customers())
                .filter(c -> holdout.test().byCustomer().size(c) > 0)
                .count();
        return new RatingBoard(holdout.description(), holdout.test().size(), customers, List.copyOf(rows));
    }

    private static void checkSettings(Map<String, ?> settings, List<String> names) {
        settings.keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new TesseraException(
                            "settings are given for " + name + ", which is not evaluated",
                            "evaluated: " + String.join(", ", names));
                });
    }

    private RatingModel foretelling(String name, RecommenderModel model) {
        if (model instanceof RatingModel rating) {
            return rating;
        }
        throw new TesseraException(
                name + " foretells no ratings", "give --strategies " + String.join(",", foretelling()));
    }

    /** The strategies that foretell ratings, found by training each on a handful of them. */
    private List<String> foretelling() {
        Interactions.Builder handful = Interactions.Builder.strongest();
        for (int k = 0; k < 20; k++) {
            handful.add(k % 5, k / 5 + k % 2, 1 + k % 5);
        }
        Interactions few = handful.build(5, 5);
        RecommenderInput input = new RecommenderInput(few, new BareCatalog(few.items()), 0);
        List<String> names =
                slot.chain().stream().filter(name -> foretells(name, input)).toList();
        if (names.isEmpty()) {
            throw new TesseraException(
                    "no strategy that foretells ratings is installed", "install one such as recommend-svd");
        }
        return names;
    }

    private boolean foretells(String name, RecommenderInput few) {
        try (RecommenderModel model = slot.train(name, few, Map.of(), workers.context(1, Progress.unwatched()))
                .model()) {
            return model instanceof RatingModel;
        } catch (TesseraException e) {
            LOG.debug("{} cannot learn from a handful of ratings: {}", name, e.toString());
            return false;
        }
    }

    private EventLog ratings(ItemCatalog catalog, Progress progress) {
        EventLog log = new EventLog();
        int customers = stores.customers().size();
        long total = stores.events().extent().count();
        long[] seen = {0};
        stores.events().visitAfter(0, (number, event) -> {
            if (++seen[0] % REPORT_EVERY == 0) {
                progress.report("reading events", Math.min(seen[0], total), total);
            }
            // Who or what arrived after this began has to wait for the next time.
            boolean known = event.hasCustomer()
                    && event.hasItem()
                    && event.customer() < customers
                    && event.item() < catalog.size();
            if (known && event.type().equals(Event.RATING) && Double.isFinite(event.value())) {
                log.add(event.customer(), event.item(), (float) event.value(), event.time());
            }
        });
        if (log.size() == 0) {
            throw new TesseraException(
                    "there are no ratings in the store", "import events of type rating with their stars as value");
        }
        log.atLeast(0, catalog.size());
        return log;
    }
}
