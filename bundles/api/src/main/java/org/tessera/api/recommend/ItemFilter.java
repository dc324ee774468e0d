// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import java.util.List;
import org.tessera.api.TesseraException;

/**
 * Which items may be answered, by what the catalogue says of them. Immutable.
 *
 * @param categories an item has to be in one of them; empty for no such condition
 * @param notCategories an item must be in none of them
 * @param lowestPrice money for one unit; NaN for no such condition. An item of unknown price does not meet it
 * @param highestPrice likewise
 * @param inStock whether the attribute {@code stock} has to be at least 1; an item without it counts as in stock
 * @param minimumMargin lowest share of the price that is earned: the attribute {@code margin}, or what the attribute
 *     {@code cost} leaves of the price; NaN for no such condition. An item of unknown margin does not meet it
 */
public record ItemFilter(
        List<String> categories,
        List<String> notCategories,
        double lowestPrice,
        double highestPrice,
        boolean inStock,
        double minimumMargin) {
    private static final ItemFilter NONE =
            new ItemFilter(List.of(), List.of(), Double.NaN, Double.NaN, false, Double.NaN);

    /** @throws TesseraException if the range of prices is upside down or a figure is out of range */
    public ItemFilter {
        categories = List.copyOf(categories);
        notCategories = List.copyOf(notCategories);
        if (lowestPrice > highestPrice) {
            throw new TesseraException(
                    "the range of prices is upside down: from " + lowestPrice + " to " + highestPrice,
                    "give the lower price first");
        }
        if (lowestPrice < 0 || highestPrice < 0 || Double.isInfinite(lowestPrice)) {
            throw new TesseraException(
                    "the range of prices is " + lowestPrice + " to " + highestPrice, "prices are 0 or more");
        }
        if (minimumMargin > 1 || Double.isInfinite(minimumMargin)) {
            throw new TesseraException(
                    "the minimum margin is " + minimumMargin + ", a share of the price is at most 1",
                    "write 10 % as 0.1");
        }
    }

    /** Every item. */
    public static ItemFilter none() {
        return NONE;
    }

    /** Whether every item meets it. */
    public boolean isNone() {
        return equals(NONE);
    }
}
