// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.tessera.api.data.CustomerCatalog;
import org.tessera.api.store.CustomerDirectory;

/**
 * Customers as the store and the segments know them. Attributes are copied when somebody first looks, as most strategies
 * never do, and do not change from then on. Safe for many threads.
 */
final class KnownCustomers implements CustomerCatalog {
    private final int size;
    private final CustomerDirectory directory;
    private final IntFunction<String> segments;
    private @Nullable List<Map<String, String>> attributes;

    /** @param segments name of the segment of a customer, empty where there is none; always the same for each */
    KnownCustomers(int size, CustomerDirectory directory, IntFunction<String> segments) {
        this.size = size;
        this.directory = directory;
        this.segments = segments;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String segment(int customer) {
        return segments.apply(customer);
    }

    @Override
    public Map<String, String> attributes(int customer) {
        return copied().get(customer);
    }

    private synchronized List<Map<String, String>> copied() {
        List<Map<String, String>> known = attributes;
        if (known == null) {
            known = new ArrayList<>(size);
            for (int customer = 0; customer < size; customer++) {
                known.add(Map.copyOf(directory.attributes(customer)));
            }
            attributes = known;
        }
        return known;
    }
}
