// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;

/**
 * Contributes traits to portraits. Folds each customer's events, in order of time, into a small state of its own that
 * the engine saves, and reads its traits from that state at a moment. A service with the property {@value #NAME}; the
 * service itself keeps no state of customers and is safe for many threads; a state is used by one thread at a time.
 *
 * <p>The engine folds new events into saved states as they arrive. When events come late or are taken back it starts
 * over for the customers concerned, and when the profiler arrives or its {@link #formatVersion} changes, for all.
 *
 * @param <S> the state
 */
public interface Profiler<S> {
    /** Service property: its name, such as {@code rfm}. */
    String NAME = "profiler.name";

    /**
     * What it contributes.
     *
     * @param attributes those customers have, in order of arrival
     */
    List<Trait> traits(List<Attribute> attributes);

    /** Changes when saved states of an earlier one, or the settings that shape them, no longer fit. */
    String formatVersion();

    /** Whether folding looks at the items, so that states are out of date when categories of items change. */
    default boolean readsItems() {
        return true;
    }

    /**
     * Whether a trait of a customer stays as it is until an event or an attribute of that very customer, or an item,
     * changes: not with time, as days since an event do, nor with other customers, as ranks do. What is steady need not
     * be looked at again.
     *
     * @param trait its name as declared
     */
    default boolean isSteady(String trait) {
        return false;
    }

    /** The state of a customer without events. */
    S empty();

    /** Folds the next event into the state. */
    void fold(S state, Event event, ItemCatalog items);

    /** Adds what another state of the same customer holds, all of which is later than what this one holds. */
    void merge(S state, S later);

    /** Writes the state; small states make a small store. */
    void write(S state, DataOutput out) throws IOException;

    /** Reads what {@link #write} wrote. */
    S read(DataInput in) throws IOException;

    /**
     * Says what the state and the attributes tell of a customer at a moment. Never changes the state.
     *
     * @param now ms since 1970, not before the newest event folded
     */
    void read(S state, Map<String, String> attributes, long now, TraitSink sink);

    /**
     * Adds traits that need all customers to compare with, such as scores by fifths. Called after {@link #read} of all
     * profilers, with this customer's numbers.
     */
    default void compare(Map<String, Double> numbers, Population population, TraitSink sink) {}
}
