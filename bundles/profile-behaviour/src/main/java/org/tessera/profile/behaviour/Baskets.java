// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.tessera.api.data.Event;
import org.tessera.api.profile.Trait;
import org.tessera.api.profile.TraitSink;
import org.tessera.numerics.running.DayLedger;
import org.tessera.numerics.running.OrderCounter;
import org.tessera.numerics.running.Packed;

/** How much is in an order. Postage and fees are no lines of it. */
final class Baskets {
    private static final String GROUP = "Baskets";

    private OrderCounter orders = new OrderCounter();
    private int lines;
    private long units;

    static void declare(List<Trait> traits) {
        traits.add(new Trait(
                "items_per_order",
                "Items per order",
                Trait.Type.NUMBER,
                "items",
                GROUP,
                "Mean number of lines of an order.",
                true));
        traits.add(new Trait(
                "units_per_order",
                "Units per order",
                Trait.Type.NUMBER,
                "units",
                GROUP,
                "Mean number of units of an order, over all its items.",
                false));
    }

    /** Returns whether the event starts an order. */
    boolean add(Event event, boolean isLine, int day, long gap) {
        if (isLine) {
            lines++;
            units = Packed.fixedSum(units, Packed.fixed(event.quantity()));
        }
        return orders.add(event.order(), event.time(), day, gap);
    }

    void merge(Baskets later, long gap, DayLedger days) {
        orders.merge(later.orders, gap, day -> days.subtractAmount(day, 1));
        lines += later.lines;
        units = Packed.fixedSum(units, later.units);
    }

    void put(TraitSink sink) {
        if (lines > 0) {
            sink.number("items_per_order", Rounded.hundredths((double) lines / orders.count()));
            sink.number("units_per_order", Rounded.hundredths(Packed.unfixed(units) / orders.count()));
        }
    }

    void write(DataOutput out) throws IOException {
        orders.write(out);
        if (orders.count() > 0) {
            Packed.write(out, lines);
            Packed.writeFixed(out, units);
        }
    }

    static Baskets read(DataInput in) throws IOException {
        Baskets baskets = new Baskets();
        baskets.orders = OrderCounter.read(in);
        if (baskets.orders.count() > 0) {
            baskets.lines = Packed.readUpTo(in, Integer.MAX_VALUE, "number of lines");
            baskets.units = Packed.readFixed(in);
        }
        return baskets;
    }
}
