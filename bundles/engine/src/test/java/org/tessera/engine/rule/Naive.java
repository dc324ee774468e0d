// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tessera.api.data.Event;
import org.tessera.engine.rule.Operand.Call;
import org.tessera.engine.rule.Operand.Filter;

/** Evaluates a rule by walking through it, with a customer's events in a list. What the real thing is held against. */
final class Naive {
    private final RandomShop shop;
    private final int customer;
    private final long now;
    private final List<Event> all;

    private Naive(RandomShop shop, int customer, long now) {
        this.shop = shop;
        this.customer = customer;
        this.now = now;
        this.all = shop.of(customer);
    }

    static boolean fits(Expression expression, RandomShop shop, int customer, long now) {
        return new Naive(shop, customer, now).test(expression);
    }

    static BitSet members(Expression expression, RandomShop shop) {
        BitSet members = new BitSet();
        for (int customer = 0; customer < shop.size(); customer++) {
            members.set(customer, fits(expression, shop, customer, shop.extent().newest()));
        }
        return members;
    }

    private boolean test(Expression expression) {
        if (expression instanceof Expression.And and) {
            return and.parts().stream().allMatch(this::test);
        }
        if (expression instanceof Expression.Or or) {
            return or.parts().stream().anyMatch(this::test);
        }
        if (expression instanceof Expression.Not not) {
            return !test(not.of());
        }
        if (expression instanceof Expression.Fact fact) {
            return !matching((Call) fact.operand()).isEmpty();
        }
        if (expression instanceof Expression.Missing missing) {
            return value(missing.operand()) == null;
        }
        if (expression instanceof Expression.Present present) {
            return value(present.operand()) != null;
        }
        if (expression instanceof Expression.In in) {
            Object value = value(in.operand());
            return value != null && in.values().stream().map(this::value).anyMatch(value::equals);
        }
        if (expression instanceof Expression.Between b) {
            return compare(b.operand(), Relation.AT_LEAST, b.low()) && compare(b.operand(), Relation.AT_MOST, b.high());
        }
        Expression.Comparison c = (Expression.Comparison) expression;
        return compare(c.left(), c.relation(), c.right());
    }

    private boolean compare(Operand left, Relation relation, Operand right) {
        Object a = value(left);
        Object b = value(right);
        if (a == null || b == null) {
            return false;
        }
        int sign;
        if (a instanceof Long time && b instanceof Double days) {
            sign = Double.compare((now - time) / 86_400_000.0, days);
        } else if (a instanceof Double days && b instanceof Long time) {
            sign = Double.compare(days, (now - time) / 86_400_000.0);
        } else if (a instanceof Long time) {
            LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(time, Span.DAY));
            sign = day.compareTo(LocalDate.parse((String) b));
        } else if (a instanceof String text) {
            sign = text.compareTo((String) b);
        } else {
            sign = ((Double) a).compareTo((Double) b);
        }
        return switch (relation) {
            case EQUAL -> sign == 0;
            case DIFFERENT -> sign != 0;
            case LESS -> sign < 0;
            case AT_MOST -> sign <= 0;
            case MORE -> sign > 0;
            case AT_LEAST -> sign >= 0;
        };
    }

    private @Nullable Object value(Operand operand) {
        if (operand instanceof Operand.Number number) {
            return number.value();
        }
        if (operand instanceof Operand.Text text) {
            return text.value();
        }
        if (operand instanceof Operand.Length length) {
            return length.span().millis() / 86_400_000.0;
        }
        return operand instanceof Call call ? call(call) : trait(((Operand.TraitName) operand).name());
    }

    private @Nullable Object trait(String name) {
        if (name.equals("tier")) {
            return shop.attributes(customer).get("tier");
        }
        if (all.isEmpty()) {
            return null;
        }
        long newest = all.get(all.size() - 1).time();
        return switch (name) {
            case "total" ->
                all.stream()
                        .mapToDouble(Event::value)
                        .filter(v -> !Double.isNaN(v))
                        .sum();
            case "newest" -> newest;
            case "age_days" -> (now - newest) / 86_400_000.0;
            case "kind_share.view" ->
                Math.rint(1e6
                                * all.stream()
                                        .filter(e -> e.type().equals("view"))
                                        .count()
                                / all.size())
                        / 1e6;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private @Nullable Object call(Call call) {
        List<Event> found = matching(call);
        return switch (call.name()) {
            case "spend" ->
                found.stream()
                        .mapToDouble(Event::value)
                        .filter(v -> !Double.isNaN(v))
                        .sum();
            case "quantity" -> found.stream().mapToDouble(Event::quantity).sum();
            case "events" -> (double) found.size();
            case "orders" -> orders(found);
            case "first" -> found.isEmpty() ? null : (Object) found.get(0).time();
            case "last" ->
                found.isEmpty() ? null : (Object) found.get(found.size() - 1).time();
            case "days_since" ->
                found.isEmpty()
                        ? null
                        : (Object) ((now - found.get(found.size() - 1).time()) / 86_400_000.0);
            default -> throw new IllegalArgumentException(call.name());
        };
    }

    private static double orders(List<Event> found) {
        long named = found.stream()
                .map(Event::order)
                .filter(o -> !o.isEmpty())
                .distinct()
                .count();
        List<Event> loose = found.stream().filter(e -> e.order().isEmpty()).toList();
        long groups = 0;
        for (int k = 0; k < loose.size(); k++) {
            groups += k == 0 || loose.get(k).time() - loose.get(k - 1).time() > 1_800_000 ? 1 : 0;
        }
        return named + groups;
    }

    private List<Event> matching(Call call) {
        boolean typed = call.filters().stream().anyMatch(f -> f.field() == Operand.Field.TYPE);
        List<Event> found = new ArrayList<>();
        for (Event event : all) {
            boolean ofType = typed
                    || switch (call.name()) {
                        case "spend", "orders", "quantity", "bought" ->
                            event.type().equals("purchase") && event.quantity() > 0;
                        case "viewed" -> event.type().equals("view");
                        default -> true;
                    };
            boolean inWindow = call.window().isEmpty()
                    || event.time() > now - call.window().get().millis();
            if (ofType && inWindow && call.filters().stream().allMatch(f -> passes(f, event))) {
                found.add(event);
            }
        }
        return found;
    }

    private boolean passes(Filter filter, Event event) {
        List<String> categories = event.hasItem() ? shop.catalog().categories(event.item()) : List.of();
        Optional<Object> field = Optional.ofNullable(
                switch (filter.field()) {
                    case TYPE -> event.type();
                    case CHANNEL -> event.channel();
                    case ITEM -> event.hasItem() ? "i" + event.item() : null;
                    case CATEGORY -> categories.isEmpty() ? null : categories;
                    case VALUE -> Double.isNaN(event.value()) ? null : (Object) event.value();
                    case QUANTITY -> event.quantity();
                    default -> throw new IllegalArgumentException(filter.toString());
                });
        return field.isPresent()
                && filter.values().stream().anyMatch(literal -> passes(field.get(), filter.relation(), value(literal)));
    }

    private static boolean passes(Object field, Relation relation, @Nullable Object value) {
        if (field instanceof Double number && value instanceof Double limit) {
            return relation.holds(number, limit);
        }
        boolean same = field instanceof List<?> list ? list.contains(value) : field.equals(value);
        return relation == Relation.EQUAL ? same : !same;
    }
}
