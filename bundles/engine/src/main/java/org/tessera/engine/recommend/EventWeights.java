// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.Map;
import java.util.TreeMap;
import org.tessera.api.data.Event;
import org.tessera.api.strategy.SettingException;

/**
 * How much an event of each type says about what a customer wants.
 *
 * @param byType weight by type; a type that is not listed weighs 1
 * @param minimumRating ratings below this number of stars say nothing
 */
record EventWeights(Map<String, Double> byType, double minimumRating) {
    /**
     * @param entries such as {@code view=0.2}
     * @throws SettingException if an entry is not of that form
     */
    static EventWeights of(String[] entries, double minimumRating) {
        Map<String, Double> weights = new TreeMap<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            try {
                double weight = Double.parseDouble(entry.substring(equals + 1).trim());
                if (equals < 1 || !(weight >= 0)) {
                    throw new NumberFormatException(entry);
                }
                weights.put(entry.substring(0, equals).trim(), weight);
            } catch (NumberFormatException e) {
                throw new SettingException(
                        "weights", "'" + entry + "' is not a type and a weight", "write it like view=0.2");
            }
        }
        return new EventWeights(weights, minimumRating);
    }

    /** Weight of an event, 0 where it does not count. */
    float of(Event event) {
        if (!event.hasCustomer() || !event.hasItem()) {
            return 0f;
        }
        if (event.type().equals(Event.RATING) && event.value() < minimumRating) {
            return 0f;
        }
        return byType.getOrDefault(event.type(), 1.0).floatValue();
    }
}
