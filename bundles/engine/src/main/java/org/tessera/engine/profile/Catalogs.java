// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import org.tessera.api.data.ItemCatalog;
import org.tessera.api.store.ItemDirectory;

/** The catalogue of a pass; a later one takes its place when an event names an item it does not have. For one thread. */
final class Catalogs {
    private final ItemDirectory items;
    private ItemCatalog catalog;

    Catalogs(ItemDirectory items) {
        this.items = items;
        this.catalog = items.catalog();
    }

    ItemCatalog current() {
        return catalog;
    }

    /** A catalogue that has the item. */
    ItemCatalog knowing(int item) {
        if (item >= catalog.size()) {
            catalog = items.catalog();
        }
        return catalog;
    }
}
