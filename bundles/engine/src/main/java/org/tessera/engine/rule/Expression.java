// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.List;

/** A rule as it was written. Immutable; two are equal if they say the same in the same form. */
sealed interface Expression {
    /** Any of at least two. */
    record Or(List<Expression> parts) implements Expression {}

    /** All of at least two. */
    record And(List<Expression> parts) implements Expression {}

    record Not(Expression of) implements Expression {}

    record Comparison(Operand left, Relation relation, Operand right) implements Expression {}

    record In(Operand operand, List<Operand.Literal> values) implements Expression {}

    /** Both ends included. */
    record Between(Operand operand, Operand low, Operand high) implements Expression {}

    record Missing(Operand operand) implements Expression {}

    record Present(Operand operand) implements Expression {}

    /** A function that is true or false by itself, such as {@code bought(…)}; or true and false themselves. */
    record Fact(Operand operand) implements Expression {}
}
