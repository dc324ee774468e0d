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
     * Reads all events. A pair weighs as much as the weightiest of its events, so that a purchase is not outvoted by a
     * dozen glances.
     *
     * @throws TesseraException if no customer had to do with any product
     */
    RecommenderInput read(EventWeights weights, Progress progress) {
        EventStore.Extent extent = events.extent();
        Interactions.Builder builder = Interactions.Builder.strongest();
        ItemCatalog catalog = items.catalog();
        AtomicLong seen = new AtomicLong();
        int[] top = {customers.size(), catalog.size()};
        events.visitAfter(0, (number, event) -> {
            if (seen.incrementAndGet() % REPORT_EVERY == 0) {
                progress.report("reading events", seen.get(), extent.count());
            }
            float weight = weights.of(event);
            if (weight > 0 && event.item() < catalog.size() && catalog.isProduct(event.item())) {
                builder.add(event.customer(), event.item(), weight, event.time());
                top[0] = Math.max(top[0], event.customer() + 1);
            }
        });
        Interactions interactions = builder.build(top[0], top[1]);
        if (interactions.size() == 0) {
            throw new TesseraException(
                    "there is nothing to learn from: no event joins a known customer and a product",
                    "import events first: import events FILE");
        }
        return new RecommenderInput(interactions, catalog, extent.newest());
    }
}
