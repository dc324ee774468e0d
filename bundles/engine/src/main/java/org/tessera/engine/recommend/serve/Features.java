// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.tessera.api.data.ItemCatalog;

/** Categories and other attributes of the items, as numbers. Immutable and safe for many threads. */
public final class Features implements Similarity {
    /** Attributes that say how an item sells, not what it is. */
    private static final Set<String> TRADE = Set.of("stock", "margin", "cost");

    private final List<String> categoryNames;
    private final Map<String, Integer> byName;
    private final int[][] categories;
    private final int[] main;
    private final int[][] all;
    private final boolean empty;

    private Features(
            List<String> categoryNames, Map<String, Integer> byName, int[][] categories, int[] main, int[][] all) {
        this.categoryNames = categoryNames;
        this.byName = byName;
        this.categories = categories;
        this.main = main;
        this.all = all;
        this.empty = Arrays.stream(all).allMatch(features -> features.length == 0);
    }

    static Features of(ItemCatalog catalog) {
        int size = catalog.size();
        List<String> names = new ArrayList<>();
        Map<String, Integer> byName = new HashMap<>();
        int[][] categories = new int[size][];
        int[] main = new int[size];
        for (int item = 0; item < size; item++) {
            int[] numbers = catalog.categories(item).stream()
                    .mapToInt(name -> byName.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> {
                        names.add(name);
                        return names.size() - 1;
                    }))
                    .toArray();
            main[item] = numbers.length == 0 ? -1 : numbers[0];
            categories[item] = Arrays.stream(numbers).sorted().distinct().toArray();
        }
        Map<String, Integer> pairs = new HashMap<>();
        int[][] all = new int[size][];
        for (int item = 0; item < size; item++) {
            int[] attributes = catalog.attributes(item).entrySet().stream()
                    .filter(entry -> !TRADE.contains(entry.getKey()))
                    .mapToInt(entry -> names.size()
                            + pairs.computeIfAbsent(entry.getKey() + "=" + entry.getValue(), key -> pairs.size()))
                    .sorted()
                    .toArray();
            int[] both = Arrays.copyOf(categories[item], categories[item].length + attributes.length);
            System.arraycopy(attributes, 0, both, categories[item].length, attributes.length);
            all[item] = both;
        }
        return new Features(List.copyOf(names), byName, categories, main, all);
    }

    /** Whether nothing is known of any item. */
    public boolean isEmpty() {
        return empty;
    }

    List<String> categoryNames() {
        return categoryNames;
    }

    /** The number of a category, whatever the case of its letters. */
    OptionalInt category(String name) {
        Integer number = byName.get(name.trim().toLowerCase(Locale.ROOT));
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** Categories of an item, ascending; shared with this, not to be changed. */
    int[] categories(int item) {
        return item < categories.length ? categories[item] : new int[0];
    }

    /** The most telling category of an item, -1 where it has none. */
    public int mainCategory(int item) {
        return item < main.length ? main[item] : -1;
    }

    /** Share of the features of both that they have in common (Jaccard): 0..1; 0 where nothing is known of either. */
    @Override
    public double of(int one, int other) {
        int[] a = all[one];
        int[] b = all[other];
        int i = 0;
        int j = 0;
        int common = 0;
        while (i < a.length && j < b.length) {
            if (a[i] == b[j]) {
                common++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        int either = a.length + b.length - common;
        return either == 0 ? 0 : (double) common / either;
    }
}
