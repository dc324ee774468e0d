// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.Map;
import org.tessera.api.recommend.Context;

/**
 * When, and for whom, a rule holds. Immutable.
 *
 * @param from ms since 1970 from which on it holds
 * @param until ms since 1970 before which it holds
 * @param firstHour hour of the day from which on it holds; -1 for all day
 * @param lastHour hour up to the end of which it holds; below the first where it holds over midnight
 * @param segment of the customers for whom it holds, empty for everybody
 * @param attributes that customers must have for it to hold
 */
public record Validity(
        long from, long until, int firstHour, int lastHour, String segment, Map<String, String> attributes) {
    public static final Validity ALWAYS = new Validity(Long.MIN_VALUE, Long.MAX_VALUE, -1, -1, "", Map.of());

    /** @param hour of the day of the question */
    boolean holds(long time, int hour, Context context) {
        return time >= from
                && time < until
                && holdsAt(hour)
                && (segment.isEmpty() || segment.equalsIgnoreCase(context.segment()))
                && attributes.entrySet().stream()
                        .allMatch(wanted -> wanted.getValue()
                                .equalsIgnoreCase(context.attributes().getOrDefault(wanted.getKey(), "")));
    }

    private boolean holdsAt(int hour) {
        if (firstHour < 0) {
            return true;
        }
        return firstHour <= lastHour ? hour >= firstHour && hour <= lastHour : hour >= firstHour || hour <= lastHour;
    }
}
