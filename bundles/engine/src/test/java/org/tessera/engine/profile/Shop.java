// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;

/** Events, customers and items in memory; counts how often events are read. Safe for many threads. */
final class Shop implements EventStore, CustomerDirectory, ItemDirectory {
    final AtomicInteger passes = new AtomicInteger();
    private final Map<Long, Event> events = new LinkedHashMap<>();
    private final List<String> customers = new ArrayList<>();
    private final List<Map<String, String>> attributes = new ArrayList<>();
    private final Map<Integer, Long> changed = new HashMap<>();
    private List<List<String>> categories = List.of();
    private ItemCatalog catalog = new Items(List.of());
    private long last;
    private long revision;

    synchronized int customer(String id) {
        if (!customers.contains(id)) {
            customers.add(id);
            attributes.add(Map.of());
        }
        return customers.indexOf(id);
    }

    synchronized void attributes(String id, Map<String, String> values) {
        attributes.set(customer(id), values);
    }

    /** Items with one category each. */
    synchronized void items(String... newCategories) {
        categories = Arrays.stream(newCategories).map(List::of).toList();
        catalog = new Items(categories);
    }

    synchronized long add(String customer, long time, String type, double value) {
        events.put(
                ++last, new Event(customer(customer), Event.NONE, type, time, value, 1, Double.NaN, "o" + last, "web"));
        return last;
    }

    synchronized void addWithItem(String customer, long time, int item) {
        events.put(++last, new Event(customer(customer), item, Event.PURCHASE, time, 1, 1, 1, "o" + last, "web"));
    }

    /** Takes an event back, as a cancellation that comes later does. */
    synchronized void takeBack(long number) {
        Event gone = events.remove(number);
        changed.put(gone.customer(), ++revision);
    }

    /** Goes back to an earlier number, as a restored backup does. */
    synchronized void restore(long number) {
        events.keySet().removeIf(n -> n > number);
        last = number;
    }

    synchronized List<Long> numbers() {
        return new ArrayList<>(events.keySet());
    }

    @Override
    public synchronized Extent extent() {
        long oldest = events.values().stream().mapToLong(Event::time).min().orElse(0);
        long newest = events.values().stream().mapToLong(Event::time).max().orElse(0);
        return new Extent(events.size(), last, oldest, newest, revision);
    }

    private record Numbered(long number, Event event) {}

    private synchronized List<Numbered> copy() {
        List<Numbered> all = new ArrayList<>();
        events.forEach((number, event) -> all.add(new Numbered(number, event)));
        return all;
    }

    @Override
    public void visitAfter(long after, Visitor visitor) {
        passes.incrementAndGet();
        copy().stream().filter(n -> n.number > after).forEach(n -> visitor.visit(n.number, n.event));
    }

    @Override
    public void visitCustomer(int customer, Visitor visitor) {
        BitSet one = new BitSet();
        one.set(customer);
        visitCustomers(one, visitor);
    }

    @Override
    public void visitCustomers(BitSet wanted, Visitor visitor) {
        passes.incrementAndGet();
        copy().stream()
                .filter(n -> n.event.hasCustomer() && wanted.get(n.event.customer()))
                .sorted(Comparator.comparingInt((Numbered n) -> n.event.customer())
                        .thenComparingLong(n -> n.event.time())
                        .thenComparingLong(n -> n.number))
                .forEach(n -> visitor.visit(n.number, n.event));
    }

    @Override
    public synchronized BitSet changedSince(long since) {
        BitSet customersSince = new BitSet();
        changed.forEach((customer, at) -> {
            if (at > since) {
                customersSince.set(customer);
            }
        });
        return customersSince;
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
        return attributes.get(customer);
    }

    @Override
    public synchronized List<String> attributeNames() {
        Set<String> names = new LinkedHashSet<>();
        attributes.forEach(of -> names.addAll(new TreeSet<>(of.keySet())));
        return List.copyOf(names);
    }

    @Override
    public synchronized ItemCatalog catalog() {
        return catalog;
    }

    private record Items(List<List<String>> of) implements ItemCatalog {
        @Override
        public int size() {
            return of.size();
        }

        @Override
        public String id(int item) {
            return "item" + item;
        }

        @Override
        public OptionalInt indexOf(String id) {
            return OptionalInt.empty();
        }

        @Override
        public String name(int item) {
            return id(item);
        }

        @Override
        public List<String> categories(int item) {
            return of.get(item);
        }

        @Override
        public double price(int item) {
            return 1;
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
            return true;
        }
    }
}
