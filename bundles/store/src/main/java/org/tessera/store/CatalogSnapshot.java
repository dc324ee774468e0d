// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tessera.api.data.ItemCatalog;

/** The items at one moment. Shares the dictionary, which only grows: indexes past this moment are not seen. */
final class CatalogSnapshot implements ItemCatalog {
    private final Dictionary dictionary;
    private final List<ItemFacts> facts;
    private final AttributeTable attributes;

    CatalogSnapshot(Dictionary dictionary, List<ItemFacts> facts, AttributeTable attributes) {
        this.dictionary = dictionary;
        this.facts = facts;
        this.attributes = attributes;
    }

    @Override
    public int size() {
        return facts.size();
    }

    @Override
    public String id(int item) {
        facts.get(item);
        return dictionary.key(item);
    }

    @Override
    public OptionalInt indexOf(String id) {
        OptionalInt index = dictionary.indexOf(id);
        return index.isPresent() && index.getAsInt() < facts.size() ? index : OptionalInt.empty();
    }

    @Override
    public String name(int item) {
        String name = facts.get(item).name();
        return name.isEmpty() ? id(item) : name;
    }

    @Override
    public List<String> categories(int item) {
        return facts.get(item).categories();
    }

    @Override
    public double price(int item) {
        return facts.get(item).price();
    }

    @Override
    public String text(int item) {
        return facts.get(item).text();
    }

    @Override
    public Map<String, String> attributes(int item) {
        return attributes.get(item);
    }

    @Override
    public boolean isProduct(int item) {
        return facts.get(item).product();
    }
}
