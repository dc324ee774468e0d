// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

/**
 * Someone who buys in the sample shop.
 *
 * @param rhythm when they come, taste what they buy, style how it looks: the truth, which no imported file holds
 * @param ageBand such as {@code 30-39}
 * @param region where they live
 * @param newsletter whether they get it
 */
record Customer(
        int index,
        String id,
        Rhythm rhythm,
        Taste taste,
        Style style,
        String ageBand,
        String region,
        boolean newsletter) {
    /** Somebody who paid in the store without saying who they are. */
    static final Customer WALK_IN = nobody("");

    /** The shop's own staff, trying out whether orders work. */
    static final Customer TESTER = nobody("TEST");

    private static Customer nobody(String id) {
        return new Customer(-1, id, Rhythm.NEWCOMER, Taste.WRITER, Style.CLASSIC, "", "", false);
    }
}
