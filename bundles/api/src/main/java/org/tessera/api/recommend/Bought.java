// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import org.tessera.api.TesseraException;

/**
 * What becomes of items a customer has already bought.
 *
 * @param policy what is done
 * @param days for {@link Policy#AFTER}: days that must have passed since the last purchase; 0 otherwise
 */
public record Bought(Policy policy, int days) {
    private static final int MOST_DAYS = 100_000;

    /** What is done with an item that was bought. */
    public enum Policy {
        /** It is not answered again. */
        EXCLUDE,
        /** It may be answered again some time after the last purchase. */
        AFTER,
        /** It may be answered again if it is one of those that are bought again and again. */
        CONSUMABLES
    }

    /** @throws TesseraException if the days are out of range */
    public Bought {
        if (policy == Policy.AFTER ? days < 0 || days > MOST_DAYS : days != 0) {
            throw new TesseraException(
                    "bought items are allowed after " + days + " days, expected 0 to " + MOST_DAYS,
                    "give whole days, such as after:90");
        }
    }

    /** Bought items are not answered again. */
    public static Bought exclude() {
        return new Bought(Policy.EXCLUDE, 0);
    }

    /** Bought items may be answered again so many days after the last purchase. */
    public static Bought after(int days) {
        return new Bought(Policy.AFTER, days);
    }

    /** Bought items may be answered again if they are used up and bought again. */
    public static Bought consumables() {
        return new Bought(Policy.CONSUMABLES, 0);
    }
}
