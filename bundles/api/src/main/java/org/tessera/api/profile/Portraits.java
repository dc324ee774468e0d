// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.profile;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.Progress;

/**
 * Portraits of all customers, kept up to date as events arrive. The moment they are read at is the time of the newest
 * event in the store, or the wall clock, as configured. Safe for many threads.
 */
public interface Portraits {
    /** The traits that the profilers present now contribute, by group. */
    List<Trait> traits();

    /**
     * The portrait of a customer.
     *
     * @param customer external id
     * @return empty if there is no such customer
     */
    Optional<Portrait> of(String customer);

    /** Folds in what has arrived since; returns when every profiler has seen every event. */
    void catchUp(Progress progress);

    /**
     * The portraits of all customers with events as a table: numbers and times (as days before now) as numbers,
     * categories as levels, shares as a number for each name, such as {@code category_share.toys}.
     *
     * @param traits names of traits, or of single columns such as {@code category_share.toys}; empty for those meant to
     *     form segments that can: most customers have them, they differ, and none says practically what another says
     * @throws org.tessera.api.TesseraException if there is no such trait
     */
    FeatureTable table(List<String> traits, Progress progress);

    /**
     * As {@link #table(List, Progress)}, for one customer: one row, or none where the customer has no events.
     *
     * @param customer dense index
     */
    default FeatureTable row(int customer, List<String> traits) {
        FeatureTable all = table(traits, Progress.unwatched());
        return all.select(java.util.stream.IntStream.range(0, all.rows())
                .filter(row -> all.id(row) == customer)
                .toArray());
    }

    /** What all portraits say, trait by trait. */
    Summary summary();

    /** As above, reporting how far it is. */
    default Summary summary(Progress progress) {
        return summary();
    }

    /** All customers to compare one with, as they were a short while ago at most. */
    Population population();

    /**
     * All portraits in short.
     *
     * @param customers number of customers with events
     * @param numbers by trait: share of customers that have it and its quantiles 0, .25, .5, .75, 1
     * @param levels by trait: customers of each level or their mean share, the largest first
     */
    record Summary(
            int customers, Instant now, Map<String, List<Double>> numbers, Map<String, Map<String, Double>> levels) {}
}
