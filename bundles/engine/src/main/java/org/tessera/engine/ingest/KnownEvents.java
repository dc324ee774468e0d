// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Knows which events are already in the store, by their fingerprints. Holds the days that the file is at, fetches others
 * from the store when a record needs them, and forgets those not used for longest once it holds more than it may: memory
 * is bounded whatever the size of the file and of the store, and files that are roughly in order of time are fast.
 *
 * <p>Not safe for many threads, except {@link #committed}.
 */
final class KnownEvents {
    private static final long DAY_MS = 86_400_000;

    private final LongFunction<long[]> store;
    private final long limit;
    private final Map<Long, Day> days = new LinkedHashMap<>(16, 0.75f, true);
    private volatile long committed = -1;
    private long held;
    private long latestDay;
    private @Nullable Day latest;

    private static final class Day {
        private final LongSet fingerprints = new LongSet();
        private long lastBatch = -1;
    }

    /**
     * @param store the fingerprints of the committed events of a day, counted from 1970
     * @param limit fingerprints to hold, about
     */
    KnownEvents(LongFunction<long[]> store, long limit) {
        this.store = store;
        this.limit = limit;
    }

    /** Whether the store, or this import before, has an event. */
    boolean contains(long time, long fingerprint) {
        return day(time).fingerprints.contains(fingerprint);
    }

    /**
     * Notes an event.
     *
     * @param batch number of the batch that will bring it into the store; they ascend from 0
     */
    void add(long time, long fingerprint, long batch) {
        Day day = day(time);
        day.lastBatch = batch;
        if (day.fingerprints.add(fingerprint)) {
            held++;
        }
        if (held > limit) {
            forget(day);
        }
    }

    /** Notes that every batch up to this one is in the store. Safe to call from another thread. */
    void committed(long batch) {
        committed = batch;
    }

    /** Fingerprints held. */
    long held() {
        return held;
    }

    private Day day(long time) {
        long number = Math.floorDiv(time, DAY_MS);
        @Nullable Day current = latest;
        if (current != null && latestDay == number) {
            return current;
        }
        @Nullable Day known = days.get(number);
        if (known == null) {
            known = new Day();
            for (long fingerprint : store.apply(number)) {
                known.fingerprints.add(fingerprint);
            }
            held += known.fingerprints.size();
            days.put(number, known);
            if (held > limit) {
                forget(known);
            }
        }
        latest = known;
        latestDay = number;
        return known;
    }

    /** Forgets days until few enough are held; those with events not yet in the store stay. */
    private void forget(Day current) {
        Iterator<Day> oldest = days.values().iterator();
        while (held > limit / 2 && oldest.hasNext()) {
            Day day = oldest.next();
            if (!day.equals(current) && day.lastBatch <= committed) {
                held -= day.fingerprints.size();
                oldest.remove();
            }
        }
    }
}
