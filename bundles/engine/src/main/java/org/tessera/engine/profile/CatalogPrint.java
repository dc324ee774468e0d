// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.List;
import java.util.Optional;
import org.tessera.api.data.ItemCatalog;

/**
 * What states rest on of the catalogue: the categories of the items there were, and whether they were products. New
 * items change nothing for what is folded already, but once there are twice as many as at the start, where an item stands
 * among the others is another matter.
 *
 * @param base items when folding started
 * @param size items up to now
 * @param hash of their categories
 */
public record CatalogPrint(int base, int size, long hash) {
    private static final int FEW = 64;

    /** Of a catalogue from which folding starts. */
    public static CatalogPrint of(ItemCatalog catalog) {
        return new CatalogPrint(catalog.size(), catalog.size(), hash(catalog, catalog.size()));
    }

    /** Whether states that rest on this may be folded on with a catalogue. */
    public boolean holds(ItemCatalog catalog) {
        return catalog.size() >= size && catalog.size() < 2L * Math.max(base, FEW) && hash(catalog, size) == hash;
    }

    /** Of the same start with the items of now. */
    public CatalogPrint grown(ItemCatalog catalog) {
        return catalog.size() == size ? this : new CatalogPrint(base, catalog.size(), hash(catalog, catalog.size()));
    }

    private static long hash(ItemCatalog catalog, int size) {
        long hash = 1;
        for (int item = 0; item < size; item++) {
            List<String> categories = catalog.categories(item);
            hash = hash * 31 + (catalog.isProduct(item) ? 7 : 3);
            for (String category : categories) {
                hash = (hash ^ category.hashCode()) * 0x9E3779B97F4A7C15L;
            }
        }
        return hash;
    }

    /** For a cursor. */
    public String text() {
        return base + ":" + size + ":" + Long.toHexString(hash);
    }

    /** The reverse of {@link #text}; empty where it is none. */
    public static Optional<CatalogPrint> parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            return parts.length == 3
                    ? Optional.of(new CatalogPrint(
                            Integer.parseInt(parts[0]),
                            Integer.parseInt(parts[1]),
                            Long.parseUnsignedLong(parts[2], 16)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
