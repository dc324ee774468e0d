// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.data;

import java.util.Objects;

/**
 * One thing a customer did, or that happened to an item.
 *
 * @param customer dense index of the customer, or {@link #NONE} where the source names none
 * @param item dense index of the item, or {@link #NONE}
 * @param type what happened, such as {@code purchase}, {@code view}, {@code cart}, {@code rating}, {@code return}
 * @param time milliseconds since 1970-01-01T00:00Z; times without a zone are read in the zone of the import
 * @param value money for a purchase (quantity times price), stars for a rating; NaN where there is none
 * @param quantity units, net of what was taken back; 1 where the source has none
 * @param price money for one unit; NaN where there is none
 * @param order what groups events into one order or basket; empty where there is none
 * @param channel where it happened, such as {@code web} or a country's shop; empty where there is none
 */
public record Event(
        int customer,
        int item,
        String type,
        long time,
        double value,
        double quantity,
        double price,
        String order,
        String channel) {
    /** The index that stands for no customer or no item. */
    public static final int NONE = -1;

    /** Bought and paid. */
    public static final String PURCHASE = "purchase";

    /** Takes back an earlier purchase; never handed out once it is settled against that purchase. */
    public static final String CANCEL = "cancel";

    /** Looked at. */
    public static final String VIEW = "view";

    /** Put into the basket. */
    public static final String CART = "cart";

    /** An opinion in stars; {@link #value()} holds them. */
    public static final String RATING = "rating";

    public Event {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(channel, "channel");
    }

    /** Whether a known customer did this. */
    public boolean hasCustomer() {
        return customer != NONE;
    }

    /** Whether this concerns a known item. */
    public boolean hasItem() {
        return item != NONE;
    }
}
