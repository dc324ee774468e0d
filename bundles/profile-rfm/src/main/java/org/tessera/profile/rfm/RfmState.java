// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.rfm;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.tessera.api.data.Event;
import org.tessera.numerics.running.DayLedger;
import org.tessera.numerics.running.LocalClock;
import org.tessera.numerics.running.OrderCounter;
import org.tessera.numerics.running.Packed;

/** What is kept of a customer's purchases: totals, and orders and money by day as far back as windows look. */
final class RfmState {
    /** Milliseconds of a day. */
    static final long DAY = LocalClock.DAY;

    /** Stands for a time that is not known: sources without times leave it 0. */
    private static final long UNKNOWN = 0;

    private OrderCounter orders = new OrderCounter();
    private DayLedger days = new DayLedger();
    private int lines;
    private int priced;
    private long money;
    private long first = UNKNOWN;
    private long last = UNKNOWN;

    void add(Event event, Options options) {
        int day = options.clock().day(event.time());
        boolean starts = orders.add(event.order(), event.time(), day, options.orderGap());
        lines++;
        double paid = Double.isNaN(event.value()) ? event.price() * event.quantity() : event.value();
        long amount = 0;
        if (Double.isFinite(paid)) {
            amount = Packed.fixed(paid);
            money = Packed.fixedSum(money, amount);
            priced++;
        }
        if (event.time() == UNKNOWN) {
            return;
        }
        if (first == UNKNOWN) {
            first = event.time();
        }
        last = event.time();
        if (days.add(day, starts ? 1 : 0, amount)) {
            days.trim(options.horizon());
        }
    }

    void merge(RfmState later, Options options) {
        days.merge(later.days);
        orders.merge(later.orders, options.orderGap(), day -> days.subtract(day, 1));
        days.trim(options.horizon());
        lines += later.lines;
        priced += later.priced;
        money = Packed.fixedSum(money, later.money);
        first = first == UNKNOWN ? later.first : first;
        last = later.last == UNKNOWN ? last : later.last;
    }

    int orders() {
        return orders.count();
    }

    boolean hasTime() {
        return first != UNKNOWN;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    boolean hasMoney() {
        return priced > 0;
    }

    /** Whether practically all purchases say what they cost, so that a mean makes sense. */
    boolean moneyIsComplete() {
        return priced >= 0.9 * lines;
    }

    double money() {
        return Packed.unfixed(money);
    }

    /** Orders from one local day to another, both included. */
    long ordersBetween(int from, int to) {
        return days.counted(from, to);
    }

    /** Money from one local day to another, both included. */
    double moneyBetween(int from, int to) {
        return Packed.unfixed(days.added(from, to));
    }

    void write(DataOutput out) throws IOException {
        orders.write(out);
        if (orders.count() == 0) {
            return;
        }
        Packed.write(out, lines);
        Packed.write(out, priced);
        Packed.writeFixed(out, money);
        Packed.writeSigned(out, first);
        Packed.write(out, last - first);
        days.write(out);
    }

    static RfmState read(DataInput in) throws IOException {
        RfmState state = new RfmState();
        state.orders = OrderCounter.read(in);
        if (state.orders.count() == 0) {
            return state;
        }
        state.lines = Packed.readUpTo(in, Integer.MAX_VALUE, "number of lines");
        state.priced = Packed.readUpTo(in, state.lines, "number of lines with money");
        state.money = Packed.readFixed(in);
        state.first = Packed.readSigned(in);
        state.last = state.first + Packed.read(in);
        state.days = DayLedger.read(in);
        return state;
    }
}
