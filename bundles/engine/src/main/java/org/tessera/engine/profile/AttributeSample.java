// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tessera.api.profile.Attribute;
import org.tessera.api.store.CustomerDirectory;

/**
 * What attributes hold, from an even sample of the customers; taken again when there are new attributes or many more
 * customers. Safe for many threads.
 */
final class AttributeSample {
    private static final int SAMPLE = 2000;
    private static final int MOST_LEVELS = 1000;
    private static final double PRACTICALLY_EVERY = 0.99;

    private final CustomerDirectory customers;
    private volatile Taken taken = new Taken(List.of(), 0, List.of());

    private record Taken(List<String> names, int size, List<Attribute> attributes) {}

    private static final class Seen {
        private int values;
        private int numbers;
        private final Set<String> levels = new HashSet<>();
    }

    AttributeSample(CustomerDirectory customers) {
        this.customers = customers;
    }

    /** The attributes in order of arrival. */
    List<Attribute> attributes() {
        Taken last = taken;
        List<String> names = customers.attributeNames();
        int size = customers.size();
        if (!names.equals(last.names) || size > last.size + last.size / 4) {
            last = new Taken(List.copyOf(names), size, take(names, size));
            taken = last;
        }
        return last.attributes;
    }

    /** Looks again at the next question: attributes may have changed. */
    void forget() {
        taken = new Taken(List.of(), 0, List.of());
    }

    private List<Attribute> take(List<String> names, int size) {
        Map<String, Seen> seen = new HashMap<>();
        names.forEach(name -> seen.put(name, new Seen()));
        int stride = Math.max(1, size / SAMPLE);
        for (int customer = 0; customer < size && !names.isEmpty(); customer += stride) {
            customers.attributes(customer).forEach((name, value) -> {
                Seen of = seen.get(name);
                if (of != null && !value.isBlank()) {
                    of.values++;
                    of.numbers += Double.isNaN(Scalars.number(value)) ? 0 : 1;
                    if (of.levels.size() < MOST_LEVELS) {
                        of.levels.add(value);
                    }
                }
            });
        }
        List<Attribute> attributes = new ArrayList<>();
        for (String name : names) {
            Seen of = seen.get(name);
            if (of != null) {
                boolean numeric = of.values > 0 && of.numbers >= PRACTICALLY_EVERY * of.values;
                attributes.add(new Attribute(name, numeric, of.levels.size()));
            }
        }
        return List.copyOf(attributes);
    }
}
