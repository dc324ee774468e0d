// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tessera.api.store.Intake.Detail;
import org.tessera.api.store.Intake.NewItem;

/** Items added and changed in one transaction. For one thread. */
final class ItemDraft {
    private final Items items;
    private final Dictionary.Draft keys;
    private final Map<Integer, ItemFacts> facts = new LinkedHashMap<>();
    private final Map<Integer, Map<String, String>> attributes = new LinkedHashMap<>();

    ItemDraft(Items items) {
        this.items = items;
        this.keys = items.dictionary().draft();
    }

    int resolve(String id) {
        return keys.resolve(id);
    }

    private boolean isNew(int item) {
        return item >= keys.from();
    }

    private ItemFacts known(int item) {
        @Nullable ItemFacts drafted = facts.get(item);
        return drafted != null ? drafted : items.facts(item);
    }

    /**
     * Takes what an import of items says.
     *
     * @return whether that changes the item or the item is new
     */
    boolean put(NewItem given) {
        int item = resolve(given.id());
        boolean fresh = isNew(item) && !facts.containsKey(item);
        ItemFacts before = known(item);
        ItemFacts after = before;
        after = given.name().isEmpty() ? after : after.withName(given.name());
        after = given.categories().isEmpty() ? after : after.withCategories(given.categories());
        after = Double.isNaN(given.price()) ? after : after.withListPrice(given.price());
        after = given.text().isEmpty() ? after : after.withText(given.text());
        after = given.product().isEmpty()
                ? after
                : after.withProduct(given.product().get());
        boolean changed = !after.equals(before);
        if (changed || fresh) {
            facts.put(item, after);
        }
        for (Map.Entry<String, String> attribute : given.attributes().entrySet()) {
            changed |= putAttribute(item, attribute.getKey(), attribute.getValue(), true);
        }
        return changed || fresh;
    }

    /** Fills gaps with what an event says. */
    void fill(int item, boolean product, List<Detail> details, List<String> values) {
        ItemFacts before = known(item);
        ItemFacts after = product || !before.product() ? before : before.withProduct(false);
        for (int k = 0; k < details.size(); k++) {
            Detail detail = details.get(k);
            String value = values.get(k);
            if (detail.subject() == Detail.Subject.ITEM && !value.isEmpty()) {
                switch (detail.name()) {
                    case Detail.NAME -> after = after.name().isEmpty() ? after.withName(value) : after;
                    case Detail.CATEGORY ->
                        after = after.categories().isEmpty() ? after.withCategories(List.of(value)) : after;
                    case Detail.TEXT -> after = after.text().isEmpty() ? after.withText(value) : after;
                    default -> putAttribute(item, detail.name(), value, false);
                }
            }
        }
        if (!after.equals(before)) {
            facts.put(item, after);
        }
    }

    /** Takes a price that was paid for an item. */
    void price(int item, double price, long time) {
        ItemFacts before = known(item);
        ItemFacts after = before.withPaidPrice(price, time);
        if (!after.equals(before)) {
            facts.put(item, after);
        }
    }

    private boolean putAttribute(int item, String name, String value, boolean overwrite) {
        @Nullable Map<String, String> drafted = attributes.get(item);
        @Nullable String own = drafted == null ? null : drafted.get(name);
        String known = own != null ? own : isNew(item) ? "" : items.attributes().get(item, name);
        if (value.isEmpty() || value.equals(known) || (!overwrite && !known.isEmpty())) {
            return false;
        }
        attributes.computeIfAbsent(item, i -> new LinkedHashMap<>()).put(name, value);
        return true;
    }

    void write(Connection connection) throws SQLException {
        List<String> added = keys.added();
        try (BulkInsert insert = new BulkInsert(
                connection,
                "item",
                "id",
                "external_id",
                "name",
                "categories",
                "price",
                "description",
                "attributes",
                "product",
                "priced")) {
            insert.begin(added.size());
            for (int k = 0; k < added.size(); k++) {
                int item = keys.from() + k;
                ItemFacts own = known(item);
                insert.addIndex(item)
                        .add(added.get(k))
                        .add(own.name())
                        .add(Texts.of(own.categories()))
                        .addNumber(own.price())
                        .add(own.text())
                        .add(Texts.of(attributes.getOrDefault(item, Map.of())))
                        .add(own.product())
                        .add(own.priced());
            }
        }
        try (PreparedStatement update = connection.prepareStatement("UPDATE item SET name = ?, categories = ?,"
                + " price = ?, description = ?, attributes = ?, product = ?, priced = ? WHERE id = ?")) {
            for (int item : facts.keySet()) {
                update(update, item);
            }
            for (int item : attributes.keySet()) {
                if (!facts.containsKey(item)) {
                    update(update, item);
                }
            }
            update.executeBatch();
        }
    }

    private void update(PreparedStatement update, int item) throws SQLException {
        if (isNew(item)) {
            return;
        }
        ItemFacts own = known(item);
        Map<String, String> all = new LinkedHashMap<>(items.attributes().get(item));
        all.putAll(attributes.getOrDefault(item, Map.of()));
        update.setString(1, own.name());
        update.setString(2, Texts.of(own.categories()));
        if (Double.isNaN(own.price())) {
            update.setNull(3, Types.DOUBLE);
        } else {
            update.setDouble(3, own.price());
        }
        update.setString(4, own.text());
        update.setString(5, Texts.of(all));
        update.setBoolean(6, own.product());
        update.setLong(7, own.priced());
        update.setInt(8, item);
        update.addBatch();
    }

    /** Lets everybody see the changes; call it once they are on disk. */
    void publish() {
        attributes.forEach(items.attributes()::set);
        keys.publish();
        for (int k = 0; k < keys.added().size(); k++) {
            items.set(keys.from() + k, known(keys.from() + k));
        }
        facts.forEach(items::set);
        items.changed();
    }
}
