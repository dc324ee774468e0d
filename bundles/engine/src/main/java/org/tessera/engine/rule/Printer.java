// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes rules in their canonical form, which reads back as the same rule. */
final class Printer {
    private Printer() {}

    static String print(Expression expression) {
        if (expression instanceof Expression.Or or) {
            return join(or.parts(), " or ", part -> part instanceof Expression.Or);
        }
        if (expression instanceof Expression.And and) {
            return join(and.parts(), " and ", part -> part instanceof Expression.Or || part instanceof Expression.And);
        }
        if (expression instanceof Expression.Not not) {
            boolean list = not.of() instanceof Expression.Or || not.of() instanceof Expression.And;
            return "not " + (list ? "(" + print(not.of()) + ")" : print(not.of()));
        }
        return comparison(expression);
    }

    private static String join(
            List<Expression> parts, String between, java.util.function.Predicate<Expression> inParentheses) {
        return parts.stream()
                .map(part -> inParentheses.test(part) ? "(" + print(part) + ")" : print(part))
                .collect(Collectors.joining(between));
    }

    private static String comparison(Expression expression) {
        if (expression instanceof Expression.Comparison c) {
            return print(c.left()) + " " + c.relation().symbol() + " " + print(c.right());
        }
        if (expression instanceof Expression.In in) {
            return print(in.operand()) + " in " + list(in.values());
        }
        if (expression instanceof Expression.Between between) {
            return print(between.operand()) + " between " + print(between.low()) + " and " + print(between.high());
        }
        if (expression instanceof Expression.Missing missing) {
            return print(missing.operand()) + " is missing";
        }
        if (expression instanceof Expression.Present present) {
            return print(present.operand()) + " is not missing";
        }
        if (expression instanceof Expression.Fact fact) {
            return print(fact.operand());
        }
        throw new IllegalArgumentException("no comparison: " + expression);
    }

    private static String list(List<Operand.Literal> values) {
        return values.stream().map(Printer::print).collect(Collectors.joining(", ", "(", ")"));
    }

    static String print(Operand operand) {
        if (operand instanceof Operand.TraitName trait) {
            return name(trait.name());
        }
        if (operand instanceof Operand.Call call) {
            return call(call);
        }
        if (operand instanceof Operand.Number number) {
            return number(number.value());
        }
        if (operand instanceof Operand.Text text) {
            return quoted(text.value(), '\'');
        }
        if (operand instanceof Operand.Truth truth) {
            return String.valueOf(truth.value());
        }
        if (operand instanceof Operand.Length length) {
            return length.span().toString();
        }
        throw new IllegalArgumentException("no operand: " + operand);
    }

    private static String call(Operand.Call call) {
        List<String> arguments = new ArrayList<>();
        call.segment().ifPresent(segment -> arguments.add(quoted(segment, '\'')));
        for (Operand.Filter filter : call.filters()) {
            String field = filter.field().word();
            if (filter.values().size() == 1) {
                String space = filter.relation().orders() ? " " : "";
                arguments.add(field
                        + space
                        + filter.relation().symbol()
                        + space
                        + print(filter.values().get(0)));
            } else {
                arguments.add(field + " in " + list(filter.values()));
            }
        }
        call.window().ifPresent(window -> arguments.add(window.toString()));
        return call.name() + "(" + String.join(", ", arguments) + ")";
    }

    private static String number(double value) {
        String plain = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        return plain.length() <= 25 ? plain : String.valueOf(value);
    }

    private static String name(String name) {
        boolean plain =
                name.matches("[\\p{L}_][\\p{L}_0-9.]*") && !Token.KEYWORDS.contains(name.toLowerCase(Locale.ROOT));
        return plain ? name : quoted(name, '`');
    }

    private static String quoted(String text, char quote) {
        String one = String.valueOf(quote);
        return one + text.replace(one, one + one) + one;
    }
}
