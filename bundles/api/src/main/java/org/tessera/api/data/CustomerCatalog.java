// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.data;

import java.util.Map;

/**
 * What is known of the customers beside what they did, by dense index. Safe for many threads; a catalogue handed to a
 * strategy does not change.
 */
public interface CustomerCatalog {
    /** Number of customers; indexes run from 0. */
    int size();

    /** Name of the segment a customer is in; empty where there is none. */
    String segment(int customer);

    /** Attributes by name, such as {@code country} or {@code age}; empty where nothing is known. */
    Map<String, String> attributes(int customer);

    /** So many customers of whom nothing is known. */
    static CustomerCatalog unknown(int size) {
        return new CustomerCatalog() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public String segment(int customer) {
                return "";
            }

            @Override
            public Map<String, String> attributes(int customer) {
                return Map.of();
            }
        };
    }
}
