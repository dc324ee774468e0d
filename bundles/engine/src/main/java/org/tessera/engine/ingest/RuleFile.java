// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the rules of a mapping. */
final class RuleFile {
    private RuleFile() {}

    static Rule read(JsonView json, Kind kind) {
        if (kind != Kind.EVENTS) {
            throw json.wrong("rules are for events", "leave them out of " + kind.word());
        }
        json.only("name", "when", "set", "clear", "absolute", "negate", "product", "aside", "drop", "reject");
        String name = json.text("name").orElseThrow(() -> json.wrong("a rule has no name", "give it a name"));
        List<Condition> when = new ArrayList<>();
        json.get("when")
                .ifPresent(fields -> fields.members().forEach((field, test) -> when.add(condition(field, test))));
        return new Rule(name, when, changes(json), outcome(json));
    }

    private static Rule.Outcome outcome(JsonView json) {
        boolean aside = json.flag("aside");
        boolean drop = json.flag("drop");
        boolean reject = json.flag("reject");
        if ((aside && drop) || (aside && reject) || (drop && reject)) {
            throw json.wrong("aside, drop and reject exclude each other", "keep one of them");
        }
        return aside
                ? Rule.Outcome.SET_ASIDE
                : drop ? Rule.Outcome.DROPPED : reject ? Rule.Outcome.REJECTED : Rule.Outcome.GOES_ON;
    }

    private static List<Consumer<EventDraft>> changes(JsonView json) {
        List<Consumer<EventDraft>> changes = new ArrayList<>();
        json.get("set").ifPresent(set -> set.members().forEach((field, value) -> changes.add(setting(field, value))));
        for (String field : json.texts("clear")) {
            textField(json, field);
            changes.add(draft -> draft.set(field, ""));
        }
        for (String field : json.texts("absolute")) {
            numberField(json, field);
            changes.add(draft -> draft.set(field, Math.abs(draft.number(field))));
        }
        for (String field : json.texts("negate")) {
            numberField(json, field);
            changes.add(draft -> draft.set(field, -draft.number(field)));
        }
        Optional<Boolean> product = json.get("product").map(JsonView::flag);
        product.ifPresent(offered -> changes.add(draft -> draft.product = offered));
        return changes;
    }

    private static Consumer<EventDraft> setting(String field, JsonView value) {
        if (EventDraft.NUMBERS.contains(field)) {
            double number = value.number();
            return draft -> draft.set(field, number);
        }
        textField(value, field);
        String text = value.text();
        return draft -> draft.set(field, text);
    }

    private static void textField(JsonView json, String field) {
        if (!EventDraft.TEXTS.contains(field)) {
            throw json.wrong("a rule cannot set '" + field + "'", "it can set " + all());
        }
    }

    private static void numberField(JsonView json, String field) {
        if (!EventDraft.NUMBERS.contains(field)) {
            throw json.wrong("'" + field + "' is no number", "numbers are " + String.join(", ", EventDraft.NUMBERS));
        }
    }

    private static String all() {
        return String.join(", ", EventDraft.TEXTS) + ", " + String.join(", ", EventDraft.NUMBERS);
    }

    private static Condition condition(String field, JsonView test) {
        if (EventDraft.NUMBERS.contains(field)) {
            return Condition.ofNumber(field, number(test));
        }
        boolean detail = field.startsWith("item.") || field.startsWith("customer.");
        if (!detail && !EventDraft.TEXTS.contains(field)) {
            throw test.wrong(
                    "events have no field '" + field + "' to ask",
                    "fields are " + all() + ", customer.NAME and item.NAME");
        }
        return Condition.ofText(field, text(test));
    }

    private static Predicate<String> text(JsonView json) {
        if (!json.isObject()) {
            Set<String> among = new HashSet<>(json.texts());
            return among::contains;
        }
        json.only("is", "matches", "starts", "contains", "missing", "not");
        Predicate<String> all = text -> true;
        for (Map.Entry<String, JsonView> test : json.members().entrySet()) {
            all = all.and(text(test.getKey(), test.getValue()));
        }
        return all;
    }

    private static Predicate<String> text(String name, JsonView value) {
        switch (name) {
            case "is":
                Set<String> among = new HashSet<>(value.texts());
                return among::contains;
            case "matches":
                Pattern pattern = FieldSpec.pattern(value, value.text());
                return text -> pattern.matcher(text).matches();
            case "starts":
                String start = value.text();
                return text -> text.startsWith(start);
            case "contains":
                String part = value.text();
                return text -> text.contains(part);
            case "missing":
                boolean missing = value.flag();
                return text -> text.isEmpty() == missing;
            default:
                return text(value).negate();
        }
    }

    private static DoublePredicate number(JsonView json) {
        if (!json.isObject()) {
            double wanted = json.number();
            return number -> number == wanted;
        }
        json.only("is", "below", "above", "at_most", "at_least", "missing", "not");
        DoublePredicate all = number -> true;
        for (Map.Entry<String, JsonView> test : json.members().entrySet()) {
            all = all.and(number(test.getKey(), test.getValue()));
        }
        return all;
    }

    private static DoublePredicate number(String name, JsonView value) {
        switch (name) {
            case "missing":
                boolean missing = value.flag();
                return number -> Double.isNaN(number) == missing;
            case "not":
                return number(value).negate();
            default:
                double bound = value.number();
                return switch (name) {
                    case "below" -> number -> number < bound;
                    case "above" -> number -> number > bound;
                    case "at_most" -> number -> number <= bound;
                    case "at_least" -> number -> number >= bound;
                    default -> number -> number == bound;
                };
        }
    }
}
