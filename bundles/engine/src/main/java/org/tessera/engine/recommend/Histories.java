// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.store.EventStore;

/**
 * What each customer had to do with up to this moment. Keeps the histories that were asked for lately in memory and
 * forgets those whose customers have new or changed events, so an answer uses what happened a second ago and still
 * costs no look into the store most of the time. Safe for many threads.
 *
 * <p>Two generations stand for the usual list of recent use: when the young one is full it becomes the old one, and
 * what is asked for again moves up. That needs no lock on the way of a question.
 */
final class Histories {
    private final EventStore events;
    private final int capacity;
    private volatile Generations generations = new Generations(new EventStore.Extent(0, 0, 0, 0, 0));

    private static final class Generations {
        final EventStore.Extent extent;
        volatile Map<Integer, History> young = new ConcurrentHashMap<>();
        volatile Map<Integer, History> old = new ConcurrentHashMap<>();

        Generations(EventStore.Extent extent) {
            this.extent = extent;
        }
    }

    /**
     * @param capacity histories kept at most
     */
    Histories(EventStore events, int capacity) {
        this.events = events;
        this.capacity = capacity;
    }

    /** The history of a customer. */
    History of(int customer, EventWeights weights, ItemCatalog catalog) {
        Generations current = upToDate();
        History known = current.young.get(customer);
        if (known != null) {
            return known;
        }
        History found = current.old.get(customer);
        if (found == null) {
            found = read(customer, weights, catalog);
        }
        if (current.young.size() >= capacity / 2) {
            current.old = current.young;
            current.young = new ConcurrentHashMap<>();
        }
        current.young.put(customer, found);
        return found;
    }

    /** Forgets everything: the weights have changed. */
    void clear() {
        generations = new Generations(events.extent());
    }

    private Generations upToDate() {
        EventStore.Extent now = events.extent();
        Generations current = generations;
        if (current.extent.equals(now)) {
            return current;
        }
        synchronized (this) {
            current = generations;
            if (!current.extent.equals(now)) {
                current = carriedOver(current, now);
                generations = current;
            }
            return current;
        }
    }

    private Generations carriedOver(Generations before, EventStore.Extent now) {
        Generations fresh = new Generations(now);
        long arrived = now.last() - before.extent.last();
        if (before.young.isEmpty() && before.old.isEmpty() || arrived > capacity) {
            return fresh;
        }
        fresh.young.putAll(before.old);
        fresh.young.putAll(before.young);
        if (arrived > 0) {
            events.visitAfter(before.extent.last(), (number, event) -> fresh.young.remove(event.customer()));
        }
        if (now.revision() != before.extent.revision()) {
            events.changedSince(before.extent.revision()).stream().forEach(fresh.young::remove);
        }
        return fresh;
    }

    /** Weights as they were when things happened: how far they have faded is told when a question is put. */
    private History read(int customer, EventWeights weights, ItemCatalog catalog) {
        EventCollector collector = new EventCollector(weights, catalog, customer + 1);
        events.visitCustomer(customer, (number, event) -> collector.add(event));
        return collector.settled().history();
    }

    /** The histories of many customers, read in one go and not kept; those without events are left out. */
    static Map<Integer, History> read(EventStore events, BitSet customers, EventWeights weights, ItemCatalog catalog) {
        Map<Integer, EventCollector> collectors = new HashMap<>();
        events.visitCustomers(
                customers,
                (number, event) -> collectors
                        .computeIfAbsent(
                                event.customer(), customer -> new EventCollector(weights, catalog, customer + 1))
                        .add(event));
        Map<Integer, History> histories = new HashMap<>();
        collectors.forEach((customer, collector) ->
                histories.put(customer, collector.settled().history()));
        return histories;
    }
}
