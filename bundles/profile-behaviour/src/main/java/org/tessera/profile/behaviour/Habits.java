// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.tessera.api.data.Event;
import org.tessera.api.profile.Trait;
import org.tessera.api.profile.TraitSink;
import org.tessera.numerics.running.FrequentNames;
import org.tessera.numerics.running.LocalClock;
import org.tessera.numerics.running.Packed;

/**
 * Hours, weekdays and channels. What counts is an hour of the calendar in which something happened, however much: an
 * order of a hundred lines is no more of a habit than one of two.
 */
final class Habits {
    private static final String GROUP = "Habits";
    private static final int CHANNELS = 8;
    private static final long HOUR = 3_600_000L;
    private static final int NEVER = Integer.MIN_VALUE;
    private static final String[] HOUR_NAMES = IntStream.range(0, 24)
            .mapToObj(hour -> String.format(Locale.ROOT, "%02d:00", hour))
            .toArray(String[]::new);
    private static final String[] WEEKDAY_NAMES = Arrays.stream(DayOfWeek.values())
            .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
            .toArray(String[]::new);

    private final int[] hours = new int[24];
    private final int[] weekdays = new int[7];
    private FrequentNames channels = new FrequentNames(CHANNELS);
    private int firstHour = NEVER;
    private int lastHour = NEVER;
    private int firstChannelHour = NEVER;
    private int lastChannelHour = NEVER;
    private String firstChannel = "";
    private boolean clocked;

    static void declare(List<Trait> traits) {
        traits.add(preferred(
                "preferred_hour",
                "Preferred hour",
                "The hour of the day with most activity; of equal ones, that with more around it."));
        traits.add(shares("hour_share", "Hours", "Share of each hour of the day."));
        traits.add(preferred("preferred_weekday", "Preferred weekday", "The day of the week with most activity."));
        traits.add(shares("weekday_share", "Weekdays", "Share of each day of the week."));
        traits.add(preferred("preferred_channel", "Preferred channel", "The channel with most activity."));
        traits.add(shares("channel_share", "Channels", "Share of each channel."));
    }

    private static Trait preferred(String name, String label, String meaning) {
        return new Trait(name, label, Trait.Type.CATEGORY, "", GROUP, meaning, false);
    }

    private static Trait shares(String name, String label, String meaning) {
        return new Trait(name, label, Trait.Type.SHARES, "", GROUP, meaning, false);
    }

    /** @param hour local hours since 1970 */
    void add(Event event, int hour) {
        // Sources that know only the date say midnight, which is no habit.
        clocked |= event.time() % HOUR != 0;
        if (lastHour == NEVER) {
            firstHour = hour;
        }
        if (hour > lastHour) {
            count(hour, 1);
            lastHour = hour;
        }
        if (!event.channel().isEmpty() && hour > lastChannelHour) {
            if (lastChannelHour == NEVER) {
                firstChannelHour = hour;
                firstChannel = event.channel();
            }
            channels.add(event.channel(), 1);
            lastChannelHour = hour;
        }
    }

    private void count(int hour, int by) {
        hours[LocalClock.hourOfDay(hour)] += by;
        weekdays[LocalClock.weekday(LocalClock.dayOf(hour))] += by;
    }

    void merge(Habits later) {
        clocked |= later.clocked;
        for (int k = 0; k < hours.length; k++) {
            hours[k] += later.hours[k];
        }
        for (int k = 0; k < weekdays.length; k++) {
            weekdays[k] += later.weekdays[k];
        }
        channels.merge(later.channels);
        if (later.lastHour != NEVER) {
            if (lastHour != NEVER && later.firstHour <= lastHour) {
                count(later.firstHour, -1);
            }
            firstHour = firstHour == NEVER ? later.firstHour : firstHour;
            lastHour = later.lastHour;
        }
        if (later.lastChannelHour != NEVER) {
            if (lastChannelHour != NEVER && later.firstChannelHour <= lastChannelHour) {
                channels.subtract(later.firstChannel, 1);
            }
            if (firstChannelHour == NEVER) {
                firstChannelHour = later.firstChannelHour;
                firstChannel = later.firstChannel;
            }
            lastChannelHour = later.lastChannelHour;
        }
    }

    void put(TraitSink sink) {
        if (lastHour == NEVER) {
            return;
        }
        if (clocked) {
            put("preferred_hour", "hour_share", Ranked.cyclicShares(HOUR_NAMES, hours), sink);
        }
        put("preferred_weekday", "weekday_share", Ranked.shares(WEEKDAY_NAMES, weekdays), sink);
        put("preferred_channel", "channel_share", channels.shares(), sink);
    }

    private static void put(String preferred, String shares, Map<String, Double> values, TraitSink sink) {
        if (!values.isEmpty()) {
            sink.category(preferred, values.keySet().iterator().next());
            sink.shares(shares, values);
        }
    }

    void write(DataOutput out) throws IOException {
        Packed.write(out, (lastHour == NEVER ? 0 : 1) | (lastChannelHour == NEVER ? 0 : 2) | (clocked ? 4 : 0));
        if (lastHour == NEVER) {
            return;
        }
        writeCounts(hours, out);
        writeCounts(weekdays, out);
        Packed.writeSigned(out, firstHour);
        Packed.write(out, (long) lastHour - firstHour);
        if (lastChannelHour != NEVER) {
            channels.write(out);
            Packed.writeSigned(out, firstChannelHour);
            Packed.write(out, (long) lastChannelHour - firstChannelHour);
            Packed.writeText(out, firstChannel);
        }
    }

    static Habits read(DataInput in) throws IOException {
        Habits habits = new Habits();
        int flags = Packed.readUpTo(in, 7, "flags of habits");
        habits.clocked = (flags & 4) != 0;
        if ((flags & 1) == 0) {
            return habits;
        }
        readCounts(habits.hours, in);
        readCounts(habits.weekdays, in);
        habits.firstHour = (int) Packed.readSigned(in);
        habits.lastHour = habits.firstHour + (int) Packed.read(in);
        if ((flags & 2) != 0) {
            habits.channels = FrequentNames.read(in, CHANNELS);
            habits.firstChannelHour = (int) Packed.readSigned(in);
            habits.lastChannelHour = habits.firstChannelHour + (int) Packed.read(in);
            habits.firstChannel = Packed.readText(in);
        }
        return habits;
    }

    /** Which of the counts are there, then those. */
    private static void writeCounts(int[] counts, DataOutput out) throws IOException {
        int present = 0;
        for (int k = 0; k < counts.length; k++) {
            present |= counts[k] > 0 ? 1 << k : 0;
        }
        Packed.write(out, present);
        for (int count : counts) {
            if (count > 0) {
                Packed.write(out, count);
            }
        }
    }

    private static void readCounts(int[] counts, DataInput in) throws IOException {
        int present = Packed.readUpTo(in, (1 << counts.length) - 1, "set of counts");
        for (int k = 0; k < counts.length; k++) {
            counts[k] = (present & 1 << k) == 0 ? 0 : Packed.readUpTo(in, Integer.MAX_VALUE, "count");
        }
    }
}
