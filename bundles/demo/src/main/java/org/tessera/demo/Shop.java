// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A shop with its items, customers and eighteen months of what happened in it, the same for the same seed and size.
 * Every customer has a rhythm, a taste and a style, so that what the engine finds can be held against the truth.
 *
 * @param events in order of time
 */
record Shop(Catalogue catalogue, List<Customer> customers, List<ShopEvent> events) {
    /** How many customers the shop has unless told otherwise. */
    static final int CUSTOMERS = 3000;

    /** The seed of the shop that everybody gets. */
    static final long SEED = 20_240_101L;

    private static final List<String> AGES = List.of("18-29", "30-39", "40-49", "50-64", "65+");
    private static final List<String> REGIONS = List.of("north", "east", "south", "west", "islands");

    static Shop open(long seed, int size) {
        Dice dice = new Dice(seed);
        Catalogue catalogue = Catalogue.make(dice.fork(1));
        List<Customer> customers = customers(dice.fork(2), size);
        Shopping shopping = new Shopping(catalogue);
        List<ShopEvent> events = new ArrayList<>();
        for (Customer customer : customers) {
            shopping.live(customer, dice.fork(1000L + customer.index()), events);
        }
        shopping.nobodies(dice.fork(3), events);
        // Stable, so that what a customer did in one second stays in order.
        events.sort(Comparator.comparing(ShopEvent::time));
        return new Shop(catalogue, customers, List.copyOf(events));
    }

    private static List<Customer> customers(Dice dice, int size) {
        List<Customer> customers = new ArrayList<>(size);
        for (int index = 0; index < size; index++) {
            Rhythm rhythm = Rhythm.values()[dice.weighted(Rhythm.shares())];
            Taste taste = Taste.values()[dice.below(Taste.values().length)];
            Style style = Style.values()[dice.below(Style.values().length)];
            String age = AGES.get(dice.weighted(ages(style)));
            String region = REGIONS.get(dice.weighted(new double[] {3, 2, 4, 2, 1}));
            boolean newsletter = dice.chance(rhythm == Rhythm.BARGAIN_HUNTER ? 0.85 : 0.4);
            String id = String.format(Locale.ROOT, "C%04d", index + 1);
            customers.add(new Customer(index, id, rhythm, taste, style, age, region, newsletter));
        }
        return List.copyOf(customers);
    }

    /** The young are more often playful, the old more often classic. */
    private static double[] ages(Style style) {
        return switch (style) {
            case CLASSIC -> new double[] {1, 2, 3, 4, 3};
            case MODERN -> new double[] {2, 4, 3, 2, 1};
            case PLAYFUL -> new double[] {4, 4, 2, 1, 1};
        };
    }
}
