// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.store.ItemDirectory;

/** The items, held in memory and on disk. Many threads may read while one import adds. */
@Component(service = {ItemDirectory.class, Items.class})
public final class Items implements ItemDirectory {
    private final Dictionary dictionary = new Dictionary();
    private final AttributeTable attributes = new AttributeTable();
    // Everything but attributes by item; guarded by this.
    private final List<ItemFacts> facts = new ArrayList<>();
    private @Nullable ItemCatalog catalog;

    @Activate
    public Items(@Reference Database database) {
        database.read(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT external_id, name, categories, price, description,"
                                    + " attributes, product, priced FROM item ORDER BY id");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    attributes.set(dictionary.size(), Texts.strings(row.getString(6)));
                    facts.add(facts(row));
                    dictionary.add(row.getString(1));
                }
                return dictionary.size();
            }
        });
    }

    private static ItemFacts facts(ResultSet row) throws SQLException {
        double price = row.getDouble(4);
        boolean priced = !row.wasNull();
        return new ItemFacts(
                row.getString(2),
                Texts.list(row.getString(3)),
                priced ? price : Double.NaN,
                row.getLong(8),
                row.getString(5),
                row.getBoolean(7));
    }

    @Override
    public synchronized ItemCatalog catalog() {
        @Nullable ItemCatalog current = catalog;
        if (current == null) {
            current = new CatalogSnapshot(dictionary, List.copyOf(facts), attributes.copy());
            catalog = current;
        }
        return current;
    }

    Dictionary dictionary() {
        return dictionary;
    }

    AttributeTable attributes() {
        return attributes;
    }

    /** What is known of an item; nothing special where it is only being added. */
    synchronized ItemFacts facts(int item) {
        return item < facts.size() ? facts.get(item) : ItemFacts.UNKNOWN;
    }

    /** Makes the next catalogue show what was set. */
    synchronized void changed() {
        catalog = null;
    }

    synchronized void set(int item, ItemFacts known) {
        while (facts.size() <= item) {
            facts.add(ItemFacts.UNKNOWN);
        }
        facts.set(item, known);
    }
}
