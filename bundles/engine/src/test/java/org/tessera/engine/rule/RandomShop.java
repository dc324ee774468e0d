// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;

/** A store in memory into which imports come at random; counts whose events are read. Safe for many threads. */
final class RandomShop implements EventStore, CustomerDirectory, ItemDirectory {
    static final long START = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

    final BitSet visited = new BitSet();
    private final TreeMap<Long, Event> events = new TreeMap<>();
    private final List<Map<String, String>> attributes = new ArrayList<>();
    private final Map<Integer, Long> changed = new HashMap<>();
    private List<List<String>> categories = List.of(List.of("toys"), List.of("books", "toys"), List.of());
    private ItemCatalog catalog = new Items(categories);
    private long last;
    private long newest;
    private long revision;
    private long attributeRevision;

    /** An import: mostly newer events, some late ones, and now and then all that can happen besides. */
    synchronized void importSome(Random random, int count) {
        long from = Math.max(newest, START);
        for (int k = 0; k < count; k++) {
            long time = from
                    + (long)
                            ((random.nextInt(6) == 0 ? -random.nextDouble() * 20 : random.nextDouble() * 3) * Span.DAY);
            add(random.nextInt(Math.max(5, attributes.size() + 1)), time, random);
        }
        if (random.nextInt(3) == 0) {
            attribute(random.nextInt(attributes.size()), random.nextBoolean() ? "gold" : "silver");
        }
        if (random.nextInt(3) == 0) {
            takeBack(random);
        }
        if (random.nextInt(8) == 0) {
            categories = List.of(
                    List.of(random.nextBoolean() ? "toys" : "books"), List.of("books", "toys"), List.of("music"));
            catalog = new Items(categories);
        }
        if (random.nextInt(6) == 0) {
            customer(attributes.size());
        }
    }

    private void add(int customer, long time, Random random) {
        String type = List.of("purchase", "purchase", "view", "cart").get(random.nextInt(4));
        double value = random.nextInt(7) == 0 ? Double.NaN : random.nextInt(40) / 4.0;
        String order = random.nextBoolean() ? "" : "o" + random.nextInt(5);
        add(new Event(
                customer(customer),
                random.nextInt(4) - 1,
                type,
                Math.max(START, time),
                value,
                random.nextInt(4),
                value,
                order,
                random.nextBoolean() ? "web" : "shop"));
    }

    synchronized void add(Event event) {
        customer(event.customer());
        events.put(++last, event);
        newest = Math.max(newest, event.time());
    }

    /** A plain purchase of no item. */
    synchronized void buy(int customer, double day, double value) {
        add(new Event(
                customer,
                Event.NONE,
                Event.PURCHASE,
                START + (long) (day * Span.DAY),
                value,
                1,
                value,
                "o" + last,
                "web"));
    }

    synchronized int customer(int index) {
        while (attributes.size() <= index) {
            attributes.add(attributes.size() % 3 == 0 ? Map.of() : Map.of("tier", "silver"));
        }
        return index;
    }

    synchronized void attribute(int customer, String tier) {
        attributes.set(customer, Map.of("tier", tier));
        attributeRevision++;
    }

    private void takeBack(Random random) {
        List<Long> numbers = new ArrayList<>(events.keySet());
        Event gone = events.remove(numbers.get(random.nextInt(numbers.size())));
        changed.put(gone.customer(), ++revision);
    }

    /** Customers whose events were read since the last time. */
    synchronized BitSet visitedSince() {
        BitSet copy = (BitSet) visited.clone();
        visited.clear();
        return copy;
    }

    synchronized List<Event> of(int customer) {
        return events.values().stream()
                .filter(event -> event.customer() == customer)
                .sorted(Comparator.comparingLong(Event::time))
                .toList();
    }

    @Override
    public synchronized Extent extent() {
        return new Extent(events.size(), last, START, newest, revision);
    }

    @Override
    public void visitAfter(long after, Visitor visitor) {
        TreeMap<Long, Event> copy;
        synchronized (this) {
            copy = new TreeMap<>(events.tailMap(after, false));
        }
        copy.forEach(visitor::visit);
    }

    @Override
    public void visitCustomer(int customer, Visitor visitor) {
        BitSet one = new BitSet();
        one.set(customer);
        visitCustomers(one, visitor);
    }

    @Override
    public void visitCustomers(BitSet customers, Visitor visitor) {
        List<Map.Entry<Long, Event>> own;
        synchronized (this) {
            visited.or(customers);
            own = events.entrySet().stream()
                    .filter(e -> customers.get(e.getValue().customer()))
                    .sorted(Comparator.comparingInt(
                                    (Map.Entry<Long, Event> e) -> e.getValue().customer())
                            .thenComparingLong(e -> e.getValue().time())
                            .thenComparingLong(Map.Entry::getKey))
                    .map(e -> Map.entry(e.getKey(), e.getValue()))
                    .toList();
        }
        own.forEach(e -> visitor.visit(e.getKey(), e.getValue()));
    }

    @Override
    public synchronized BitSet changedSince(long since) {
        BitSet all = new BitSet();
        changed.forEach((customer, at) -> all.set(customer, at > since || all.get(customer)));
        return all;
    }

    @Override
    public synchronized int size() {
        return attributes.size();
    }

    @Override
    public String id(int customer) {
        return "c" + customer;
    }

    @Override
    public synchronized OptionalInt indexOf(String id) {
        int index = Integer.parseInt(id.substring(1));
        return index < attributes.size() ? OptionalInt.of(index) : OptionalInt.empty();
    }

    @Override
    public synchronized Map<String, String> attributes(int customer) {
        return attributes.get(customer);
    }

    @Override
    public List<String> attributeNames() {
        return List.of("tier");
    }

    @Override
    public synchronized long revision() {
        return attributeRevision;
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
            return "i" + item;
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
