// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import java.time.Instant;

/**
 * Something that happened in the sample shop.
 *
 * @param visit in which it happened; the visits of all customers are numbered
 * @param quantity units, 0 where nothing was bought
 * @param cents price of one unit, 0 where nothing was bought
 */
record ShopEvent(
        Customer customer, Item item, String type, Instant time, int quantity, int cents, int visit, String channel) {
    static final String VIEW = "view";
    static final String CART = "cart";
    static final String PURCHASE = "purchase";
    static final String CANCEL = "cancel";
}
