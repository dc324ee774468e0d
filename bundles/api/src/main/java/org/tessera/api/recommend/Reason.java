// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import org.tessera.api.data.Event;

/**
 * A part of why an item was answered. The weights of all reasons of an answer add up to its score.
 *
 * @param kind what sort of reason: {@link #ITEM}, {@link #CATEGORY}, {@link #CUSTOMERS}, {@link #POPULARITY} or another
 * @param item the item it refers to, or {@link Event#NONE}
 * @param detail what else there is to say: a category, a number of customers; may be empty
 * @param weight its part of the score
 */
public record Reason(String kind, int item, String detail, double weight) {
    /** The customer had to do with {@link #item()}, which is like the one answered. */
    public static final String ITEM = "item";

    /** The customer likes the category in {@link #detail()}. */
    public static final String CATEGORY = "category";

    /** Customers like this one had to do with it; {@link #detail()} says how many. */
    public static final String CUSTOMERS = "customers";

    /** Many customers had to do with it. */
    public static final String POPULARITY = "popularity";

    /** A rule of the shop or a wish of whoever asks, which {@link #detail()} names: a boost, a pin. */
    public static final String RULE = "rule";

    /** It is too much like items before it. */
    public static final String DIVERSITY = "diversity";

    /** Its categories have more than their share of the answer already. */
    public static final String CALIBRATION = "calibration";

    /** It is there by chance, to learn whether it is wanted. */
    public static final String EXPLORATION = "exploration";

    /** All reasons too small to be named one by one. */
    public static final String OTHERS = "others";
}
