// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tessera.api.TesseraException;

/** What a file holds, and which fields that has. */
enum Kind {
    /** What customers did. */
    EVENTS(List.of("id", "customer", "item", "type", "time", "value", "quantity", "price", "order", "channel")),
    /** What is known of customers; any other field is an attribute. */
    CUSTOMERS(List.of("customer")),
    /** What is known of items; any other field is an attribute. */
    ITEMS(List.of("item", "name", "category", "price", "text", "product"));

    private final List<String> fields;

    Kind(List<String> fields) {
        this.fields = fields;
    }

    /** The fields that mean something to the engine, by name. */
    List<String> fields() {
        return fields;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind named(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new TesseraException(
                        "'" + word + "' is nothing to import",
                        "say one of " + Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "))));
    }
}
