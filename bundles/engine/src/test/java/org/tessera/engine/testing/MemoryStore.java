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
    private ItemCatalog catalog = new Catalog(List.of(), Map.of());

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
            catalog = new Catalog(List.copyOf(items), Map.copyOf(products));
        }
        events.add(new Event(
                customers.indexOf(customer), items.indexOf(item), type, time, 10, 1, 10, "o" + events.size(), ""));
        return this;
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
        catalog = new Catalog(List.copyOf(items), Map.copyOf(products));
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
    public Map<String, String> attributes(int customer) {
        return Map.of();
    }

    @Override
    public List<String> attributeNames() {
        return List.of();
    }

    @Override
    public synchronized ItemCatalog catalog() {
        return catalog;
    }

    private record Catalog(List<String> ids, Map<String, Boolean> products) implements ItemCatalog {
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
            return List.of();
        }

        @Override
        public double price(int item) {
            return 10;
        }

        @Override
        public String text(int item) {
            return "";
        }

        @Override
        public Map<String, String> attributes(int item) {
            return Map.of();
        }

        @Override
        public boolean isProduct(int item) {
            return products.getOrDefault(ids.get(item), true);
        }
    }
}
