// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.strategy.Progress;

/** Forms segments and says who is in them. Safe for many threads. */
public interface Segments {
    /**
     * Groups all customers by their portraits.
     *
     * @param strategy name, or empty for the preferred one
     * @param traits names of the traits to use, empty for those meant for it
     * @param settings for this run
     */
    Segmentation form(
            Optional<String> strategy, List<String> traits, Map<String, ?> settings, long seed, Progress progress);

    /** The segments that stand now; empty before any were formed. */
    Optional<Segmentation> current();

    /** Ids of the customers of a segment, given by its number or name, in order of arrival. */
    List<String> members(String segment);

    /** The segments a customer is in, by name; a customer newer than the model is assigned on the spot. */
    List<String> of(String customer);

    /**
     * Two-dimensional view of the customers: the first two principal components of what the algorithm saw.
     *
     * @param limit at most so many customers, an even sample where there are more
     */
    List<Point> projection(int limit);

    /** A customer in the two-dimensional view. */
    record Point(String customer, String segment, double x, double y) {}
}
