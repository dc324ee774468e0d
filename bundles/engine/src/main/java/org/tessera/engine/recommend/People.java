// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Context;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.engine.recommend.serve.Audience;
import org.tessera.engine.recommend.serve.Visitor;

/**
 * Who asks, as known at this moment: history, attributes and segment. What was put together lately is kept, and made anew
 * when there are events of the customer, attributes of anybody have changed, or a second has passed, for the segment. Safe
 * for many threads.
 */
final class People {
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);
    private static final Visitor STRANGER = new Visitor(Event.NONE, History.empty(), ItemSet.none(), Context.none());

    private final CustomerDirectory customers;
    private final Histories histories;
    private final Audience audience;
    private final int capacity;
    private final Map<Integer, Known> known = new ConcurrentHashMap<>();

    private record Known(Visitor visitor, long revision, long made, double seenWeight) {}

    /** @param capacity visitors kept at most */
    People(CustomerDirectory customers, Histories histories, Audience audience, int capacity) {
        this.customers = customers;
        this.histories = histories;
        this.audience = audience;
        this.capacity = capacity;
    }

    /** A customer by external id; a stranger where there is none. */
    Visitor of(String customer, EventWeights weights, ItemCatalog catalog) {
        int index =
                customer.isEmpty() ? Event.NONE : customers.indexOf(customer).orElse(Event.NONE);
        return index == Event.NONE ? STRANGER : of(index, histories.of(index, weights, catalog), weights.seen());
    }

    /** A customer whose history was just read. */
    Visitor of(int index, History history, double seenWeight) {
        long now = System.nanoTime();
        long revision = customers.revision();
        Known last = known.get(index);
        if (last != null
                && last.visitor().history() == history
                && last.revision() == revision
                && last.seenWeight() == seenWeight
                && now - last.made() < FRESH) {
            return last.visitor();
        }
        Visitor visitor = made(index, history, seenWeight);
        if (known.size() >= capacity) {
            known.clear();
        }
        known.put(index, new Known(visitor, revision, now, seenWeight));
        return visitor;
    }

    /** As above, and not kept. */
    Visitor made(int index, History history, double seenWeight) {
        Context context = new Context(audience.segment(index), customers.attributes(index), new int[0], 0);
        return new Visitor(index, history, seen(history, seenWeight), context.isBare() ? Context.none() : context);
    }

    private static ItemSet seen(History history, double enough) {
        int[] seen = new int[history.size()];
        int count = 0;
        for (int place = 0; place < history.size(); place++) {
            if (history.weight(place) >= enough) {
                seen[count++] = history.item(place);
            }
        }
        return count == history.size() ? ItemSet.of(history) : ItemSet.of(Arrays.copyOf(seen, count));
    }
}
