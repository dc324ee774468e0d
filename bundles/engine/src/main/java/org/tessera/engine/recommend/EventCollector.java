// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.engine.measure.EventLog;

/**
 * Collects the events that count, and leaves out purchases that were taken back: each return takes units from the latest
 * purchases of the item by the customer that are not later than it, and a purchase without any unit left never happened.
 * For one thread.
 */
final class EventCollector {
    private final EventWeights weights;
    private final ItemCatalog catalog;
    private final int customers;
    private final EventLog log;
    private final List<Return> returns = new ArrayList<>();
    private float[] units = new float[16];

    private record Return(int customer, int item, long time, double units) {}

    /** @param customers those with an index below */
    EventCollector(EventWeights weights, ItemCatalog catalog, int customers) {
        this.weights = weights;
        this.catalog = catalog;
        this.customers = customers;
        this.log = weights.log();
    }

    void add(Event event) {
        // Who or what arrived after this began has to wait for the next time.
        if (event.customer() >= customers || event.item() >= catalog.size()) {
            return;
        }
        if (weights.takesBack(event)) {
            returns.add(new Return(event.customer(), event.item(), event.time(), Math.abs(event.quantity())));
            return;
        }
        float weight = weights.of(event);
        if (weight > 0 && catalog.isProduct(event.item())) {
            int number = log.size();
            log.add(event.customer(), event.item(), weight, event.time(), event.order());
            if (number == units.length) {
                units = Arrays.copyOf(units, Math.addExact(number, number >> 1));
            }
            boolean purchase = event.type().equals(Event.PURCHASE);
            units[number] = purchase ? (float) event.quantity() : Float.NaN;
        }
    }

    /** What counts in the end. */
    EventLog settled() {
        if (returns.isEmpty()) {
            return log;
        }
        Set<Long> returned = new HashSet<>();
        returns.forEach(r -> returned.add(pair(r.customer(), r.item())));
        Map<Long, List<Integer>> purchases = new HashMap<>();
        for (int e = 0; e < log.size(); e++) {
            long pair = pair(log.customer(e), log.item(e));
            if (!Float.isNaN(units[e]) && returned.contains(pair)) {
                purchases.computeIfAbsent(pair, unseen -> new ArrayList<>()).add(e);
            }
        }
        purchases.values().forEach(own -> own.sort(Comparator.comparingLong((Integer e) -> -log.time(e))));
        BitSet gone = new BitSet();
        returns.sort(Comparator.comparingLong(Return::time));
        for (Return r : returns) {
            takeBack(r, purchases.getOrDefault(pair(r.customer(), r.item()), List.of()), gone);
        }
        return gone.isEmpty() ? log : log.where(e -> !gone.get(e));
    }

    private void takeBack(Return r, List<Integer> purchases, BitSet gone) {
        double left = Double.isNaN(r.units()) ? 1 : r.units();
        for (int e : purchases) {
            if (left > 0 && log.time(e) <= r.time() && !gone.get(e)) {
                double taken = Math.min(left, units[e]);
                units[e] -= (float) taken;
                left -= taken;
                if (units[e] <= 0) {
                    gone.set(e);
                }
            }
        }
    }

    private static long pair(int customer, int item) {
        return (long) customer << 32 | item;
    }
}
