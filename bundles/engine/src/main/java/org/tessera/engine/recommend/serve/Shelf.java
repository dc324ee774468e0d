// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tessera.api.TesseraException;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.ItemFilter;
import org.tessera.engine.rule.Nearest;

/**
 * A catalogue as answers need it: which items may be offered, what they have in common, and sets of those that meet a
 * condition, which are made once. Safe for many threads.
 */
public final class Shelf {
    private static final String STOCK = "stock";
    private static final String MARGIN = "margin";
    private static final String COST = "cost";
    private static final int KEPT_SETS = 256;

    private final ItemCatalog catalog;
    private final ItemSet products;
    private final Map<ItemFilter, ItemSet> matching = new ConcurrentHashMap<>();
    private final Map<String, ItemSet> inCategory = new ConcurrentHashMap<>();
    private volatile @Nullable Features features;

    public Shelf(ItemCatalog catalog) {
        this.catalog = catalog;
        this.products = where(catalog::isProduct);
    }

    public ItemCatalog catalog() {
        return catalog;
    }

    /** Items that may be offered at all. */
    public ItemSet products() {
        return products;
    }

    /** What items have in common; put together on first use. */
    public Features features() {
        Features known = features;
        if (known == null) {
            known = Features.of(catalog);
            features = known;
        }
        return known;
    }

    /** The index of an item, or nothing with a message that says what to do. */
    public int item(String id, String where) {
        return catalog.indexOf(id)
                .orElseThrow(() -> new TesseraException(
                        "no item " + id + (where.isEmpty() ? "" : " (" + where + ")"),
                        "give the id of an item as it was imported"));
    }

    /**
     * Items of a category, whatever the case of its letters.
     *
     * @throws TesseraException if no item is in it; the hint names those that are written alike
     */
    public ItemSet category(String name) {
        ItemSet known = inCategory.get(name);
        if (known == null) {
            int category = features()
                    .category(name)
                    .orElseThrow(() -> new TesseraException("no category " + name, near(name)));
            known = where(item -> contains(features().categories(item), category));
            keep(inCategory, name, known);
        }
        return known;
    }

    private String near(String name) {
        List<String> names = features().categoryNames();
        if (names.isEmpty()) {
            return "no item has a category: import items, see docs/guide/import.md";
        }
        return Nearest.hint(
                name,
                names,
                "categories are, among others: " + String.join(", ", names.subList(0, Math.min(5, names.size()))));
    }

    /** Products that meet a condition. */
    public ItemSet matching(ItemFilter filter) {
        if (filter.isNone()) {
            return products;
        }
        ItemSet known = matching.get(filter);
        if (known == null) {
            known = match(filter);
            keep(matching, filter, known);
        }
        return known;
    }

    private static <K> void keep(Map<K, ItemSet> sets, K key, ItemSet set) {
        if (sets.size() >= KEPT_SETS) {
            sets.clear();
        }
        sets.put(key, set);
    }

    private ItemSet match(ItemFilter filter) {
        ItemSet found = products;
        if (!filter.categories().isEmpty()) {
            found = found.and(union(filter.categories()));
        }
        if (!filter.notCategories().isEmpty()) {
            found = found.and(union(filter.notCategories()).not());
        }
        ItemSet admitted = found;
        return where(item -> admitted.contains(item) && meets(filter, item));
    }

    private ItemSet union(List<String> categories) {
        return categories.stream().map(this::category).reduce(ItemSet.none(), ItemSet::or);
    }

    private boolean meets(ItemFilter filter, int item) {
        double price = catalog.price(item);
        boolean dear = Double.isNaN(filter.lowestPrice()) || price >= filter.lowestPrice();
        boolean cheap = Double.isNaN(filter.highestPrice()) || price <= filter.highestPrice();
        boolean there = !filter.inStock() || !(number(item, STOCK) < 1);
        boolean pays = Double.isNaN(filter.minimumMargin()) || margin(item) >= filter.minimumMargin();
        return dear && cheap && there && pays;
    }

    /** Share of the price that is earned, NaN where unknown. */
    private double margin(int item) {
        double margin = number(item, MARGIN);
        double price = catalog.price(item);
        return Double.isNaN(margin) ? (price - number(item, COST)) / price : margin;
    }

    private double number(int item, String attribute) {
        String text = catalog.attributes(item).get(attribute);
        if (text == null) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private ItemSet where(IntPredicate condition) {
        return ItemSet.of(IntStream.range(0, catalog.size()).filter(condition).toArray());
    }

    private static boolean contains(int[] sorted, int value) {
        return java.util.Arrays.binarySearch(sorted, value) >= 0;
    }
}
