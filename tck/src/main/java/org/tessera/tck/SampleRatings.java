// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.tessera.tck.SampleInteractions.COLLECTOR;
import static org.tessera.tck.SampleInteractions.CUSTOMERS;
import static org.tessera.tck.SampleInteractions.EVERYBODYS;
import static org.tessera.tck.SampleInteractions.ITEMS;
import static org.tessera.tck.SampleInteractions.NOBODYS;
import static org.tessera.tck.SampleInteractions.NOW;
import static org.tessera.tck.SampleInteractions.STRANGER;
import static org.tessera.tck.SampleInteractions.TASTES;

import java.util.SplittableRandom;
import org.tessera.api.data.Interactions;

/**
 * The shop of {@link SampleInteractions} with stars from 1 to 5 in place of purchases: many for items of the customer's
 * taste, few for others, some customers strict and some items good whoever rates them. The same for the same seed.
 */
public final class SampleRatings {
    private static final long DAY = 86_400_000L;

    private SampleRatings() {}

    /** Everybody has rated {@link SampleInteractions#EVERYBODYS}, nobody {@link SampleInteractions#NOBODYS}. */
    public static Interactions of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Interactions.Builder ratings = Interactions.Builder.strongest();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            for (int item = EVERYBODYS; item < NOBODYS && customer != STRANGER; item++) {
                double chance = customer % TASTES == item % TASTES ? .5 : .3;
                if (item == EVERYBODYS || customer == COLLECTOR || random.nextDouble() < chance) {
                    long time = NOW - (1 + random.nextInt(400)) * DAY;
                    ratings.add(customer, item, stars(customer, item, random), time);
                }
            }
        }
        return ratings.build(CUSTOMERS, ITEMS);
    }

    /** Ratings of so many customers, who have given about as many each. */
    public static Interactions many(int customers, int items, int each, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Interactions.Builder ratings = Interactions.Builder.strongest();
        for (int customer = 0; customer < customers; customer++) {
            for (int k = 0; k < each; k++) {
                int item = (int) (items * random.nextDouble() * random.nextDouble());
                ratings.add(customer, item, stars(customer, item, random), NOW - (1 + random.nextInt(400)) * DAY);
            }
        }
        return ratings.build(customers, items);
    }

    private static float stars(int customer, int item, SplittableRandom random) {
        double liking = customer % TASTES == item % TASTES ? 4.4 : 2.4;
        double strictness = .4 * (customer / TASTES % 3 - 1);
        double goodness = .4 * (item / TASTES % 3 - 1);
        double noise = random.nextDouble() - .5;
        return Math.round(Math.min(5, Math.max(1, liking + strictness + goodness + noise)));
    }
}
