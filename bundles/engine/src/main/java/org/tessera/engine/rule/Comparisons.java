// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tessera.api.segment.RuleException;

/** Makes conditions of two values and how they are to compare. What is missing compares with nothing. */
final class Comparisons {
    private final String text;

    /** @param text the whole rule, for messages */
    Comparisons(String text) {
        this.text = text;
    }

    /** @param at where the right value begins, for messages */
    Condition of(Value left, Relation relation, Value right, Place at) {
        if (left instanceof Value.Quantity a && right instanceof Value.Quantity b) {
            return numbers(a, relation, b);
        }
        if (left instanceof Value.Moment a && right instanceof Value.Moment b) {
            return facts -> {
                long time = a.of().applyAsLong(facts);
                long other = b.of().applyAsLong(facts);
                return time != Facts.NEVER && other != Facts.NEVER && relation.holds(time, other, other + 1);
            };
        }
        if (left instanceof Value.Moment a && right instanceof Value.Quantity b) {
            return numbers(age(a), relation, b);
        }
        if (left instanceof Value.Quantity a && right instanceof Value.Moment b) {
            return numbers(a, relation, age(b));
        }
        if (left instanceof Value.Moment a
                && right instanceof Value.Word b
                && b.literal().isPresent()) {
            return time(a, relation, dates(b.literal().get(), at));
        }
        if (left instanceof Value.Word a && a.literal().isPresent() && right instanceof Value.Moment b) {
            return time(b, mirrored(relation), dates(a.literal().get(), at));
        }
        if (relation.orders()) {
            throw new RuleException(
                    left.kind() + " and " + right.kind() + " have no order; expected = or !=, or two numbers",
                    hint(left, right),
                    text,
                    at.at());
        }
        boolean same = relation == Relation.EQUAL;
        if (left instanceof Value.Word a && right instanceof Value.Word b) {
            return facts -> {
                String one = a.of().apply(facts);
                String other = b.of().apply(facts);
                return one != null && other != null && one.equals(other) == same;
            };
        }
        if (left instanceof Value.Truth a && right instanceof Value.Truth b) {
            return facts -> (a.of().test(facts) == b.of().test(facts)) == same;
        }
        if (left instanceof Value.Word a && right instanceof Value.Truth b) {
            return wordAndTruth(a, b, same);
        }
        if (left instanceof Value.Truth a && right instanceof Value.Word b) {
            return wordAndTruth(b, a, same);
        }
        throw new RuleException(
                left.kind() + " cannot be compared with " + right.kind(), hint(left, right), text, at.at());
    }

    private static String hint(Value left, Value right) {
        if (left instanceof Value.Moment || right instanceof Value.Moment) {
            return "times compare with dates such as '2011-11-01', and with numbers, which are days before now";
        }
        return left instanceof Value.Quantity || right instanceof Value.Quantity
                ? "numbers stand without quotes, texts in quotes"
                : "";
    }

    /** A category that holds true and false as words. */
    private static Condition wordAndTruth(Value.Word word, Value.Truth truth, boolean same) {
        return facts -> {
            @Nullable String value = word.of().apply(facts);
            return value != null
                    && value.equalsIgnoreCase(String.valueOf(truth.of().test(facts))) == same;
        };
    }

    private Dates dates(String literal, Place at) {
        Optional<Dates> dates = Dates.parse(literal);
        return dates.orElseThrow(() -> new RuleException(
                "found '" + literal + "', expected a date such as '2011-11-01' or '2011-11-01T12:50:00Z'",
                "",
                text,
                at.at()));
    }

    private static Condition time(Value.Moment moment, Relation relation, Dates dates) {
        return facts -> {
            long time = moment.of().applyAsLong(facts);
            return time != Facts.NEVER && relation.holds(time, dates.begin(), dates.end());
        };
    }

    /** A time as days before now, as tables have it and so the rules of formed segments. */
    private static Value.Quantity age(Value.Moment moment) {
        return new Value.Quantity(
                facts -> {
                    long time = moment.of().applyAsLong(facts);
                    return time == Facts.NEVER ? Double.NaN : (double) (facts.now() - time) / Span.DAY;
                },
                true);
    }

    private static Relation mirrored(Relation relation) {
        return switch (relation) {
            case LESS -> Relation.MORE;
            case MORE -> Relation.LESS;
            case AT_MOST -> Relation.AT_LEAST;
            case AT_LEAST -> Relation.AT_MOST;
            default -> relation;
        };
    }

    private static Condition numbers(Value.Quantity left, Relation relation, Value.Quantity right) {
        int slope = (left.ages() ? 1 : 0) - (right.ages() ? 1 : 0);
        return facts -> {
            double a = left.of().applyAsDouble(facts);
            double b = right.of().applyAsDouble(facts);
            if (Double.isNaN(a) || Double.isNaN(b)) {
                return false;
            }
            if (slope != 0) {
                sureUntilTheyMeet((b - a) / slope, facts);
            }
            return relation.holds(a, b);
        };
    }

    /** Two numbers that approach each other by one a day meet in so many days. */
    private static void sureUntilTheyMeet(double days, Facts facts) {
        double meet = facts.now() + days * Span.DAY;
        if (meet >= facts.now() - 1 && meet < Long.MAX_VALUE) {
            // At the moment itself and right after it the answer may differ once more.
            facts.sureAtMostUntil(Math.max(facts.now() + 1, (long) Math.floor(meet)));
        }
    }
}
