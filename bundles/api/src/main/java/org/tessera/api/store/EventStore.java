// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.store;

import java.util.BitSet;
import org.tessera.api.data.Event;

/**
 * Events as the rest of the engine reads them: net of what was taken back, settled cancellations left out. Every event
 * has a number that grows in the order of arrival. Safe for many threads; a visit sees the state at its start.
 */
public interface EventStore {
    /** Gets events one at a time; may throw to stop. */
    @FunctionalInterface
    interface Visitor {
        void visit(long number, Event event);
    }

    /** What is there in all. */
    Extent extent();

    /** Every event with a number above {@code after}, in order of number. */
    void visitAfter(long after, Visitor visitor);

    /** The events of a customer in order of time, and of number where times are equal. */
    void visitCustomer(int customer, Visitor visitor);

    /** The events of many customers, by customer and then in order of time; the fast way for large parts of the store. */
    void visitCustomers(BitSet customers, Visitor visitor);

    /**
     * @param count events with a customer or an item, net
     * @param last the highest number, 0 where there is none
     * @param oldest time of the oldest event in ms since 1970, 0 where there is none
     * @param newest time of the newest event
     * @param revision grows whenever an event that was there before changes (cancellations)
     */
    record Extent(long count, long last, long oldest, long newest, long revision) {}

    /**
     * Customers whose earlier events have changed since a revision, so that what was folded of them is out of date.
     *
     * @param revision one taken from an earlier {@link Extent}
     */
    BitSet changedSince(long revision);
}
