// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tessera.api.store.CustomerDirectory;

/** The attributes of a customer, fetched only if somebody looks: most profilers do not. For one thread. */
final class LazyAttributes extends AbstractMap<String, String> {
    private final CustomerDirectory customers;
    private final int customer;
    private @Nullable Map<String, String> fetched;

    LazyAttributes(CustomerDirectory customers, int customer) {
        this.customers = customers;
        this.customer = customer;
    }

    private Map<String, String> attributes() {
        Map<String, String> known = fetched;
        if (known == null) {
            known = customers.attributes(customer);
            fetched = known;
        }
        return known;
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
        return attributes().get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return attributes().containsKey(key);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return attributes().entrySet();
    }
}
