// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tessera.api.segment.RuleException;
import org.tessera.engine.rule.Operand.Field;
import org.tessera.engine.rule.Operand.Filter;
import org.tessera.engine.rule.Operand.Literal;

/** Reads what has a value: literals, traits, and functions with their arguments. For one thread. */
final class Operands {
    private static final String FIELDS =
            Arrays.stream(Field.values()).map(Field::word).collect(Collectors.joining(", "));

    private final Words words;

    Operands(Words words) {
        this.words = words;
    }

    Operand operand(String expected) {
        Token token = words.peek();
        if (token.kind() == Token.Kind.NAME) {
            words.take();
            return words.peek().isSymbol("(")
                    ? call(token)
                    : new Operand.TraitName(token.text(), new Place(token.at()));
        }
        return literal(expected);
    }

    private Literal literal(String expected) {
        Token token = words.peek();
        Place place = new Place(token.at());
        Optional<Literal> literal = switch (token.kind()) {
            case NUMBER -> Optional.of(new Operand.Number(number(token.text()), place));
            case TEXT -> Optional.of(new Operand.Text(token.text(), place));
            case SPAN -> Span.parse(token.text()).map(span -> new Operand.Length(span, place));
            case KEYWORD ->
                token.isKeyword("true") || token.isKeyword("false")
                        ? Optional.of(new Operand.Truth(token.isKeyword("true"), place))
                        : Optional.empty();
            default -> Optional.empty();
        };
        if (literal.isEmpty()) {
            throw words.unexpected(expected);
        }
        words.take();
        return literal.get();
    }

    private static double number(String text) {
        // Without a negative zero, which equals zero but is written otherwise.
        return Double.parseDouble(text) + 0.0;
    }

    /** One or more literals in parentheses. */
    List<Literal> literals() {
        words.expectSymbol("(", "( and the values");
        List<Literal> values = new ArrayList<>();
        do {
            values.add(literal("a number or a text"));
        } while (words.takeSymbol(","));
        words.expectSymbol(")", ", or )");
        return List.copyOf(values);
    }

    private Operand call(Token name) {
        words.expectSymbol("(", "(");
        List<Filter> filters = new ArrayList<>();
        @Nullable Span window = null;
        @Nullable String segment = null;
        if (!words.peek().isSymbol(")")) {
            do {
                Token next = words.peek();
                if (next.kind() == Token.Kind.SPAN) {
                    if (window != null) {
                        throw new RuleException("found a second window", "give one", words.text(), next.at());
                    }
                    window = Span.parse(words.take().text()).orElseThrow();
                } else if (next.kind() == Token.Kind.TEXT && segment == null) {
                    segment = words.take().text();
                } else if (next.kind() == Token.Kind.NAME && isField(next)) {
                    filters.add(filter());
                } else {
                    throw notAnArgument(next);
                }
            } while (words.takeSymbol(","));
        }
        words.expectSymbol(")", ", or )");
        return new Operand.Call(
                name.text().toLowerCase(Locale.ROOT),
                List.copyOf(filters),
                Optional.ofNullable(window),
                Optional.ofNullable(segment),
                new Place(name.at()));
    }

    private RuleException notAnArgument(Token next) {
        if (next.kind() != Token.Kind.NAME) {
            return words.unexpected("a window such as 90d, or a filter such as category='toys'");
        }
        List<String> fields = Arrays.stream(Field.values()).map(Field::word).toList();
        return new RuleException(
                "found '" + next.shown() + "', expected a window such as 90d or a filter by one of " + FIELDS,
                Nearest.hint(next.text(), fields, ""),
                words.text(),
                next.at());
    }

    private static boolean isField(Token token) {
        return Arrays.stream(Field.values()).anyMatch(field -> field.word().equalsIgnoreCase(token.text()));
    }

    private Filter filter() {
        Token name = words.take();
        Field field = Field.valueOf(name.text().toUpperCase(Locale.ROOT));
        Place place = new Place(name.at());
        if (words.takeKeyword("in")) {
            return checked(new Filter(field, Relation.EQUAL, literals(), place));
        }
        Optional<Relation> relation = words.peek().kind() == Token.Kind.SYMBOL
                ? Relation.of(words.peek().text())
                : Optional.empty();
        if (relation.isEmpty() || relation.get().orders() && !field.isNumber()) {
            throw words.unexpected(field.isNumber() ? "=, !=, <, <=, >, >= or in" : "=, != or in");
        }
        words.take();
        return checked(new Filter(
                field, relation.get(), List.of(literal(field.isNumber() ? "a number" : "a text in quotes")), place));
    }

    private Filter checked(Filter filter) {
        for (Literal value : filter.values()) {
            boolean fits = filter.field().isNumber() ? value instanceof Operand.Number : value instanceof Operand.Text;
            if (!fits) {
                throw new RuleException(
                        "found " + Printer.print(value) + " for "
                                + filter.field().word() + ", expected "
                                + (filter.field().isNumber() ? "a number" : "a text in quotes"),
                        "",
                        words.text(),
                        value.place().at());
            }
        }
        return filter;
    }
}
