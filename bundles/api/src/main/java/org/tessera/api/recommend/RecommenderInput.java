// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tessera.api.data.CustomerCatalog;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.data.Sessions;

/**
 * What a recommender learns from. Immutable and safe for many threads; sessions are put together on first use, as most
 * strategies do without.
 */
public final class RecommenderInput {
    private final Interactions interactions;
    private final ItemCatalog catalog;
    private final CustomerCatalog customers;
    private final long now;
    private final Supplier<Sessions> source;
    private @Nullable Sessions sessions;

    /** Without any knowledge of customers, and with one session for each of them. */
    public RecommenderInput(Interactions interactions, ItemCatalog catalog, long now) {
        this(
                interactions,
                catalog,
                CustomerCatalog.unknown(interactions.customers()),
                now,
                () -> Sessions.of(interactions));
    }

    /**
     * @param interactions customers by items
     * @param catalog what is known of the items; its indexes are the columns of the interactions
     * @param customers what is known of the customers; its indexes are the rows
     * @param now the time to which ages of events refer, ms since 1970
     * @param sessions makes the sessions, of the same customers and items; called once at most
     */
    public RecommenderInput(
            Interactions interactions,
            ItemCatalog catalog,
            CustomerCatalog customers,
            long now,
            Supplier<Sessions> sessions) {
        this.interactions = interactions;
        this.catalog = catalog;
        this.customers = customers;
        this.now = now;
        this.source = sessions;
    }

    /** Customers by items. */
    public Interactions interactions() {
        return interactions;
    }

    /** What is known of the items, by column of the interactions. */
    public ItemCatalog catalog() {
        return catalog;
    }

    /** What is known of the customers, by row of the interactions. */
    public CustomerCatalog customers() {
        return customers;
    }

    /** The time to which ages of events refer, ms since 1970. */
    public long now() {
        return now;
    }

    /** Orders, baskets and visits: what was done in one go. */
    public synchronized Sessions sessions() {
        Sessions known = sessions;
        if (known == null) {
            known = source.get();
            sessions = known;
        }
        return known;
    }

    /** The same with some pairs left out, of the interactions as well as of the sessions: to hold them out. */
    public RecommenderInput restrictedTo(Interactions part) {
        return new RecommenderInput(part, catalog, customers, now, () -> {
            Sessions all = sessions();
            int[] owner = new int[all.entries()];
            for (int s = 0; s < all.size(); s++) {
                Arrays.fill(owner, all.start(s), all.end(s), all.customer(s));
            }
            return all.where(p -> part.byCustomer().find(owner[p], all.item(p)) >= 0);
        });
    }
}
