// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Bought;
import org.tessera.api.store.EventStore;

/**
 * When items were bought, and which are bought again and again. An item is a consumable for a customer who bought it on
 * at least two days; for everybody if enough of its buyers did, or if it is in a category named in the configuration. The
 * shares are counted over all events when they are first needed and again after {@link #FRESH} if there are new ones. Safe
 * for many threads.
 */
public final class Purchases {
    private static final long FRESH = TimeUnit.MINUTES.toNanos(10);
    private static final long DAY = TimeUnit.DAYS.toMillis(1);

    /** With fewer buyers a share says little. */
    private static final int FEWEST_BUYERS = 5;

    private final EventStore events;
    private final ToDoubleFunction<Event> weight;
    private Counts counts = new Counts(new EventStore.Extent(0, 0, 0, 0, 0), new int[0], new int[0]);
    private long counted;

    private record Counts(EventStore.Extent extent, int[] buyers, int[] again) {}

    /** How one customer bought an item. */
    private static final class Times {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;

        boolean again() {
            return Math.floorDiv(last, DAY) > Math.floorDiv(first, DAY);
        }
    }

    /** @param weight what an event says about the wish for an item */
    public Purchases(EventStore events, ToDoubleFunction<Event> weight) {
        this.events = events;
        this.weight = weight;
    }

    /**
     * Items a customer has that may be answered again all the same.
     *
     * @param seen items the customer has
     * @param enough what an event must weigh to count as a purchase
     * @param now to which days refer, ms since 1970
     */
    public ItemSet again(
            int customer, ItemSet seen, Bought bought, double enough, long now, double share, ItemSet listed) {
        if (bought.policy() == Bought.Policy.EXCLUDE) {
            return ItemSet.none();
        }
        Map<Integer, Times> own = new HashMap<>();
        events.visitCustomer(customer, (number, event) -> collect(event, enough, own));
        if (bought.policy() == Bought.Policy.AFTER) {
            long latest = now - TimeUnit.DAYS.toMillis(bought.days());
            return set(own, (item, times) -> seen.contains(item) && times.last <= latest);
        }
        Counts all = counts(enough);
        return set(
                own,
                (item, times) -> seen.contains(item)
                        && (times.again() || listed.contains(item) || isConsumable(all, item, share)));
    }

    private static boolean isConsumable(Counts all, int item, double share) {
        return item < all.buyers().length
                && all.buyers()[item] >= FEWEST_BUYERS
                && all.again()[item] >= share * all.buyers()[item];
    }

    private interface Condition {
        boolean holds(int item, Times times);
    }

    private static ItemSet set(Map<Integer, Times> own, Condition condition) {
        return ItemSet.of(own.entrySet().stream()
                .filter(entry -> condition.holds(entry.getKey(), entry.getValue()))
                .mapToInt(Map.Entry::getKey)
                .toArray());
    }

    private void collect(Event event, double enough, Map<Integer, Times> into) {
        if (event.hasItem() && weight.applyAsDouble(event) >= enough) {
            Times times = into.computeIfAbsent(event.item(), item -> new Times());
            times.first = Math.min(times.first, event.time());
            times.last = Math.max(times.last, event.time());
        }
    }

    private synchronized Counts counts(double enough) {
        EventStore.Extent extent = events.extent();
        boolean same = extent.equals(counts.extent());
        if (!same && (counts.buyers().length == 0 || System.nanoTime() - counted > FRESH)) {
            counts = count(extent, enough);
            counted = System.nanoTime();
        }
        return counts;
    }

    private Counts count(EventStore.Extent extent, double enough) {
        int[] sizes = new int[2];
        events.visitAfter(0, (number, event) -> {
            sizes[0] = Math.max(sizes[0], event.customer() + 1);
            sizes[1] = Math.max(sizes[1], event.item() + 1);
        });
        int[] buyers = new int[sizes[1]];
        int[] again = new int[sizes[1]];
        BitSet everybody = new BitSet();
        everybody.set(0, sizes[0]);
        Map<Integer, Times> own = new HashMap<>();
        int[] current = {Event.NONE};
        events.visitCustomers(everybody, (number, event) -> {
            if (event.customer() != current[0]) {
                add(own, buyers, again);
                current[0] = event.customer();
            }
            if (event.item() < sizes[1]) {
                collect(event, enough, own);
            }
        });
        add(own, buyers, again);
        return new Counts(extent, buyers, again);
    }

    private static void add(Map<Integer, Times> own, int[] buyers, int[] again) {
        own.forEach((item, times) -> {
            buyers[item]++;
            again[item] += times.again() ? 1 : 0;
        });
        own.clear();
    }

    /** Items of all these categories that there are; others are left out. */
    public static ItemSet listed(Shelf shelf, List<String> categories) {
        return categories.stream()
                .filter(name -> shelf.features().category(name).isPresent())
                .map(shelf::category)
                .reduce(ItemSet.none(), ItemSet::or);
    }

    /** Consumables for everybody, ascending: for tests and curious people. */
    int[] consumables(double enough, double share) {
        Counts all = counts(enough);
        return IntStream.range(0, all.buyers().length)
                .filter(item -> isConsumable(all, item, share))
                .toArray();
    }
}
