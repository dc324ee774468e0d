// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tessera.api.TesseraException;
import org.tessera.api.ingest.RecordCursor;
import org.tessera.api.store.Intake.NewCustomer;
import org.tessera.api.store.Intake.NewItem;

/** Turns the records of one file into customers or items. Not safe for many threads. */
final class EntityMapper {
    private static final Set<String> TRUE = Set.of("1", "true", "yes", "y", "t");

    private final BoundField key;
    private final Map<String, BoundField> known = new LinkedHashMap<>();
    private final List<BoundField> attributes = new ArrayList<>();
    private final Numbers numbers;

    /** @throws TesseraException if a column or the key is missing */
    EntityMapper(Mapping mapping, Kind kind, RecordCursor cursor, String fileName) {
        String keyField = kind.fields().get(0);
        @Nullable FieldSpec keySpec = mapping.fields().get(keyField);
        if (keySpec == null) {
            throw new TesseraException(
                    "no column is mapped to " + keyField,
                    "columns are: " + String.join(", ", cursor.columns()) + "; say --map " + keyField + "=COLUMN");
        }
        key = BoundField.bind(keyField, keySpec, cursor, fileName, true);
        Set<Integer> used = new java.util.HashSet<>(Set.of(key.column()));
        mapping.fields().forEach((name, spec) -> {
            if (!name.equals(keyField)) {
                BoundField field = BoundField.bind(name, spec, cursor, fileName, false);
                used.add(field.column());
                Arrays.stream(field.flagColumns()).forEach(used::add);
                if (kind.fields().contains(name)) {
                    known.put(name, field);
                } else {
                    attributes.add(field);
                }
            }
        });
        for (String column : columns(mapping, cursor)) {
            BoundField field = BoundField.bind(column, FieldSpec.column(column), cursor, fileName, false);
            if (used.add(field.column())) {
                attributes.add(field);
            }
        }
        numbers = new Numbers(mapping.decimal());
    }

    private static List<String> columns(Mapping mapping, RecordCursor cursor) {
        return mapping.attributes().contains(Mapping.OTHERS)
                ? cursor.columns().stream().filter(column -> !column.isBlank()).toList()
                : mapping.attributes();
    }

    /** Why the record has no usable key. */
    Optional<Refusal> refusal(RecordCursor cursor) {
        String id = key.read(cursor, 0);
        if (id.isEmpty()) {
            return Optional.of(Refusal.missing(key.name()));
        }
        return EventMapper.checkKey(key.name(), id).or(() -> tooLong(cursor)).or(() -> price(cursor));
    }

    private Optional<Refusal> tooLong(RecordCursor cursor) {
        for (BoundField field : attributes) {
            int length = field.read(cursor, 0).length();
            if (length > EventMapper.TEXT_LIMIT) {
                return Optional.of(Refusal.overLong(field.name(), length, EventMapper.TEXT_LIMIT));
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> price(RecordCursor cursor) {
        String text = text("price", cursor);
        double price = text.isEmpty() ? 0 : numbers.parse(text);
        if (Double.isNaN(price)) {
            return Optional.of(Refusal.unreadable("price", "number", text, "a number"));
        }
        return price < 0 ? Optional.of(Refusal.impossible("price", price, "0 or more")) : Optional.empty();
    }

    NewCustomer customer(RecordCursor cursor) {
        return new NewCustomer(key.read(cursor, 0), attributes(cursor));
    }

    NewItem item(RecordCursor cursor) {
        String price = text("price", cursor);
        String product = text("product", cursor);
        return new NewItem(
                key.read(cursor, 0),
                text("name", cursor),
                categories(cursor),
                price.isEmpty() ? Double.NaN : numbers.parse(price),
                text("text", cursor),
                attributes(cursor),
                product.isEmpty() ? Optional.empty() : Optional.of(isTrue(product)));
    }

    private String text(String field, RecordCursor cursor) {
        @Nullable BoundField bound = known.get(field);
        return bound == null ? "" : bound.read(cursor, 0);
    }

    private static boolean isTrue(String text) {
        return TRUE.contains(text.toLowerCase(Locale.ROOT));
    }

    private List<String> categories(RecordCursor cursor) {
        @Nullable BoundField field = known.get("category");
        if (field == null) {
            return List.of();
        }
        int[] flags = field.flagColumns();
        if (flags.length > 0) {
            List<String> set = new ArrayList<>();
            for (int k = 0; k < flags.length; k++) {
                if (isTrue(cursor.get(flags[k]))) {
                    set.add(field.spec().flags().get(k));
                }
            }
            return set;
        }
        String separator = field.spec().split().orElse("|");
        return Arrays.stream(field.read(cursor, 0).split(java.util.regex.Pattern.quote(separator)))
                .map(String::strip)
                .filter(category -> !category.isEmpty())
                .distinct()
                .toList();
    }

    private Map<String, String> attributes(RecordCursor cursor) {
        Map<String, String> values = new LinkedHashMap<>();
        for (BoundField field : attributes) {
            String value = field.read(cursor, 0);
            if (!value.isEmpty()) {
                values.put(field.name(), value);
            }
        }
        return values;
    }
}
