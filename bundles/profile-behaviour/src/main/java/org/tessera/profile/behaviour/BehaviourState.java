// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.profile.TraitSink;
import org.tessera.numerics.running.DayLedger;

/** What is kept of a customer's behaviour. The days hold events as counts and orders as amounts. */
final class BehaviourState {
    private final Presence presence;
    private final DayLedger days;
    private final Baskets baskets;
    private final Taste taste;
    private final Habits habits;

    /** @param categories kept for one customer */
    BehaviourState(int categories) {
        this(new Presence(), new DayLedger(), new Baskets(), new Taste(categories), new Habits());
    }

    private BehaviourState(Presence presence, DayLedger days, Baskets baskets, Taste taste, Habits habits) {
        this.presence = presence;
        this.days = days;
        this.baskets = baskets;
        this.taste = taste;
        this.habits = habits;
    }

    void add(Event event, ItemCatalog items, PriceLevels prices, Options options) {
        boolean timed = event.time() != Presence.UNKNOWN;
        int hour = timed ? options.clock().hour(event.time()) : 0;
        int day = Math.floorDiv(hour, 24);
        boolean product = event.hasItem() && items.isProduct(event.item());
        boolean orders = false;
        if (options.purchases().contains(event.type()) && event.quantity() > 0) {
            orders = baskets.add(event, product || !event.hasItem(), day, options.orderGap());
        }
        if (product && !options.tasteless().contains(event.type())) {
            taste.add(event, items, prices);
        }
        boolean newDay = false;
        if (timed) {
            habits.add(event, hour);
            newDay = days.add(day, 1, orders ? 1 : 0);
            if (newDay) {
                days.trim(options.horizon());
            }
        }
        presence.add(event, newDay);
    }

    void merge(BehaviourState later, Options options) {
        boolean sameDay = presence.meets(later.presence, options);
        presence.merge(later.presence, sameDay);
        days.merge(later.days);
        baskets.merge(later.baskets, options.orderGap(), days);
        days.trim(options.horizon());
        taste.merge(later.taste);
        habits.merge(later.habits);
    }

    void put(long now, Options options, TraitSink sink) {
        presence.put(days, now, options, sink);
        if (presence.hasTime()) {
            Rhythm.put(days, options.clock().day(now), sink);
        }
        baskets.put(sink);
        taste.put(sink);
        habits.put(sink);
    }

    void write(DataOutput out) throws IOException {
        presence.write(out);
        days.write(out);
        baskets.write(out);
        taste.write(out);
        habits.write(out);
    }

    static BehaviourState read(DataInput in, int categories) throws IOException {
        return new BehaviourState(
                Presence.read(in), DayLedger.read(in), Baskets.read(in), Taste.read(in, categories), Habits.read(in));
    }
}
