// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import java.util.Map;

/**
 * What is known of who asks, and of the moment, beside the history. Immutable by convention: nobody changes the array.
 *
 * @param segment name of the customer's segment; empty where there is none
 * @param attributes of the customer by name, such as {@code country}; empty where nothing is known
 * @param basket items in the current basket in the order in which they were put there; they are part of the history too
 * @param time of the question in ms since 1970; 0 where it does not matter
 */
public record Context(String segment, Map<String, String> attributes, int[] basket, long time) {
    private static final Context NONE = new Context("", Map.of(), new int[0], 0);

    /** Nothing is known. */
    public static Context none() {
        return NONE;
    }

    /** Whether nothing is known of the customer: neither a segment, nor attributes, nor a basket. */
    public boolean isBare() {
        return segment.isEmpty() && attributes.isEmpty() && basket.length == 0;
    }
}
