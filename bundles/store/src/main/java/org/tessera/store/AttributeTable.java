// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes by dense index, a column for each name. Values are held once for a column, so that a country of a million
 * customers takes four bytes each. Safe for many threads.
 */
final class AttributeTable {
    private final Map<String, Column> columns = new LinkedHashMap<>();

    private static final class Column {
        private final List<String> values;
        private final Map<String, Integer> codes;
        // Code of a value is its place in values plus one; 0 is missing.
        private int[] rows;

        Column() {
            values = new ArrayList<>();
            codes = new HashMap<>();
            rows = new int[64];
        }

        Column(Column other) {
            values = new ArrayList<>(other.values);
            codes = new HashMap<>();
            rows = other.rows.clone();
        }

        String get(int index) {
            int code = index < rows.length ? rows[index] : 0;
            return code == 0 ? "" : values.get(code - 1);
        }

        void set(int index, String value) {
            int code = codes.computeIfAbsent(value, v -> {
                values.add(v);
                return values.size();
            });
            if (index >= rows.length) {
                rows = Arrays.copyOf(rows, Math.max(index + 1, rows.length * 2));
            }
            rows[index] = code;
        }
    }

    /** Names in order of arrival. */
    synchronized List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /** Value of an attribute, empty where missing. */
    synchronized String get(int index, String name) {
        @Nullable Column column = columns.get(name);
        return column == null ? "" : column.get(index);
    }

    /** All attributes of an index that it has. */
    synchronized Map<String, String> get(int index) {
        Map<String, String> attributes = new LinkedHashMap<>();
        columns.forEach((name, column) -> {
            String value = column.get(index);
            if (!value.isEmpty()) {
                attributes.put(name, value);
            }
        });
        return attributes;
    }

    synchronized void set(int index, Map<String, String> attributes) {
        attributes.forEach((name, value) ->
                columns.computeIfAbsent(name, n -> new Column()).set(index, value));
    }

    /** What is there now, for reading only. */
    synchronized AttributeTable copy() {
        AttributeTable copy = new AttributeTable();
        columns.forEach((name, column) -> copy.columns.put(name, new Column(column)));
        return copy;
    }
}
