// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.Event;
import org.tessera.api.store.EventStore;
import org.tessera.api.strategy.Progress;

/**
 * One walk over all events: how many of each type in each stretch of time, how much money, and what each item had. Needs
 * memory for items and stretches only.
 */
final class EventScan {
    private static final int REPORT_EVERY = 1 << 16;

    private final EventStore.Extent extent;
    private final Stretches stretches;
    private final Map<String, long[]> counts = new LinkedHashMap<>();
    private final double[] money;
    private final Map<String, ItemTotals> items = new LinkedHashMap<>();
    private double turnover;
    private long seen;

    private EventScan(EventStore.Extent extent) {
        this.extent = extent;
        this.stretches = Stretches.between(extent.oldest(), extent.newest());
        this.money = new double[stretches.count()];
    }

    static EventScan of(EventStore store, Progress progress) {
        EventScan scan = new EventScan(store.extent());
        if (scan.extent.count() > 0) {
            store.visitAfter(0, (number, event) -> scan.add(event, progress));
        }
        return scan;
    }

    private void add(Event event, Progress progress) {
        if (seen++ % REPORT_EVERY == 0) {
            progress.report("reading events", seen, extent.count());
        }
        int stretch = stretches.indexOf(event.time());
        counts.computeIfAbsent(event.type(), type -> new long[stretches.count()])[stretch]++;
        boolean bought = event.type().equals(Event.PURCHASE);
        double value = bought && !Double.isNaN(event.value()) ? event.value() : 0;
        money[stretch] += value;
        turnover += value;
        if (event.hasItem()) {
            items.computeIfAbsent(event.type(), type -> new ItemTotals()).add(event.item(), event.quantity(), value);
        }
    }

    EventStore.Extent extent() {
        return extent;
    }

    Stretches stretches() {
        return stretches;
    }

    /** Types of events, the most frequent first. */
    List<String> types() {
        return counts.keySet().stream()
                .sorted(Comparator.<String>comparingLong(type -> -total(type)).thenComparing(type -> type))
                .toList();
    }

    long total(String type) {
        return Arrays.stream(series(type)).sum();
    }

    /** Events of a type by stretch of time. */
    long[] series(String type) {
        return counts.getOrDefault(type, new long[stretches.count()]);
    }

    /** Money of purchases by stretch of time. */
    double[] money() {
        return money;
    }

    /** Money of all purchases, 0 where there is none. */
    double turnover() {
        return turnover;
    }

    /** The type by which items are ranked: purchases where there are any, else what there is most of. */
    String leadingType() {
        return counts.containsKey(Event.PURCHASE)
                ? Event.PURCHASE
                : types().stream().findFirst().orElse("");
    }

    /** What each item had of events of a type. */
    ItemTotals items(String type) {
        return items.getOrDefault(type, new ItemTotals());
    }

    /** Sums by item index. */
    static final class ItemTotals {
        private long[] counts = new long[0];
        private double[] units = new double[0];
        private double[] money = new double[0];

        private void add(int item, double quantity, double value) {
            if (item >= counts.length) {
                int length = Math.max(item + 1, counts.length * 2);
                counts = Arrays.copyOf(counts, length);
                units = Arrays.copyOf(units, length);
                money = Arrays.copyOf(money, length);
            }
            counts[item]++;
            units[item] += quantity;
            money[item] += value;
        }

        long count(int item) {
            return item < counts.length ? counts[item] : 0;
        }

        double units(int item) {
            return item < units.length ? units[item] : 0;
        }

        double money(int item) {
            return item < money.length ? money[item] : 0;
        }
    }
}
