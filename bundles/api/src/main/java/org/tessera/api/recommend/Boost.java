// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import org.tessera.api.TesseraException;

/**
 * Makes an item, or all items of a category, more or less likely to be answered.
 *
 * @param kind what the name names
 * @param name id of an item, or a category
 * @param factor by which scores are multiplied: above 1 to favour, below 1 to hold back, never below 0
 */
public record Boost(Kind kind, String name, double factor) {
    /** What a boost is about. */
    public enum Kind {
        ITEM,
        CATEGORY
    }

    /** @throws TesseraException if the factor is negative or no number */
    public Boost {
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new TesseraException(
                    "the boost of " + name + " is " + factor + ", expected a number from 0 on",
                    "above 1 favours, below 1 holds back; to leave it out altogether exclude it");
        }
    }
}
