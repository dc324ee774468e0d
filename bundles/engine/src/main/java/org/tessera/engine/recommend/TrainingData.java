// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.tessera.api.TesseraException;
import org.tessera.api.data.CustomerCatalog;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.store.EventStore;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.Stores;
import org.tessera.engine.measure.EventLog;

/** Turns the events in the store into what a recommender learns from. */
final class TrainingData {
    private static final int REPORT_EVERY = 1 << 14;

    private final Stores stores;
    private final Supplier<IntFunction<String>> segments;

    /** @param segments gives the names of the segments customers are in at that moment */
    TrainingData(Stores stores, Supplier<IntFunction<String>> segments) {
        this.stores = stores;
        this.segments = segments;
    }

    /**
     * What strategies are trained on. A pair weighs as much as the weightiest of its events, so that a purchase is not
     * outvoted by a dozen glances; where stars count, as much as the newest.
     *
     * @throws TesseraException if no customer had to do with any product
     */
    RecommenderInput read(EventWeights weights, Progress progress) {
        ItemCatalog catalog = stores.items().catalog();
        long now = stores.events().extent().newest();
        EventLog log = log(weights, catalog, progress);
        Interactions pairs = weights.decay().at(now, log.interactions());
        return new RecommenderInput(
                pairs, catalog, customers(pairs.customers()), now, log.sessions(event -> true));
    }

    /** The same events one by one, to be divided. */
    EventLog log(EventWeights weights, Progress progress) {
        return log(weights, stores.items().catalog(), progress);
    }

    /** What is known of the first so many customers. */
    CustomerCatalog customers(int size) {
        return new KnownCustomers(size, stores.customers(), segments.get());
    }

    private EventLog log(EventWeights weights, ItemCatalog catalog, Progress progress) {
        EventStore events = stores.events();
        int customers = stores.customers().size();
        long total = events.extent().count();
        AtomicLong seen = new AtomicLong();
        EventCollector collector = new EventCollector(weights, catalog, customers);
        events.visitAfter(0, (number, event) -> {
            if (seen.incrementAndGet() % REPORT_EVERY == 0) {
                progress.report("reading events", seen.get(), total);
            }
            collector.add(event);
        });
        EventLog log = collector.settled();
        if (log.size() == 0) {
            throw nothing(weights);
        }
        log.atLeast(customers, catalog.size());
        return log;
    }

    private static TesseraException nothing(EventWeights weights) {
        return weights.stars()
                ? new TesseraException(
                        "there is nothing to learn from: no event is a rating of a product in stars",
                        "import ratings, or set ratings = weight in org.tessera.recommend")
                : new TesseraException(
                        "there is nothing to learn from: no event joins a known customer and a product",
                        "import events first: import events FILE");
    }
}
