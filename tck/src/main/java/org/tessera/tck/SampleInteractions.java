// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import java.util.SplittableRandom;
import org.tessera.api.data.Interactions;

/**
 * A small shop's purchases and views with everything that real ones have: tastes, items that everybody has and that
 * nobody has, a customer with every item and some without any, several weights, times. The same for the same seed.
 */
public final class SampleInteractions {
    /** Rows. */
    public static final int CUSTOMERS = 160;

    /** Columns. */
    public static final int ITEMS = 60;

    /** Number of tastes: customer c likes best the items i with {@code c % TASTES == i % TASTES}. */
    public static final int TASTES = 4;

    /** Everybody has this item. */
    public static final int EVERYBODYS = 0;

    /** Nobody has this item. */
    public static final int NOBODYS = ITEMS - 1;

    /** This customer has all items but {@link #NOBODYS}. */
    public static final int COLLECTOR = 7;

    /** This customer has none. */
    public static final int STRANGER = CUSTOMERS - 1;

    /** The time to which ages refer, in ms since 1970. */
    public static final long NOW = 1_700_000_000_000L;

    private static final long DAY = 86_400_000L;

    private SampleInteractions() {}

    /** Purchases (weight 1), carts (.5) and views (.2) of the last 400 days. */
    public static Interactions of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Interactions.Builder pairs = Interactions.Builder.strongest();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            if (customer == STRANGER) {
                continue;
            }
            pairs.add(customer, EVERYBODYS, 1f, NOW - 100 * DAY);
            for (int item = 1; item < NOBODYS; item++) {
                double liking = customer % TASTES == item % TASTES ? .5 : .06;
                double chance = liking * (1.5 - (double) item / ITEMS);
                if (customer == COLLECTOR || random.nextDouble() < chance) {
                    float weight = random.nextInt(4) == 0 ? random.nextBoolean() ? .5f : .2f : 1f;
                    pairs.add(customer, item, weight, NOW - (1 + random.nextInt(400)) * DAY);
                }
            }
        }
        return pairs.build(CUSTOMERS, ITEMS);
    }

    /**
     * Purchases of so many customers, who have about as many items each: for what should grow with the number of customers
     * alone.
     */
    public static Interactions many(int customers, int items, int each, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Interactions.Builder pairs = Interactions.Builder.binary();
        for (int customer = 0; customer < customers; customer++) {
            for (int k = 0; k < each; k++) {
                // Low numbers are popular, and every other item is of the customer's taste.
                int item = (int) (items * random.nextDouble() * random.nextDouble());
                int liked = k % 2 == 0 ? item - item % TASTES + customer % TASTES : item;
                pairs.add(customer, Math.min(liked, items - 1), 1f, NOW - (1 + random.nextInt(400)) * DAY);
            }
        }
        return pairs.build(customers, items);
    }
}
