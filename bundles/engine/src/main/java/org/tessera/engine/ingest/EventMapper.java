// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Event;
import org.tessera.api.ingest.RecordCursor;
import org.tessera.api.store.Intake.Detail;

/** Turns the records of one file into events and checks them. Not safe for many threads. */
final class EventMapper {
    static final int KEY_LIMIT = 200;
    static final int TEXT_LIMIT = 10_000;
    private static final int TYPES = 1000;
    private static final double LARGEST = 1e12;
    private static final long OLDEST = Instant.parse("1900-01-01T00:00:00Z").toEpochMilli();
    private static final long NEWEST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

    private final Optional<BoundField> id;
    private final Optional<BoundField> customer;
    private final Optional<BoundField> item;
    private final Optional<BoundField> type;
    private final BoundField time;
    private final Optional<BoundField> order;
    private final Optional<BoundField> channel;
    private final Optional<BoundField> value;
    private final Optional<BoundField> quantity;
    private final Optional<BoundField> price;
    private final List<BoundField> details = new ArrayList<>();
    private final List<Detail> detailNames = new ArrayList<>();
    private final Times times;
    private final Numbers numbers;
    private final boolean baskets;
    private final Fingerprint fingerprint = new Fingerprint();
    private final Set<String> types = new HashSet<>();
    private final Set<String> channels = new HashSet<>();
    private String idText = "";

    /** @throws TesseraException if a column or a field that events need is missing */
    EventMapper(Mapping mapping, RecordCursor cursor, String fileName) {
        Binder binder = new Binder(mapping, cursor, fileName);
        id = binder.bind("id", false);
        customer = binder.bind("customer", true);
        item = binder.bind("item", true);
        if (customer.isEmpty() && item.isEmpty()) {
            throw binder.lacks("customer or item", "--map customer=COLUMN,item=COLUMN");
        }
        time = binder.bind("time", true)
                .orElseThrow(() -> binder.lacks("time", "--map time=COLUMN, or --set time=2026-01-31 for all records"));
        type = binder.bind("type", false);
        order = binder.bind("order", false);
        channel = binder.bind("channel", false);
        value = binder.bind("value", false);
        quantity = binder.bind("quantity", false);
        price = binder.bind("price", false);
        mapping.fields().keySet().forEach(field -> bindDetail(binder, field));
        baskets = mapping.fields().values().stream().anyMatch(FieldSpec::each);
        times = new Times(time.spec().formats(), zone(time.spec()));
        numbers = new Numbers(mapping.decimal());
    }

    private record Binder(Mapping mapping, RecordCursor cursor, String fileName) {
        Optional<BoundField> bind(String field, boolean required) {
            @Nullable FieldSpec spec = mapping.fields().get(field);
            return spec == null
                    ? Optional.empty()
                    : Optional.of(BoundField.bind(field, spec, cursor, fileName, required && !spec.optional()));
        }

        TesseraException lacks(String what, String hint) {
            return new TesseraException(
                    "no column is mapped to " + what,
                    "columns are: " + String.join(", ", cursor.columns()) + "; say " + hint);
        }
    }

    private void bindDetail(Binder binder, String field) {
        int dot = field.indexOf('.');
        if (dot > 0) {
            binder.bind(field, false).ifPresent(details::add);
            detailNames.add(new Detail(
                    field.startsWith("item.") ? Detail.Subject.ITEM : Detail.Subject.CUSTOMER,
                    field.substring(dot + 1)));
        }
    }

    private static ZoneId zone(FieldSpec time) {
        try {
            return ZoneId.of(time.zone().orElse("UTC"));
        } catch (DateTimeException e) {
            throw new TesseraException(
                    "there is no time zone '" + time.zone().orElse("") + "'", "give one such as Europe/London", e);
        }
    }

    EventDraft draft() {
        return new EventDraft(detailNames);
    }

    List<Detail> detailNames() {
        return detailNames;
    }

    /** Whether every cell of a record is an event. */
    boolean baskets() {
        return baskets;
    }

    /**
     * Reads a record into a draft.
     *
     * @param cell the cell that is the event, where records are baskets
     * @return why it cannot be read
     */
    Optional<Refusal> read(RecordCursor cursor, int cell, EventDraft draft) {
        draft.product = true;
        draft.aside = false;
        draft.customer = text(customer, cursor, cell);
        draft.item = text(item, cursor, cell);
        draft.type = type.isEmpty() ? Event.PURCHASE : type.get().read(cursor, cell);
        draft.order = text(order, cursor, cell);
        draft.channel = text(channel, cursor, cell);
        idText = text(id, cursor, cell);
        for (int k = 0; k < draft.details.length; k++) {
            draft.details[k] = details.get(k).read(cursor, cell);
        }
        @Nullable Refusal refusal = key(customer, draft.customer);
        refusal = refusal != null ? refusal : key(item, draft.item);
        refusal = refusal != null ? refusal : readTime(cursor, cell, draft);
        refusal = refusal != null ? refusal : readNumbers(cursor, cell, draft);
        if (refusal == null && id.isPresent() && idText.isEmpty()) {
            refusal = Refusal.missing("id");
        }
        return Optional.ofNullable(refusal);
    }

    private static String text(Optional<BoundField> field, RecordCursor cursor, int cell) {
        return field.isEmpty() ? "" : field.get().read(cursor, cell);
    }

    private static @Nullable Refusal key(Optional<BoundField> field, String text) {
        if (text.isEmpty()) {
            boolean needed = field.isPresent() && !field.get().spec().optional();
            return needed ? Refusal.missing(field.get().name()) : null;
        }
        return checkKey(field.map(BoundField::name).orElse(""), text).orElse(null);
    }

    /** Why a text cannot be an external id. */
    static Optional<Refusal> checkKey(String field, String text) {
        if (text.length() > KEY_LIMIT) {
            return Optional.of(Refusal.overLong(field, text.length(), KEY_LIMIT));
        }
        for (int k = 0; k < text.length(); k++) {
            if (Character.isISOControl(text.charAt(k))) {
                return Optional.of(Refusal.impossible(
                        field, "'" + text.replaceAll("\\p{Cntrl}", "?") + "'", "no control characters"));
            }
        }
        return Optional.empty();
    }

    private @Nullable Refusal readTime(RecordCursor cursor, int cell, EventDraft draft) {
        String text = time.read(cursor, cell);
        if (text.isEmpty()) {
            return Refusal.missing("time");
        }
        draft.time = times.parse(text);
        if (draft.time == Times.UNREADABLE) {
            String expected = time.spec().formats().isEmpty()
                    ? "one such as 2026-01-31 18:00:00 (or say --time-format)"
                    : String.join(" or ", time.spec().formats());
            return Refusal.unreadable("time", "time", text, expected);
        }
        return draft.time < OLDEST || draft.time >= NEWEST
                ? Refusal.impossible("time", Times.shown(draft.time), "one from 1900 to 2199")
                : null;
    }

    private @Nullable Refusal readNumbers(RecordCursor cursor, int cell, EventDraft draft) {
        String quantityText = text(quantity, cursor, cell);
        String priceText = text(price, cursor, cell);
        String valueText = text(value, cursor, cell);
        draft.quantity = quantityText.isEmpty() ? 1 : numbers.parse(quantityText);
        draft.price = priceText.isEmpty() ? Double.NaN : numbers.parse(priceText);
        draft.value = valueText.isEmpty() ? Double.NaN : numbers.parse(valueText);
        if (Double.isNaN(draft.quantity)) {
            return Refusal.unreadable("quantity", "number", quantityText, "a number");
        }
        if (Double.isNaN(draft.price) && !priceText.isEmpty()) {
            return Refusal.unreadable("price", "number", priceText, "a number");
        }
        if (Double.isNaN(draft.value) && !valueText.isEmpty()) {
            return Refusal.unreadable("value", "number", valueText, "a number");
        }
        return null;
    }

    /**
     * Identity of the record just read, before any cleaning, so that a changed rule does not let old records in again:
     * its id where the mapping names one, else everything that is mapped.
     */
    long fingerprint(EventDraft draft) {
        fingerprint.start();
        if (id.isPresent()) {
            return fingerprint.add(idText).end();
        }
        fingerprint
                .add(draft.customer)
                .add(draft.item)
                .add(draft.type)
                .add(draft.time)
                .add(draft.quantity)
                .add(draft.price)
                .add(draft.value)
                .add(draft.order)
                .add(draft.channel);
        for (String detail : draft.details) {
            fingerprint.add(detail);
        }
        return fingerprint.end();
    }

    /** Completes a cleaned event, and says why it is impossible. */
    Optional<Refusal> complete(EventDraft draft) {
        boolean money = draft.type.equals(Event.PURCHASE) || draft.type.equals(Event.CANCEL);
        if (Double.isNaN(draft.value)) {
            draft.value = draft.quantity * draft.price;
        } else if (Double.isNaN(draft.price) && money && draft.quantity > 0) {
            draft.price = draft.value / draft.quantity;
        }
        return draft.aside ? checkTexts(draft) : checkNumbers(draft).or(() -> checkTexts(draft));
    }

    private static Optional<Refusal> checkNumbers(EventDraft draft) {
        if (!(draft.quantity > 0 && draft.quantity <= LARGEST)) {
            return Optional.of(Refusal.impossible("quantity", draft.quantity, "more than 0"));
        }
        if (draft.price < 0 || draft.price > LARGEST) {
            return Optional.of(Refusal.impossible("price", draft.price, "0 or more"));
        }
        if (Math.abs(draft.value) > LARGEST) {
            return Optional.of(Refusal.impossible("value", draft.value, "at most " + LARGEST));
        }
        return Optional.empty();
    }

    private Optional<Refusal> checkTexts(EventDraft draft) {
        if (draft.type.isEmpty()) {
            return Optional.of(Refusal.missing("type"));
        }
        if (!few(types, draft.type) || !few(channels, draft.channel)) {
            return Optional.of(new Refusal(
                    "too many types or channels",
                    "types and channels have at most " + TYPES
                            + " values each, see whether the right column is mapped"));
        }
        for (int k = 0; k < draft.details.length; k++) {
            if (draft.details[k].length() > TEXT_LIMIT) {
                return Optional.of(Refusal.overLong(details.get(k).name(), draft.details[k].length(), TEXT_LIMIT));
            }
        }
        return checkKey("type", draft.type)
                .or(() -> checkKey("order", draft.order))
                .or(() -> checkKey("channel", draft.channel));
    }

    private static boolean few(Set<String> known, String text) {
        return known.contains(text) || (known.size() < TYPES && known.add(text));
    }
}
