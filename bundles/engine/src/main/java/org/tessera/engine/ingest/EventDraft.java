// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.util.List;
import org.tessera.api.store.Intake.Detail;
import org.tessera.api.store.Intake.NewEvent;

/**
 * An event while it is being cleaned. One is used for all records of an import, as making one for each would cost more
 * than filling it. Not safe for many threads.
 */
final class EventDraft {
    static final List<String> TEXTS = List.of("customer", "item", "type", "order", "channel");
    static final List<String> NUMBERS = List.of("value", "quantity", "price");

    final List<Detail> detailNames;
    String customer = "";
    String item = "";
    String type = "";
    String order = "";
    String channel = "";
    long time;
    double value;
    double quantity;
    double price;
    boolean product = true;
    boolean aside;
    String[] details;

    EventDraft(List<Detail> detailNames) {
        this.detailNames = detailNames;
        details = new String[detailNames.size()];
    }

    /** Name under which a mapping speaks of a detail. */
    static String fieldOf(Detail detail) {
        return (detail.subject() == Detail.Subject.ITEM ? "item." : "customer.") + detail.name();
    }

    String text(String field) {
        return switch (field) {
            case "customer" -> customer;
            case "item" -> item;
            case "type" -> type;
            case "order" -> order;
            case "channel" -> channel;
            default -> detail(field);
        };
    }

    private String detail(String field) {
        for (int k = 0; k < details.length; k++) {
            if (fieldOf(detailNames.get(k)).equals(field)) {
                return details[k];
            }
        }
        return "";
    }

    void set(String field, String text) {
        switch (field) {
            case "customer" -> customer = text;
            case "item" -> item = text;
            case "type" -> type = text;
            case "order" -> order = text;
            case "channel" -> channel = text;
            default -> throw new IllegalArgumentException(field);
        }
    }

    double number(String field) {
        return switch (field) {
            case "value" -> value;
            case "quantity" -> quantity;
            case "price" -> price;
            default -> throw new IllegalArgumentException(field);
        };
    }

    void set(String field, double number) {
        switch (field) {
            case "value" -> value = number;
            case "quantity" -> quantity = number;
            case "price" -> price = number;
            default -> throw new IllegalArgumentException(field);
        }
    }

    NewEvent event(long line, long fingerprint) {
        return new NewEvent(
                customer,
                item,
                product,
                type,
                aside,
                time,
                value,
                quantity,
                price,
                order,
                channel,
                List.of(details),
                line,
                fingerprint);
    }
}
