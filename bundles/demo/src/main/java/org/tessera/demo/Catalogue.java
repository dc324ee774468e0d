// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The items of the sample shop: every thing of every category in every style, 396 in all. */
final class Catalogue {
    /** One item in so many came only later. */
    private static final double LATECOMERS = 0.12;

    private final List<Item> items;
    private final List<List<Item>> byCategory;

    private Catalogue(List<Item> items) {
        this.items = List.copyOf(items);
        this.byCategory = Stream.of(Category.values())
                .map(category -> items.stream()
                        .filter(item -> item.category() == category)
                        .toList())
                .toList();
    }

    static Catalogue make(Dice dice) {
        List<Item> items = new ArrayList<>();
        for (Category category : Category.values()) {
            int number = 1;
            for (Style style : Style.values()) {
                for (int thing = 0; thing < category.things().size(); thing++) {
                    items.add(item(items.size(), number, category, style, thing, dice));
                    number++;
                }
            }
        }
        return new Catalogue(items);
    }

    private static Item item(int index, int number, Category category, Style style, int thing, Dice dice) {
        Category.Thing what = category.things().get(thing);
        String name = category.make(style, thing) + " " + what.name();
        double price = what.price() * style.priceFactor() * dice.between(0.85, 1.2);
        // Few items sell much and most sell little: log-normal appeal.
        double appeal = StrictMath.exp(dice.gaussian(0, 0.8));
        double launched = dice.chance(LATECOMERS) ? dice.between(0.15, 0.85) : 0;
        boolean paired = thing + 1 < category.things().size() || thing % 2 == 1;
        int partner = paired ? index + (thing % 2 == 0 ? 1 : -1) : index;
        String id = String.format(Locale.ROOT, "%s-%03d", category.prefix(), number);
        String text = "%s, %s: %s.".formatted(name, category.purpose(), style.phrase());
        return new Item(index, id, name, category, style, priceTag(price), appeal, launched, partner, text);
    }

    /** Prices end in .50 or .95, as on price tags. */
    private static int priceTag(double price) {
        int whole = (int) price;
        return price < 20 && price - whole < 0.5 ? Math.max(whole * 100 + 50, 250) : whole * 100 + 95;
    }

    List<Item> items() {
        return items;
    }

    Item item(int index) {
        return items.get(index);
    }

    List<Item> of(Category category) {
        return byCategory.get(category.ordinal());
    }
}
