// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.tessera.api.data.ItemCatalog;

/**
 * A small catalogue with everything a catalogue can have: items of one, several and no categories, without a price, and
 * some that are no products. The same for the same size.
 */
public final class SampleCatalog implements ItemCatalog {
    private static final List<String> CATEGORIES =
            List.of("Kitchen", "Garden", "Toys", "Books", "Candles", "Gift wrap", "Küche 厨房");

    /** One for each taste of {@link SampleInteractions}: what is liked together is described in like words. */
    private static final List<String> THEMES = List.of(
            "A red lantern for the garden party 花园红灯笼",
            "Blue porcelain tea cups with saucers 蓝色瓷茶杯",
            "Wooden train and building blocks for children 儿童木制积木",
            "Scented candle in a jar of lavender 薰衣草香薰蜡烛");

    private final int size;

    /** @param size number of items */
    public SampleCatalog(int size) {
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String id(int item) {
        return "item-" + item;
    }

    @Override
    public OptionalInt indexOf(String id) {
        return IntStream.range(0, size).filter(item -> id(item).equals(id)).findFirst();
    }

    @Override
    public String name(int item) {
        return "Item " + item;
    }

    @Override
    public List<String> categories(int item) {
        String first = CATEGORIES.get(item % CATEGORIES.size());
        return switch (item % 11) {
            case 3 -> List.of();
            case 5 -> List.of(first, CATEGORIES.get((item + 2) % CATEGORIES.size()));
            default -> List.of(first);
        };
    }

    @Override
    public double price(int item) {
        return item % 13 == 4 ? Double.NaN : 0.5 + item * 37 % 101 / 4.0;
    }

    @Override
    public String text(int item) {
        return THEMES.get(item % THEMES.size()) + ", number " + item;
    }

    @Override
    public Map<String, String> attributes(int item) {
        return Map.of("colour", item % 2 == 0 ? "red" : "blue", "maker", "Maker " + item % THEMES.size());
    }

    @Override
    public boolean isProduct(int item) {
        return item % 17 != 16;
    }
}
