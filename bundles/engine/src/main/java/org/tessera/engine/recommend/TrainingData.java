// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.concurrent.atomic.AtomicLong;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.measure.EventLog;

/** Turns the events in the store into what a recommender learns from. */
final class TrainingData {
    private static final int REPORT_EVERY = 1 << 14;

    private final EventStore events;
    private final CustomerDirectory customers;
    private final ItemDirectory items;

    TrainingData(EventStore events, CustomerDirectory customers, ItemDirectory items) {
        this.events = events;
        this.customers = customers;
        this.items = items;
    }

    /**
     * What strategies are trained on. A pair weighs as much as the weightiest of its events, so that a purchase is not
     * outvoted by a dozen glances.
     *
     * @throws TesseraException if no customer had to do with any product
     */
    RecommenderInput read(EventWeights weights, Progress progress) {
        Interactions.Builder builder = Interactions.Builder.strongest();
        ItemCatalog catalog = items.catalog();
        visit(weights, catalog, progress, (customer, item, weight, time) -> builder.add(customer, item, weight, time));
        Interactions interactions = builder.build(customers.size(), catalog.size());
        if (interactions.size() == 0) {
            throw nothing();
        }
        return new RecommenderInput(interactions, catalog, events.extent().newest());
    }

    /** The same events one by one, to be divided. */
    EventLog log(EventWeights weights, Progress progress) {
        EventLog log = new EventLog();
        ItemCatalog catalog = items.catalog();
        visit(weights, catalog, progress, log::add);
        if (log.size() == 0) {
            throw nothing();
        }
        log.atLeastItems(catalog.size());
        return log;
    }

    private interface Sink {
        void add(int customer, int item, float weight, long time);
    }

    private void visit(EventWeights weights, ItemCatalog catalog, Progress progress, Sink sink) {
        long total = events.extent().count();
        int customerCount = customers.size();
        AtomicLong seen = new AtomicLong();
        events.visitAfter(0, (number, event) -> {
            if (seen.incrementAndGet() % REPORT_EVERY == 0) {
                progress.report("reading events", seen.get(), total);
            }
            float weight = weights.of(event);
            // Who or what arrived after this began has to wait for the next time.
            boolean known = event.item() < catalog.size() && event.customer() < customerCount;
            if (weight > 0 && known && catalog.isProduct(event.item())) {
                sink.add(event.customer(), event.item(), weight, event.time());
            }
        });
    }

    private static TesseraException nothing() {
        return new TesseraException(
                "there is nothing to learn from: no event joins a known customer and a product",
                "import events first: import events FILE");
    }
}
