// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

/**
 * Something the shop sells.
 *
 * @param index place in the list of all items
 * @param cents list price of one unit
 * @param appeal how much it sells beside others of its kind, around 1
 * @param launched share of the shop's whole time after which it is sold, 0 for from the start
 * @param partner index of the item that goes with it, or its own where none does
 */
record Item(
        int index,
        String id,
        String name,
        Category category,
        Style style,
        int cents,
        double appeal,
        double launched,
        int partner,
        String text) {
    /** Charged with gifts and no product; the catalogue does not have it. */
    static final Item WRAPPING =
            new Item(-1, "WRAP", "Gift Wrapping", Category.STATIONERY, Style.CLASSIC, 350, 0, 0, -1, "");
}
