// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.running;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * Day, hour and weekday on the clocks of a zone, fast enough for every event: the changes of the zone's offset from
 * 1900 to 2100 are laid out once and searched; later times keep the last offset. Immutable.
 */
public final class LocalClock {
    /** Milliseconds of a day. */
    public static final long DAY = 86_400_000L;

    private static final long HOUR = 3_600_000L;
    private static final Instant FROM = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2100-01-01T00:00:00Z");

    private final long[] changes;
    private final long[] offsets;

    private LocalClock(long[] changes, long[] offsets) {
        this.changes = changes;
        this.offsets = offsets;
    }

    /** The clock of a zone. */
    public static LocalClock of(ZoneId zone) {
        ZoneRules rules = zone.getRules();
        long[] changes = new long[512];
        long[] offsets = new long[513];
        offsets[0] = millis(rules.getOffset(FROM));
        int size = 0;
        ZoneOffsetTransition change = rules.nextTransition(FROM);
        while (change != null && change.getInstant().isBefore(TO)) {
            if (size == changes.length) {
                changes = Arrays.copyOf(changes, 2 * size);
                offsets = Arrays.copyOf(offsets, 2 * size + 1);
            }
            changes[size++] = change.getInstant().toEpochMilli();
            offsets[size] = millis(change.getOffsetAfter());
            change = rules.nextTransition(change.getInstant());
        }
        return new LocalClock(Arrays.copyOf(changes, size), Arrays.copyOf(offsets, size + 1));
    }

    private static long millis(ZoneOffset offset) {
        return 1000L * offset.getTotalSeconds();
    }

    /** Local days since 1970-01-01 at a time in ms since 1970. */
    public int day(long time) {
        return (int) Math.floorDiv(time + offset(time), DAY);
    }

    /** Local hours since 1970-01-01T00:00 at a time in ms since 1970. */
    public int hour(long time) {
        return (int) Math.floorDiv(time + offset(time), HOUR);
    }

    /** Hour of the day, 0..23, of local hours since 1970. */
    public static int hourOfDay(int hour) {
        return Math.floorMod(hour, 24);
    }

    /** Day of local hours since 1970. */
    public static int dayOf(int hour) {
        return Math.floorDiv(hour, 24);
    }

    /** Day of the week, 0 for Monday, of local days since 1970-01-01, a Thursday. */
    public static int weekday(int day) {
        return Math.floorMod(day + 3, 7);
    }

    private long offset(long time) {
        if (changes.length == 0) {
            return offsets[0];
        }
        int at = Arrays.binarySearch(changes, time);
        return offsets[at >= 0 ? at + 1 : -at - 1];
    }
}
