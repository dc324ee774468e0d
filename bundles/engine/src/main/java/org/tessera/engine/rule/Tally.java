// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.HashSet;
import java.util.Set;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;

/** What a function makes of the events of one customer, which come in order of time. For one thread. */
final class Tally {
    /** Purchases without an order are one order while at most so long lies between them. */
    private static final long ORDER_GAP = Span.HOUR / 2;

    private final Counting counting;
    private final long begin;
    private final Set<String> orders = new HashSet<>();
    private long count;
    private long unnamedOrders;
    private long unnamedTime;
    private double money;
    private double units;
    private long oldest;
    private long newest;

    Tally(Counting counting, long now) {
        this.counting = counting;
        this.begin =
                counting.window().isPresent() ? now - counting.window().get().millis() : Long.MIN_VALUE;
        reset();
    }

    void reset() {
        orders.clear();
        count = 0;
        unnamedOrders = 0;
        unnamedTime = Facts.NEVER;
        money = 0;
        units = 0;
        oldest = Facts.NEVER;
        newest = Facts.NEVER;
    }

    void add(Event event, ItemCatalog items) {
        if (event.time() <= begin || !counting.counts(event, items)) {
            return;
        }
        if (count++ == 0) {
            oldest = event.time();
        }
        newest = event.time();
        money += Double.isNaN(event.value()) ? 0 : event.value();
        units += event.quantity();
        if (counting.function() == Function.ORDERS) {
            addOrder(event);
        }
    }

    private void addOrder(Event event) {
        if (!event.order().isEmpty()) {
            orders.add(event.order());
            return;
        }
        if (unnamedTime == Facts.NEVER || event.time() - unnamedTime > ORDER_GAP) {
            unnamedOrders++;
        }
        unnamedTime = event.time();
    }

    /** The function's number; NaN where there is none. */
    double number(Facts facts) {
        if (counting.function() == Function.DAYS_SINCE) {
            sureWhileInWindow(newest, facts);
            return newest == Facts.NEVER ? Double.NaN : (double) (facts.now() - newest) / Span.DAY;
        }
        sureWhileInWindow(oldest, facts);
        return switch (counting.function()) {
            case SPEND -> money;
            case QUANTITY -> units;
            case ORDERS -> orders.size() + unnamedOrders;
            default -> count;
        };
    }

    /** Whether there was any. */
    boolean any(Facts facts) {
        sureWhileInWindow(newest, facts);
        return count > 0;
    }

    /** Time of the first or last one; {@link Facts#NEVER} where there is none. */
    long time(Facts facts) {
        long time = counting.function() == Function.FIRST ? oldest : newest;
        sureWhileInWindow(time, facts);
        return time;
    }

    private void sureWhileInWindow(long time, Facts facts) {
        if (time != Facts.NEVER && counting.window().isPresent()) {
            facts.sureAtMostUntil(time + counting.window().get().millis());
        }
    }
}
