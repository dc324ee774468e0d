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
import org.tessera.numerics.running.FrequentNames;
import org.tessera.numerics.running.LocalClock;
import org.tessera.numerics.running.Packed;

/** When a customer was there, how often, and what the events were. */
final class Presence {
    /** Stands for a time that is not known: sources without times leave it 0. */
    static final long UNKNOWN = 0;

    private static final int TYPES = 12;
    private static final String GROUP = "Presence";

    private FrequentNames types = new FrequentNames(TYPES);
    private long first = UNKNOWN;
    private long last = UNKNOWN;
    private int activeDays;

    static void declare(Options options, List<Trait> traits) {
        traits.add(time("first_seen", "First seen", "Time of the first event."));
        traits.add(time("last_seen", "Last seen", "Time of the newest event."));
        traits.add(number("days_since_seen", "Since last seen", "days", "Days since the newest event.", true));
        traits.add(number("tenure_days", "Time as customer", "days", "Days since the first event.", true));
        traits.add(number("active_days", "Active days", "days", "Calendar days with at least one event.", true));
        for (int days : options.windows()) {
            traits.add(number(
                    activeIn(days),
                    "Active in " + days + " days",
                    "days",
                    "Days with an event among the last " + days + " calendar days, today included.",
                    false));
        }
        int period = options.trendDays();
        traits.add(number(
                "activity_trend",
                "Activity trend",
                "",
                "Active days of the last " + period + " days less those of the " + period
                        + " days before, over the sum of both: -1 stopped, 0 as before, 1 began;"
                        + " only for those who were customers through both periods.",
                false));
        traits.add(number("events", "Events", "events", "Number of events.", false));
        traits.add(new Trait(
                "event_share",
                "Kinds of events",
                Trait.Type.SHARES,
                "",
                GROUP,
                "Share of each type among the events.",
                false));
    }

    private static Trait number(String name, String label, String unit, String meaning, boolean clustering) {
        return new Trait(name, label, Trait.Type.NUMBER, unit, GROUP, meaning, clustering);
    }

    private static Trait time(String name, String label, String meaning) {
        return new Trait(name, label, Trait.Type.TIME, "", GROUP, meaning, false);
    }

    private static String activeIn(int days) {
        return "active_days_" + days + "d";
    }

    void add(Event event, boolean newDay) {
        types.add(event.type(), 1);
        if (event.time() == UNKNOWN) {
            return;
        }
        if (first == UNKNOWN) {
            first = event.time();
        }
        last = event.time();
        activeDays += newDay ? 1 : 0;
    }

    boolean hasTime() {
        return first != UNKNOWN;
    }

    /** Whether this ends on the day on which another begins. */
    boolean meets(Presence later, Options options) {
        return hasTime()
                && later.hasTime()
                && options.clock().day(last) >= options.clock().day(later.first);
    }

    void merge(Presence later, boolean sameDay) {
        types.merge(later.types);
        first = first == UNKNOWN ? later.first : first;
        last = later.last == UNKNOWN ? last : later.last;
        activeDays += later.activeDays - (sameDay ? 1 : 0);
    }

    void put(DayLedger days, long now, Options options, TraitSink sink) {
        if (types.total() == 0) {
            return;
        }
        sink.number("events", types.total());
        sink.shares("event_share", types.shares());
        if (!hasTime()) {
            return;
        }
        sink.time("first_seen", first);
        sink.time("last_seen", last);
        sink.number("days_since_seen", Rounded.hundredths((double) (now - last) / LocalClock.DAY));
        sink.number("tenure_days", Rounded.hundredths((double) (now - first) / LocalClock.DAY));
        sink.number("active_days", activeDays);
        int today = options.clock().day(now);
        for (int window : options.windows()) {
            sink.number(activeIn(window), days.days(today - window + 1, today));
        }
        int period = options.trendDays();
        int begin = today - 2 * period + 1;
        if (options.clock().day(first) <= begin) {
            double before = days.days(begin, today - period);
            double recent = days.days(today - period + 1, today);
            if (before + recent > 0) {
                sink.number("activity_trend", Rounded.hundredths((recent - before) / (recent + before)));
            }
        }
    }

    void write(DataOutput out) throws IOException {
        types.write(out);
        Packed.writeSigned(out, first);
        Packed.write(out, last - first);
        Packed.write(out, activeDays);
    }

    static Presence read(DataInput in) throws IOException {
        Presence presence = new Presence();
        presence.types = FrequentNames.read(in, TYPES);
        presence.first = Packed.readSigned(in);
        presence.last = presence.first + Packed.read(in);
        presence.activeDays = Packed.readUpTo(in, Integer.MAX_VALUE, "number of active days");
        return presence;
    }
}
