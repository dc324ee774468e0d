// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;

/**
 * A little shop made from a seed: events, customers and items, so that a page can be made without an engine. Customers
 * fall into four groups by how much they buy.
 */
final class FakeShop {
    static final long START = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    static final long DAY = Duration.ofDays(1).toMillis();
    static final int DAYS = 500;
    static final List<String> CATEGORIES = List.of("Tea & Coffee", "Textiles", "Light", "Stationery");

    private static final List<String> THINGS =
            List.of("Teapot", "Throw", "Lantern", "Notebook", "Hand Trowel", "Kite", "Soap Bar", "Picnic Blanket");
    private static final List<String> MAKES = List.of("Stoneware", "Linen", "Brass", "Dotted", "Oak", "Woodland");
    private static final int[] ORDERS = {2, 5, 12, 30};

    final List<String> names = new ArrayList<>();
    final List<String> customers = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    private final Map<Integer, List<Event>> purchases;

    /** With items of these names, which sell best, among others. */
    FakeShop(int size, String... favourites) {
        Random random = new Random(7);
        names.addAll(List.of(favourites));
        for (String make : MAKES) {
            THINGS.forEach(thing -> names.add(make + " " + thing));
        }
        for (int customer = 0; customer < size; customer++) {
            customers.add("C" + (1000 + customer));
            int orders = ORDERS[group(customer)] + random.nextInt(4);
            for (int order = 0; order < orders; order++) {
                long time = START + (long) (random.nextDouble() * (DAYS - 1) * DAY);
                int item = (int) (names.size() * Math.pow(random.nextDouble(), 2));
                add(customer, item, Event.VIEW, time, Double.NaN);
                add(customer, (item + 3) % names.size(), Event.VIEW, time, Double.NaN);
                add(customer, item, Event.PURCHASE, time + 60_000, price(item));
            }
        }
        events.sort(Comparator.comparingLong(Event::time));
        purchases = events.stream()
                .filter(event -> event.type().equals(Event.PURCHASE))
                .collect(Collectors.groupingBy(Event::customer));
    }

    private void add(int customer, int item, String type, long time, double value) {
        events.add(new Event(customer, item, type, time, value, 1, value, "", "web"));
    }

    /** 0 for the many who buy little to 3 for the few who buy much. */
    static int group(int customer) {
        int digit = customer % 10;
        return digit < 4 ? 0 : digit < 7 ? 1 : digit < 9 ? 2 : 3;
    }

    List<Event> purchases(int customer) {
        return purchases.getOrDefault(customer, List.of());
    }

    EventStore store() {
        return new Store();
    }

    CustomerDirectory directory() {
        return new Directory();
    }

    ItemCatalog catalog() {
        return new Catalog();
    }

    private final class Store implements EventStore {
        @Override
        public Extent extent() {
            return events.isEmpty()
                    ? new Extent(0, 0, 0, 0, 0)
                    : new Extent(
                            events.size(),
                            events.size(),
                            events.get(0).time(),
                            events.get(events.size() - 1).time(),
                            0);
        }

        @Override
        public void visitAfter(long after, Visitor visitor) {
            for (int number = (int) after; number < events.size(); number++) {
                visitor.visit(number + 1L, events.get(number));
            }
        }

        @Override
        public void visitCustomer(int customer, Visitor visitor) {
            visitAfter(0, (number, event) -> {
                if (event.customer() == customer) {
                    visitor.visit(number, event);
                }
            });
        }

        @Override
        public void visitCustomers(BitSet wanted, Visitor visitor) {
            wanted.stream().forEach(customer -> visitCustomer(customer, visitor));
        }

        @Override
        public BitSet changedSince(long revision) {
            return new BitSet();
        }
    }

    private final class Directory implements CustomerDirectory {
        @Override
        public int size() {
            return customers.size();
        }

        @Override
        public String id(int customer) {
            return customers.get(customer);
        }

        @Override
        public OptionalInt indexOf(String id) {
            return index(customers, id);
        }

        @Override
        public Map<String, String> attributes(int customer) {
            return Map.of();
        }

        @Override
        public List<String> attributeNames() {
            return List.of();
        }
    }

    private final class Catalog implements ItemCatalog {
        @Override
        public int size() {
            return names.size();
        }

        @Override
        public String id(int item) {
            return "I" + (100 + item);
        }

        @Override
        public OptionalInt indexOf(String id) {
            return IntStream.range(0, size())
                    .filter(item -> id(item).equals(id))
                    .findFirst();
        }

        @Override
        public String name(int item) {
            return names.get(item);
        }

        @Override
        public List<String> categories(int item) {
            return List.of(CATEGORIES.get(item % CATEGORIES.size()));
        }

        @Override
        public double price(int item) {
            return FakeShop.price(item);
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
            return !names.get(item).equals("Postage");
        }
    }

    private static double price(int item) {
        return 5 + item % 13 * 4;
    }

    private static OptionalInt index(List<String> ids, String id) {
        int index = ids.indexOf(id);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }
}
