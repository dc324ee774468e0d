// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.Optional;

/** How two values compare. */
enum Relation {
    EQUAL("="),
    DIFFERENT("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">=");

    private final String symbol;

    Relation(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    static Optional<Relation> of(String symbol) {
        for (Relation relation : values()) {
            if (relation.symbol.equals(symbol)) {
                return Optional.of(relation);
            }
        }
        return Optional.empty();
    }

    /** Whether it says something about order, not only about sameness. */
    boolean orders() {
        return this != EQUAL && this != DIFFERENT;
    }

    /** Whether it holds between numbers, neither of which is missing. */
    boolean holds(double left, double right) {
        return switch (this) {
            case EQUAL -> left == right;
            case DIFFERENT -> left != right;
            case LESS -> left < right;
            case AT_MOST -> left <= right;
            case MORE -> left > right;
            case AT_LEAST -> left >= right;
        };
    }

    /** Whether it holds between a time and a stretch of time, such as a day: from {@code begin} to before {@code end}. */
    boolean holds(long time, long begin, long end) {
        return switch (this) {
            case EQUAL -> time >= begin && time < end;
            case DIFFERENT -> time < begin || time >= end;
            case LESS -> time < begin;
            case AT_MOST -> time < end;
            case MORE -> time >= end;
            case AT_LEAST -> time >= begin;
        };
    }
}
