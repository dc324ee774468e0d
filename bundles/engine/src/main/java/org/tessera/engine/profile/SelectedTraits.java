// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.profile.Trait;
import org.tessera.api.store.EventStore.Extent;
import org.tessera.api.strategy.Progress;

/**
 * Some traits of some customers, for those in the engine who look at few of either. Safe for many threads.
 */
public interface SelectedTraits {
    /** Brings the states of all profilers up to the events. */
    void bringUp(Progress progress);

    /** The moment portraits are read at when the events are so many. */
    long moment(Extent extent);

    /** The traits that are there now. */
    View view();

    /** Traits at some time. */
    interface View {
        /** A column by name: a trait that is no shares, or one name of a trait that is, as {@code category_share.toys}. */
        Optional<Column> find(String name);

        /** The traits there are. */
        List<Trait> traits();

        /** Whether profilers and attributes still are what they were. */
        boolean isCurrent();

        /**
         * One row for each of the customers, those without events included, in the order of their index; times as days
         * before the moment. States must have been brought up.
         */
        FeatureTable rows(BitSet customers, List<String> columns, long now, Progress progress);

        /** The row of a customer, from the events themselves where states are behind. */
        FeatureTable row(int customer, List<String> columns, long now);
    }

    /**
     * Something a rule can look at.
     *
     * @param steady whether it changes only with an event or attribute of the customer, or with the items
     * @param stamp changes when the values may
     */
    record Column(Trait trait, Optional<String> share, boolean steady, String stamp) {}
}
