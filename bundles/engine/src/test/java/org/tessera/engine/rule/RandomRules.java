// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tessera.engine.rule.Operand.Field;
import org.tessera.engine.rule.Operand.Filter;
import org.tessera.engine.rule.Operand.Literal;

/** Rules at random that make sense for {@link RandomShop}; with odd names and values where nobody evaluates them. */
final class RandomRules {
    private static final Place HERE = new Place(0);
    private static final List<String> ODD = List.of("in", "a b", "party & games", "d'or", "x`y", "ünï.9", "NOT", "1st");

    private final Random random;
    private final boolean odd;

    RandomRules(Random random, boolean odd) {
        this.random = random;
        this.odd = odd;
    }

    Expression expression(int depth) {
        int kind = depth == 0 ? 3 + random.nextInt(7) : random.nextInt(10);
        return switch (kind) {
            case 0 -> new Expression.And(parts(depth));
            case 1 -> new Expression.Or(parts(depth));
            case 2 -> new Expression.Not(expression(depth - 1));
            case 3 -> new Expression.Fact(call(random.nextBoolean() ? "bought" : "viewed", false));
            case 4 -> time();
            case 5 -> category();
            case 6 -> new Expression.Between(number(), limit(), limit());
            case 7 -> random.nextBoolean() ? new Expression.Missing(number()) : new Expression.Present(number());
            case 8 -> new Expression.In(number(), some(this::plainNumber));
            default -> new Expression.Comparison(number(), relation(), random.nextInt(5) == 0 ? number() : limit());
        };
    }

    private List<Expression> parts(int depth) {
        return some(() -> expression(depth - 1), 2);
    }

    private <R> List<R> some(Supplier<? extends R> one) {
        return some(one, 1);
    }

    private <R> List<R> some(Supplier<? extends R> one, int least) {
        return IntStream.range(0, least + random.nextInt(2))
                .<R>mapToObj(k -> one.get())
                .toList();
    }

    private <R> R pick(List<R> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Relation relation() {
        return pick(List.of(Relation.values()));
    }

    private Operand trait(String name) {
        return new Operand.TraitName(odd && random.nextInt(4) == 0 ? pick(ODD) : name, HERE);
    }

    private Operand number() {
        return switch (random.nextInt(9)) {
            case 0 -> trait("total");
            case 1 -> trait("age_days");
            case 2 -> trait("kind_share.view");
            case 3 -> call("days_since", true);
            case 4 -> call("orders", true);
            case 5 -> call("events", true);
            case 6 -> call("quantity", true);
            default -> call("spend", true);
        };
    }

    private Literal limit() {
        return random.nextInt(6) == 0 ? new Operand.Length(span(), HERE) : plainNumber();
    }

    private Literal plainNumber() {
        double value = random.nextInt(5) == 0 ? random.nextInt(60) / 4.0 - 2 : random.nextInt(8);
        return new Operand.Number(odd && random.nextInt(5) == 0 ? random.nextGaussian() * 1e9 : value, HERE);
    }

    private Span span() {
        return new Span(1 + random.nextInt(20), pick(List.of('d', 'd', 'd', 'h', 'w')));
    }

    private Expression category() {
        Operand kind = trait("tier");
        return random.nextBoolean()
                ? new Expression.Comparison(
                        kind, random.nextBoolean() ? Relation.EQUAL : Relation.DIFFERENT, text("gold", "silver"))
                : new Expression.In(kind, some(() -> text("gold", "silver", "none")));
    }

    private Literal text(String... of) {
        return new Operand.Text(odd && random.nextInt(4) == 0 ? pick(ODD) : pick(List.of(of)), HERE);
    }

    private Expression time() {
        Operand time = random.nextBoolean() ? trait("newest") : call(random.nextBoolean() ? "first" : "last", true);
        if (random.nextInt(3) == 0) {
            return random.nextBoolean()
                    ? new Expression.Comparison(time, relation(), limit())
                    : new Expression.Comparison(limit(), relation(), time);
        }
        return new Expression.Comparison(
                time, relation(), new Operand.Text("2020-01-" + (10 + random.nextInt(20)), HERE));
    }

    private Operand.Call call(String name, boolean typed) {
        Optional<Span> window = random.nextInt(3) == 0 ? Optional.empty() : Optional.of(span());
        List<Filter> filters = IntStream.range(0, random.nextInt(3))
                .mapToObj(k -> filter(typed))
                .toList();
        return new Operand.Call(name, filters, window, Optional.empty(), HERE);
    }

    private Filter filter(boolean typed) {
        Relation same = random.nextInt(3) == 0 ? Relation.DIFFERENT : Relation.EQUAL;
        return switch (random.nextInt(typed ? 6 : 5)) {
            case 0 -> texts(Field.CATEGORY, same, "toys", "books");
            case 1 -> texts(Field.CHANNEL, same, "web", "shop");
            case 2 -> texts(Field.ITEM, same, "i0", "i1", "i2");
            case 3 -> new Filter(Field.VALUE, relation(), List.of(plainNumber()), HERE);
            case 4 -> new Filter(Field.QUANTITY, Relation.EQUAL, some(this::plainNumber), HERE);
            default -> texts(Field.TYPE, same, "purchase", "view");
        };
    }

    private Filter texts(Field field, Relation relation, String... of) {
        return relation == Relation.EQUAL
                ? new Filter(field, relation, some(() -> text(of)), HERE)
                : new Filter(field, relation, List.of(text(of)), HERE);
    }
}
