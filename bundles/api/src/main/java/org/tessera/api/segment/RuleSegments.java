// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import java.util.List;
import org.tessera.api.strategy.Progress;

/**
 * Segments defined by rules over portraits and behaviour, such as {@code spend(90d) > 200 and not
 * bought(category='toys', 180d)}. Definitions outlive a restart. Every answer takes in the events that are there when it
 * is asked for; only customers concerned are evaluated again. Safe for many threads.
 */
public interface RuleSegments {
    /**
     * Defines a segment or changes its rule, and evaluates it for all customers.
     *
     * @throws RuleException if the expression cannot be understood
     * @throws org.tessera.api.TesseraException if the name cannot be one, or segments would refer to each other in a circle
     */
    RuleSegment define(String name, String expression, Progress progress);

    /** As above; nobody watches. */
    default RuleSegment define(String name, String expression) {
        return define(name, expression, Progress.unwatched());
    }

    /**
     * Forgets a segment.
     *
     * @throws org.tessera.api.TesseraException if there is none of that name, or another refers to it
     */
    void drop(String name);

    /** Whether there is a segment of that name. */
    boolean contains(String name);

    /** All segments by name. */
    List<RuleSegment> all(Progress progress);

    /** As above; nobody watches. */
    default List<RuleSegment> all() {
        return all(Progress.unwatched());
    }

    /**
     * Ids of the customers of a segment, in order of arrival.
     *
     * @throws org.tessera.api.TesseraException if there is none of that name
     */
    List<String> members(String name, Progress progress);

    /** As above; nobody watches. */
    default List<String> members(String name) {
        return members(name, Progress.unwatched());
    }

    /**
     * Names of the segments a customer is in. Where there is much to bring up to date, only this customer is evaluated.
     *
     * @param customer external id
     */
    List<String> of(String customer);

    /**
     * Counts whom an expression fits, and keeps nothing.
     *
     * @throws RuleException if it cannot be understood
     */
    Trial evaluate(String expression, Progress progress);

    /** As above; nobody watches. */
    default Trial evaluate(String expression) {
        return evaluate(expression, Progress.unwatched());
    }

    /**
     * What an expression would select.
     *
     * @param expression in its canonical form
     * @param size customers it fits
     * @param share of all customers, 0..1
     * @param sample ids of some of them, evenly over the order of arrival
     */
    record Trial(String expression, int size, double share, List<String> sample) {}
}
