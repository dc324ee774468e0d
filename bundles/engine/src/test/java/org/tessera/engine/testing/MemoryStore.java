// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.testing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;

/** Events, customers and items in lists, for tests. */
public final class MemoryStore implements EventStore, CustomerDirectory, ItemDirectory {
    private final List<Event> events = new ArrayList<>();
    private final List<String> customers = new ArrayList<>();
    private final List<String> items = new ArrayList<>();
    private final Map<String, Boolean> products = new LinkedHashMap<>();
    private final Map<Long, Integer> changes = new LinkedHashMap<>();
    private long revision;
    private final Map<String, List<String>> categories = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> itemAttributes = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> customerAttributes = new LinkedHashMap<>();
    private long customerRevision;
    private ItemCatalog catalog = snapshot();

    public synchronized MemoryStore purchase(String customer, String item, long time) {
        return add(Event.PURCHASE, customer, item, time);
    }

    public synchronized MemoryStore add(String type, String customer, String item, long time) {
        if (!customers.contains(customer)) {
            customers.add(customer);
        }
        if (!items.contains(item)) {
            items.add(item);
            products.putIfAbsent(item, true);
            catalog = snapshot();
        }
        events.add(new Event(
                customers.indexOf(customer), items.indexOf(item), type, time, 10, 1, 10, "o" + events.size(), ""));
        return this;
    }

    /** Puts an item, which has events already, into categories. */
    public synchronized MemoryStore category(String item, String... names) {
        categories.put(item, List.of(names));
        catalog = snapshot();
        return this;
    }

    /** Says something of an item; {@code price} is its price. */
    public synchronized MemoryStore attribute(String item, String name, String value) {
        itemAttributes.computeIfAbsent(item, key -> new LinkedHashMap<>()).put(name, value);
        catalog = snapshot();
        return this;
    }

    /** Says something of a customer. */
    public synchronized MemoryStore customer(String customer, String name, String value) {
        customerAttributes
                .computeIfAbsent(customer, key -> new LinkedHashMap<>())
                .put(name, value);
        customerRevision++;
        return this;
    }

    private ItemCatalog snapshot() {
        Map<String, Map<String, String>> attributes = new LinkedHashMap<>();
        itemAttributes.forEach((item, values) -> attributes.put(item, Map.copyOf(values)));
        return new Catalog(List.copyOf(items), Map.copyOf(products), Map.copyOf(categories), attributes);
    }

    /** Takes back every purchase of an item by a customer. */
    public synchronized void takeBack(String customer, String item) {
        int c = customers.indexOf(customer);
        int i = items.indexOf(item);
        for (int k = 0; k < events.size(); k++) {
            Event e = events.get(k);
            if (e.customer() == c && e.item() == i) {
                events.set(k, new Event(c, Event.NONE, "taken-back", e.time(), 0, 0, 0, "", ""));
            }
        }
        changes.put(++revision, c);
    }

    public synchronized MemoryStore notAProduct(String item) {
        products.put(item, false);
        catalog = snapshot();
        return this;
    }

    @Override
    public synchronized Extent extent() {
        long oldest = events.stream().mapToLong(Event::time).min().orElse(0);
        long newest = events.stream().mapToLong(Event::time).max().orElse(0);
        return new Extent(events.size(), events.size(), oldest, newest, revision);
    }

    @Override
    public void visitAfter(long after, Visitor visitor) {
        List<Event> now = copy();
        for (int k = (int) after; k < now.size(); k++) {
            visitor.visit(k + 1L, now.get(k));
        }
    }

    @Override
    public void visitCustomer(int customer, Visitor visitor) {
        BitSet one = new BitSet();
        one.set(customer);
        visitCustomers(one, visitor);
    }

    @Override
    public void visitCustomers(BitSet wanted, Visitor visitor) {
        List<Event> now = copy();
        List<Integer> order = new ArrayList<>();
        for (int k = 0; k < now.size(); k++) {
            if (now.get(k).hasCustomer() && wanted.get(now.get(k).customer())) {
                order.add(k);
            }
        }
        order.sort(Comparator.comparing((Integer k) -> now.get(k).customer())
                .thenComparing(k -> now.get(k).time()));
        order.forEach(k -> visitor.visit(k + 1L, now.get(k)));
    }

    @Override
    public synchronized BitSet changedSince(long since) {
        BitSet changed = new BitSet();
        changes.forEach((at, customer) -> {
            if (at > since) {
                changed.set(customer);
            }
        });
        return changed;
    }

    private synchronized List<Event> copy() {
        return new ArrayList<>(events);
    }

    @Override
    public synchronized int size() {
        return customers.size();
    }

    @Override
    public synchronized String id(int customer) {
        return customers.get(customer);
    }

    @Override
    public synchronized OptionalInt indexOf(String id) {
        int index = customers.indexOf(id);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    @Override
    public synchronized Map<String, String> attributes(int customer) {
        return Map.copyOf(customerAttributes.getOrDefault(customers.get(customer), Map.of()));
    }

    @Override
    public synchronized long revision() {
        return customerRevision;
    }

    @Override
    public List<String> attributeNames() {
        return List.of();
    }

    @Override
    public synchronized ItemCatalog catalog() {
        return catalog;
    }

    private record Catalog(
            List<String> ids,
            Map<String, Boolean> products,
            Map<String, List<String>> categoriesById,
            Map<String, Map<String, String>> attributesById)
            implements ItemCatalog {
        @Override
        public int size() {
            return ids.size();
        }

        @Override
        public String id(int item) {
            return ids.get(item);
        }

        @Override
        public OptionalInt indexOf(String id) {
            int index = ids.indexOf(id);
            return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
        }

        @Override
        public String name(int item) {
            return "the " + ids.get(item);
        }

        @Override
        public List<String> categories(int item) {
            return categoriesById.getOrDefault(ids.get(item), List.of());
        }

        @Override
        public double price(int item) {
            return Double.parseDouble(attributes(item).getOrDefault("price", "10"));
        }

        @Override
        public String text(int item) {
            return "";
        }

        @Override
        public Map<String, String> attributes(int item) {
            return attributesById.getOrDefault(ids.get(item), Map.of());
        }

        @Override
        public boolean isProduct(int item) {
            return products.getOrDefault(ids.get(item), true);
        }
    }
}
