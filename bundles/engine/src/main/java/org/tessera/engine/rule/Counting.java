// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.engine.rule.Operand.Field;
import org.tessera.engine.rule.Operand.Filter;

/** What a function counts: which events, and of how long before now. Immutable; equal ones count the same. */
final class Counting {
    private final Operand.Call call;
    private final Function function;
    private final List<Test> tests;
    private final boolean anyType;

    /** A condition on an event. */
    @FunctionalInterface
    private interface Test {
        boolean fits(Event event, ItemCatalog items);
    }

    Counting(Function function, Operand.Call call) {
        this.call = call;
        this.function = function;
        this.anyType =
                function.type().isEmpty() || call.filters().stream().anyMatch(filter -> filter.field() == Field.TYPE);
        this.tests = call.filters().stream().map(Counting::test).toList();
    }

    Operand.Call call() {
        return call;
    }

    Function function() {
        return function;
    }

    Optional<Span> window() {
        return call.window();
    }

    /** Whether items matter, beside their ids. */
    boolean readsCategories() {
        return call.filters().stream().anyMatch(filter -> filter.field() == Field.CATEGORY);
    }

    boolean counts(Event event, ItemCatalog items) {
        if (!isOfType(event)) {
            return false;
        }
        for (Test test : tests) {
            if (!test.fits(event, items)) {
                return false;
            }
        }
        return true;
    }

    private boolean isOfType(Event event) {
        if (anyType) {
            return true;
        }
        // A purchase that was taken back in part still counts, one of no units never did.
        return event.type().equals(function.type())
                && (!function.type().equals(Event.PURCHASE) || event.quantity() > 0);
    }

    private static Test test(Filter filter) {
        return switch (filter.field()) {
            case TYPE -> text(filter, (event, items) -> event.type());
            case CHANNEL -> text(filter, (event, items) -> event.channel());
            case ORDER -> text(filter, (event, items) -> event.order());
            case ITEM -> text(filter, (event, items) -> event.hasItem() ? items.id(event.item()) : "");
            case CATEGORY -> category(filter);
            case VALUE -> number(filter, Event::value);
            case QUANTITY -> number(filter, Event::quantity);
            case PRICE -> number(filter, Event::price);
        };
    }

    private interface TextOf {
        String of(Event event, ItemCatalog items);
    }

    private static Set<String> texts(Filter filter) {
        return filter.values().stream()
                .map(value -> ((Operand.Text) value).value())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Test text(Filter filter, TextOf field) {
        Set<String> wanted = texts(filter);
        boolean same = filter.relation() == Relation.EQUAL;
        return (event, items) -> {
            String text = field.of(event, items);
            return !text.isEmpty() && wanted.contains(text) == same;
        };
    }

    private static Test category(Filter filter) {
        Set<String> wanted = texts(filter);
        boolean same = filter.relation() == Relation.EQUAL;
        return (event, items) -> {
            List<String> categories = event.hasItem() ? items.categories(event.item()) : List.of();
            return !categories.isEmpty() && categories.stream().anyMatch(wanted::contains) == same;
        };
    }

    private static Test number(Filter filter, java.util.function.ToDoubleFunction<Event> field) {
        List<Predicate<Double>> any = filter.values().stream()
                .<Predicate<Double>>map(value -> {
                    double limit = ((Operand.Number) value).value();
                    return number -> filter.relation().holds(number, limit);
                })
                .toList();
        return (event, items) -> {
            double number = field.applyAsDouble(event);
            return !Double.isNaN(number) && any.stream().anyMatch(test -> test.test(number));
        };
    }
}
