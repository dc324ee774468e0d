// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tessera.api.data.ItemCatalog;
import org.tessera.numerics.text.Folding;
import org.tessera.numerics.text.Tokenizer;

/**
 * What is known of an item or a customer before anything is made of it.
 *
 * @param labels what it has or has not, such as {@code category=Garden}
 * @param attributes by name; values may be numbers
 */
record Description(List<String> labels, Map<String, String> attributes) {
    private static final Tokenizer TOKENIZER = new Tokenizer(true, true);

    static Description ofCustomer(String segment, Map<String, String> attributes) {
        return new Description(segment.isEmpty() ? List.of() : List.of("segment=" + Folding.fold(segment)), attributes);
    }

    static Description ofItem(ItemCatalog catalog, int item, boolean words) {
        List<String> labels = new ArrayList<>();
        for (String category : catalog.categories(item)) {
            labels.add("category=" + Folding.fold(category));
        }
        if (words) {
            TOKENIZER.forEach(catalog.name(item), labels::add);
            TOKENIZER.forEach(catalog.text(item), labels::add);
        }
        Map<String, String> attributes = new TreeMap<>(catalog.attributes(item));
        if (Double.isFinite(catalog.price(item))) {
            attributes.put("price", Double.toString(catalog.price(item)));
        }
        return new Description(labels, attributes);
    }
}
