// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tessera.api.data.ItemCatalog;

/** A catalogue made item by item. */
final class Shelf implements ItemCatalog {
    private record Item(double price, boolean product, List<String> categories) {}

    private final List<Item> items = new ArrayList<>();

    /** Adds a product and returns its index. */
    int product(double price, String... categories) {
        items.add(new Item(price, true, List.of(categories)));
        return items.size() - 1;
    }

    /** Adds postage and returns its index. */
    int postage(double price) {
        items.add(new Item(price, false, List.of("Fees")));
        return items.size() - 1;
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public String id(int item) {
        return Integer.toString(item);
    }

    @Override
    public OptionalInt indexOf(String id) {
        return OptionalInt.of(Integer.parseInt(id));
    }

    @Override
    public String name(int item) {
        return id(item);
    }

    @Override
    public List<String> categories(int item) {
        return items.get(item).categories();
    }

    @Override
    public double price(int item) {
        return items.get(item).price();
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
        return items.get(item).product();
    }
}
