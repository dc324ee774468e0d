// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.util.List;

/**
 * What is known of an item beside its attributes.
 *
 * @param name empty where the source gave none
 * @param price NaN where unknown
 * @param priced when the price was paid, in milliseconds since 1970; {@link #LISTED} where a list of items gives it
 * @param text empty where there is none
 */
record ItemFacts(String name, List<String> categories, double price, long priced, String text, boolean product) {
    /** Later than any event: what a list says goes before what was paid. */
    static final long LISTED = Long.MAX_VALUE;

    static final ItemFacts UNKNOWN = new ItemFacts("", List.of(), Double.NaN, Long.MIN_VALUE, "", true);

    ItemFacts withName(String other) {
        return new ItemFacts(other, categories, price, priced, text, product);
    }

    ItemFacts withCategories(List<String> other) {
        return new ItemFacts(name, List.copyOf(other), price, priced, text, product);
    }

    ItemFacts withListPrice(double other) {
        return new ItemFacts(name, categories, other, LISTED, text, product);
    }

    /** With a price that was paid, if none of a list and none paid later is known; of several at one time the highest. */
    ItemFacts withPaidPrice(double other, long time) {
        boolean newer = time > priced || (time == priced && other > price);
        return newer ? new ItemFacts(name, categories, other, time, text, product) : this;
    }

    ItemFacts withText(String other) {
        return new ItemFacts(name, categories, price, priced, other, product);
    }

    ItemFacts withProduct(boolean other) {
        return new ItemFacts(name, categories, price, priced, text, other);
    }
}
