// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tessera.api.segment.RuleException;

/**
 * Reads rules by recursive descent: {@code or} binds weakest, then {@code and}, then {@code not}. For one thread.
 *
 * <pre>
 * or         = and { "or" and }
 * and        = not { "and" not }
 * not        = "not" not | "(" or ")" | comparison
 * comparison = operand [ relation operand | "in" "(" literal { "," literal } ")"
 *            | "between" operand "and" operand | "is" ["not"] "missing" ]
 * </pre>
 */
final class Parser {
    /** So deep may parentheses and nots go. */
    private static final int DEEPEST = 200;

    private final Words words;
    private final Operands operands;
    private int depth;

    private Parser(String text) {
        this.words = new Words(text);
        this.operands = new Operands(words);
    }

    /**
     * Reads a rule.
     *
     * @throws RuleException if it is none
     */
    static Expression parse(String text) {
        Parser parser = new Parser(text);
        Expression expression = parser.or();
        if (parser.words.peek().kind() != Token.Kind.END) {
            throw parser.words.unexpected("and, or, or the end");
        }
        return expression;
    }

    private Expression or() {
        List<Expression> parts = list("or", this::and);
        return parts.size() == 1 ? parts.get(0) : new Expression.Or(parts);
    }

    private Expression and() {
        List<Expression> parts = list("and", this::not);
        return parts.size() == 1 ? parts.get(0) : new Expression.And(parts);
    }

    private List<Expression> list(String between, Supplier<Expression> part) {
        List<Expression> parts = new ArrayList<>();
        do {
            parts.add(part.get());
        } while (words.takeKeyword(between));
        return List.copyOf(parts);
    }

    private Expression not() {
        if (++depth > DEEPEST) {
            throw new RuleException(
                    "the rule is nested more than " + DEEPEST + " deep",
                    "divide it into segments and refer to them with segment('name')",
                    words.text(),
                    words.peek().at());
        }
        try {
            if (words.takeKeyword("not")) {
                return new Expression.Not(not());
            }
            if (words.takeSymbol("(")) {
                Expression inside = or();
                words.expectSymbol(")", "and, or, or )");
                return inside;
            }
            return comparison();
        } finally {
            depth--;
        }
    }

    private Expression comparison() {
        Operand left = operands.operand("a trait, a function, not or (");
        Token next = words.peek();
        if (next.kind() == Token.Kind.SYMBOL && Relation.of(next.text()).isPresent()) {
            Relation relation = Relation.of(words.take().text()).orElseThrow();
            return new Expression.Comparison(left, relation, operands.operand("a number, a text or a trait"));
        }
        if (words.takeKeyword("in")) {
            return new Expression.In(left, operands.literals());
        }
        if (words.takeKeyword("between")) {
            Operand low = operands.operand("a number or a date");
            if (!words.takeKeyword("and")) {
                throw words.unexpected("and with the upper end of between");
            }
            return new Expression.Between(left, low, operands.operand("a number or a date"));
        }
        if (words.takeKeyword("is")) {
            boolean present = words.takeKeyword("not");
            if (!words.takeKeyword("missing")) {
                throw words.unexpected(present ? "missing" : "missing or not missing");
            }
            return present ? new Expression.Present(left) : new Expression.Missing(left);
        }
        if (left instanceof Operand.Call || left instanceof Operand.Truth) {
            return new Expression.Fact(left);
        }
        throw words.unexpected("a comparison: =, !=, <, <=, >, >=, in, between or is missing");
    }
}
