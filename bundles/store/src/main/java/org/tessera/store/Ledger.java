// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.tessera.api.data.Event;
import org.tessera.api.store.EventStore.Extent;

/**
 * The events at one moment: up to where they go, and what cancellations took back of them. Rows of events never change,
 * so a reader that holds a ledger sees one state however long it reads. Immutable; it grows with the cancellations
 * (16 bytes each), not with the events.
 */
final class Ledger {
    /** Smaller remainders come from adding fractions. */
    static final double NOTHING = 1e-9;

    private final Extent extent;
    private final Units taken;
    private final Units open;

    /** Units by event number, ascending. */
    private record Units(long[] events, double[] units) {
        static final Units NONE = new Units(new long[0], new double[0]);

        double of(long event) {
            int place = Arrays.binarySearch(events, event);
            return place < 0 ? 0 : units[place];
        }

        /** This with other values for some events; those that become 0 are left out. */
        Units with(Map<Long, Double> changes) {
            if (changes.isEmpty()) {
                return this;
            }
            TreeMap<Long, Double> sorted = new TreeMap<>(changes);
            long[] mergedEvents = new long[events.length + sorted.size()];
            double[] mergedUnits = new double[mergedEvents.length];
            int size = 0;
            int place = 0;
            for (Map.Entry<Long, Double> change : sorted.entrySet()) {
                long event = change.getKey();
                int until = Arrays.binarySearch(events, event);
                boolean replaced = until >= 0;
                int copied = (replaced ? until : -until - 1) - place;
                System.arraycopy(events, place, mergedEvents, size, copied);
                System.arraycopy(units, place, mergedUnits, size, copied);
                place += copied + (replaced ? 1 : 0);
                size += copied;
                if (change.getValue() > NOTHING) {
                    mergedEvents[size] = event;
                    mergedUnits[size++] = change.getValue();
                }
            }
            int rest = events.length - place;
            System.arraycopy(events, place, mergedEvents, size, rest);
            System.arraycopy(units, place, mergedUnits, size, rest);
            size += rest;
            return new Units(Arrays.copyOf(mergedEvents, size), Arrays.copyOf(mergedUnits, size));
        }
    }

    private Ledger(Extent extent, Units taken, Units open) {
        this.extent = extent;
        this.taken = taken;
        this.open = open;
    }

    static Ledger empty() {
        return new Ledger(new Extent(0, 0, 0, 0, 0), Units.NONE, Units.NONE);
    }

    Extent extent() {
        return extent;
    }

    /** Units of a purchase that were taken back. */
    double taken(long purchase) {
        return taken.of(purchase);
    }

    /** Units of a cancellation that have not found a purchase. */
    double open(long cancel) {
        return open.of(cancel);
    }

    /**
     * The ledger after a commit.
     *
     * @param takenNow units taken back in all, of the purchases concerned
     * @param openNow units still open, of the cancellations concerned; 0 where settled
     */
    Ledger with(Extent extentNow, Map<Long, Double> takenNow, Map<Long, Double> openNow) {
        return new Ledger(extentNow, taken.with(takenNow), open.with(openNow));
    }

    /** Units of an event that are left: none where it is not to be handed out any more. */
    double left(long number, String type, double quantity) {
        if (type.equals(Event.CANCEL)) {
            return open(number);
        }
        double back = taken(number);
        // What nobody took back is handed out whatever its quantity is.
        return back == 0 ? quantity : Math.max(0, quantity - back);
    }

    /** Whether an event with so many units left is gone. */
    boolean gone(long number, String type, double left) {
        return left <= NOTHING && (type.equals(Event.CANCEL) || taken(number) > 0);
    }
}
