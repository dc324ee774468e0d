// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.util.List;

/**
 * What is known of an item beside its attributes.
 *
 * @param name empty where the source gave none
 * @param price NaN where unknown
 * @param text empty where there is none
 */
record ItemFacts(String name, List<String> categories, double price, String text, boolean product) {
    static final ItemFacts UNKNOWN = new ItemFacts("", List.of(), Double.NaN, "", true);

    ItemFacts withName(String other) {
        return new ItemFacts(other, categories, price, text, product);
    }

    ItemFacts withCategories(List<String> other) {
        return new ItemFacts(name, List.copyOf(other), price, text, product);
    }

    ItemFacts withPrice(double other) {
        return new ItemFacts(name, categories, other, text, product);
    }

    ItemFacts withText(String other) {
        return new ItemFacts(name, categories, price, other, product);
    }

    ItemFacts withProduct(boolean other) {
        return new ItemFacts(name, categories, price, text, other);
    }
}
