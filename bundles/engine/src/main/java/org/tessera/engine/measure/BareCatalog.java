// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tessera.api.data.ItemCatalog;

/**
 * A catalogue of items of which only the number is known, as published splits give them. Immutable.
 *
 * @param size number of items
 */
public record BareCatalog(int size) implements ItemCatalog {
    @Override
    public String id(int item) {
        return Integer.toString(item);
    }

    @Override
    public OptionalInt indexOf(String id) {
        for (int item = 0; item < size; item++) {
            if (id(item).equals(id)) {
                return OptionalInt.of(item);
            }
        }
        return OptionalInt.empty();
    }

    @Override
    public String name(int item) {
        return id(item);
    }

    @Override
    public List<String> categories(int item) {
        return List.of();
    }

    @Override
    public double price(int item) {
        return Double.NaN;
    }

    @Override
    public String text(int item) {
        return "";
    }

    @Override
    public Map<String, String> attributes(int item) {
        return Map.of();
    }

    @Override
    public boolean isProduct(int item) {
        return true;
    }
}
