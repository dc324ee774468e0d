// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tessera.api.profile.Trait;
import org.tessera.api.segment.RuleException;
import org.tessera.engine.profile.SelectedTraits;

/** Gives the names in a rule their meaning and makes it ready to be evaluated. For one thread and one rule. */
final class Binder {
    private final String text;
    private final SelectedTraits.View traits;
    private final Set<String> known;
    private final Comparisons comparisons;
    private final Functions functions;
    private final List<String> columns = new ArrayList<>();
    private final StringBuilder stamp = new StringBuilder();
    private boolean steady = true;

    private Binder(String text, SelectedTraits.View traits, Set<String> segments) {
        this.text = text;
        this.traits = traits;
        this.known = segments;
        this.comparisons = new Comparisons(text);
        this.functions = new Functions(text, known);
    }

    /**
     * Reads and binds a rule.
     *
     * @param segments the rule segments it may refer to, in a set that knows which cases are the same
     * @throws RuleException if it cannot be understood, or names something that is not there
     */
    static Rule bind(String text, SelectedTraits.View traits, Set<String> segments) {
        Expression expression = Parser.parse(text);
        Binder binder = new Binder(text, traits, segments);
        Condition condition = binder.condition(expression);
        return new Rule(
                Printer.print(expression),
                List.copyOf(binder.columns),
                binder.stamp.toString(),
                binder.steady,
                binder.functions.countings(),
                binder.functions.segments(),
                condition);
    }

    private Condition condition(Expression expression) {
        if (expression instanceof Expression.Or or) {
            return Condition.any(or.parts().stream().map(this::condition).toList());
        }
        if (expression instanceof Expression.And and) {
            return Condition.all(and.parts().stream().map(this::condition).toList());
        }
        if (expression instanceof Expression.Not not) {
            return condition(not.of()).negated();
        }
        if (expression instanceof Expression.Comparison c) {
            Value left = value(c.left());
            return comparisons.of(
                    left, c.relation(), value(c.right()), c.right().place());
        }
        if (expression instanceof Expression.Between between) {
            Value middle = value(between.operand());
            Value low = value(between.low());
            Value high = value(between.high());
            return Condition.all(List.of(
                    comparisons.of(middle, Relation.AT_LEAST, low, between.low().place()),
                    comparisons.of(
                            middle, Relation.AT_MOST, high, between.high().place())));
        }
        if (expression instanceof Expression.In in) {
            return in(in);
        }
        if (expression instanceof Expression.Missing missing) {
            return missing(missing.operand());
        }
        if (expression instanceof Expression.Present present) {
            return missing(present.operand()).negated();
        }
        return fact(((Expression.Fact) expression).operand());
    }

    private Condition in(Expression.In in) {
        Value value = value(in.operand());
        List<Condition> any = new ArrayList<>();
        Set<String> words = new HashSet<>();
        for (Operand.Literal literal : in.values()) {
            if (value instanceof Value.Word && literal instanceof Operand.Text word) {
                words.add(word.value());
            } else {
                any.add(comparisons.of(value, Relation.EQUAL, value(literal), literal.place()));
            }
        }
        if (value instanceof Value.Word word && !words.isEmpty()) {
            Set<String> fixed = Set.copyOf(words);
            any.add(facts -> {
                @Nullable String level = word.of().apply(facts);
                return level != null && fixed.contains(level);
            });
        }
        return Condition.any(any);
    }

    private Condition missing(Operand operand) {
        Value value = value(operand);
        if (value instanceof Value.Quantity number) {
            return facts -> Double.isNaN(number.of().applyAsDouble(facts));
        }
        if (value instanceof Value.Word word) {
            return facts -> word.of().apply(facts) == null;
        }
        if (value instanceof Value.Moment moment) {
            return facts -> moment.of().applyAsLong(facts) == Facts.NEVER;
        }
        throw error(operand, Printer.print(operand) + " is true or false and never missing", "");
    }

    private Condition fact(Operand operand) {
        Value value = value(operand);
        if (value instanceof Value.Truth truth) {
            return truth.of();
        }
        throw error(
                operand,
                Printer.print(operand) + " is " + value.kind() + ", expected a comparison such as "
                        + Printer.print(operand) + " > 1",
                "");
    }

    private RuleException error(Operand operand, String message, String hint) {
        return new RuleException(message, hint, text, operand.place().at());
    }

    private Value value(Operand operand) {
        if (operand instanceof Operand.TraitName name) {
            return trait(name);
        }
        if (operand instanceof Operand.Call call) {
            return functions.value(call);
        }
        if (operand instanceof Operand.Number number) {
            return Value.Quantity.fixed(number.value());
        }
        if (operand instanceof Operand.Length length) {
            return Value.Quantity.fixed(length.span().days());
        }
        if (operand instanceof Operand.Truth truth) {
            return new Value.Truth(facts -> truth.value());
        }
        return Value.Word.fixed(((Operand.Text) operand).value());
    }

    private Value trait(Operand.TraitName operand) {
        String name = operand.name();
        Optional<SelectedTraits.Column> found = traits.find(name);
        if (found.isEmpty()) {
            List<String> names = traits.traits().stream().map(Trait::name).toList();
            String otherwise = Function.words().contains(name)
                    ? name + " is a function: " + name + "(…)"
                    : "profiles lists the traits";
            throw error(operand, "there is no trait '" + name + "'", Nearest.hint(name, names, otherwise));
        }
        SelectedTraits.Column column = found.get();
        if (column.trait().type() == Trait.Type.SHARES && column.share().isEmpty()) {
            throw error(
                    operand,
                    name + " has shares of several names, expected one of them, such as " + name + ".toys",
                    "names with spaces stand in backquotes");
        }
        int place = place(name, column);
        return switch (column.trait().type()) {
            // Shares are kept with seven digits, and 0.3 is to equal 0.3.
            case SHARES -> new Value.Quantity(facts -> Math.rint(facts.number(place) * 1e6) / 1e6, false);
            case NUMBER -> new Value.Quantity(facts -> facts.number(place), false);
            case CATEGORY -> new Value.Word(facts -> facts.level(place), Optional.empty());
            case TIME -> new Value.Moment(facts -> facts.time(place));
        };
    }

    private int place(String name, SelectedTraits.Column column) {
        int place = columns.indexOf(name);
        if (place < 0) {
            place = columns.size();
            columns.add(name);
            stamp.append(column.stamp()).append('\n');
            steady &= column.steady();
        }
        return place;
    }
}
