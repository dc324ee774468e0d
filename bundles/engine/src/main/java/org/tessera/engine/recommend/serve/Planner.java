// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Boost;
import org.tessera.api.recommend.Context;
import org.tessera.api.recommend.Pin;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.RecommendationRequest;

/** Makes the plan of one answer. For one answer and one thread. */
public final class Planner {
    private final RecommendationRequest request;
    private final Shelf shelf;
    private final List<ItemBoost> boosts = new ArrayList<>();
    private final List<Plan.PlacedItem> pins = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private ItemSet candidates;
    private ItemSet only = ItemSet.none();
    private boolean restricted;
    private ItemSet exclusions;
    private ItemSet banned = ItemSet.none();
    private int perCategory = Integer.MAX_VALUE;

    /** @param exclusions items the customer is not to be answered because of what was bought */
    public Planner(RecommendationRequest request, Shelf shelf, ItemSet exclusions) {
        this.request = request;
        this.shelf = shelf;
        this.exclusions = exclusions;
        this.candidates = shelf.matching(request.filter());
    }

    /**
     * The plan.
     *
     * @param history with the basket in it
     * @param context with the basket
     * @param rules those that hold
     */
    public Plan plan(int customer, History history, Context context, List<ServingRule> rules, Defaults defaults) {
        wishes(context);
        for (ServingRule rule : rules) {
            apply(rule);
        }
        if (restricted) {
            candidates = candidates.and(only);
        }
        List<Plan.PlacedItem> placed = admitted();
        double exploration = request.exploration().orElse(defaults.exploration());
        double diversity = request.diversity().orElse(defaults.diversity());
        double calibration = request.calibration().orElse(defaults.calibration());
        int pool = (int) Math.min(RecommendationRequest.MOST, Math.max(defaults.pool(), 2L * request.n()));
        return new Plan(
                new Query(customer, history, request.n(), candidates, exclusions, context),
                shelf,
                boosts,
                placed,
                perCategory,
                diversity,
                calibration,
                exploration,
                pool,
                notes);
    }

    private void wishes(Context context) {
        if (request.candidates().isPresent()) {
            candidates = candidates.and(items(request.candidates().get(), "among the candidates"));
        }
        if (!request.exclusions().isEmpty()) {
            ban(items(request.exclusions(), "among the exclusions"));
        }
        if (context.basket().length > 0) {
            exclusions = exclusions.or(ItemSet.of(context.basket()));
        }
        for (Boost boost : request.boosts()) {
            boosts.add(new ItemBoost(set(boost.kind(), boost.name(), "in a boost"), boost.factor(), text(boost)));
        }
        for (Pin pin : request.pins()) {
            int item = shelf.item(pin.item(), "in a pin");
            pins.add(new Plan.PlacedItem(item, pin.place(), "pinned at " + pin.place()));
        }
        request.perCategory().ifPresent(most -> perCategory = most);
    }

    private void ban(ItemSet items) {
        banned = banned.or(items);
        exclusions = exclusions.or(items);
    }

    private ItemSet items(List<String> ids, String where) {
        return ItemSet.of(ids.stream().mapToInt(id -> shelf.item(id, where)).toArray());
    }

    private ItemSet set(Boost.Kind kind, String name, String where) {
        return kind == Boost.Kind.ITEM ? ItemSet.of(shelf.item(name, where)) : shelf.category(name);
    }

    private static String text(Boost boost) {
        return (boost.kind() == Boost.Kind.ITEM ? "item " : "category ") + boost.name() + " times "
                + Numbers.plain(boost.factor());
    }

    private void apply(ServingRule rule) {
        ServingRule.Action action = rule.action();
        if (action instanceof ServingRule.Favour favour) {
            Boost boost = favour.boost();
            known(rule, boost.kind(), boost.name())
                    .ifPresent(items -> boosts.add(new ItemBoost(items, boost.factor(), "rule: " + rule.text())));
        } else if (action instanceof ServingRule.Exclude out) {
            known(rule, out.kind(), out.name()).ifPresent(this::ban);
        } else if (action instanceof ServingRule.Only in) {
            restricted = true;
            known(rule, in.kind(), in.name()).ifPresent(items -> only = only.or(items));
        } else if (action instanceof ServingRule.PinAt pin) {
            pin(rule, pin.pin());
        } else if (action instanceof ServingRule.PerCategory limit) {
            perCategory = Math.min(perCategory, limit.most());
        } else if (action instanceof ServingRule.Demand demand) {
            candidates = candidates.and(shelf.matching(demand.filter()));
        }
    }

    /** A rule may name what is not in the catalogue yet, or no more; then it has nothing to do. */
    private Optional<ItemSet> known(ServingRule rule, Boost.Kind kind, String name) {
        boolean there = kind == Boost.Kind.ITEM
                ? shelf.catalog().indexOf(name).isPresent()
                : shelf.features().category(name).isPresent();
        if (!there) {
            notes.add("the rule '" + rule.text() + "' names no " + (kind == Boost.Kind.ITEM ? "item" : "category")
                    + " that there is");
            return Optional.empty();
        }
        return Optional.of(set(kind, name, ""));
    }

    private void pin(ServingRule rule, Pin pin) {
        boolean free = pins.stream().noneMatch(other -> other.place() == pin.place());
        if (pin.place() <= request.n() && free) {
            known(rule, Boost.Kind.ITEM, pin.item())
                    .ifPresent(items -> pins.add(
                            new Plan.PlacedItem(shelf.item(pin.item(), ""), pin.place(), "rule: " + rule.text())));
        }
    }

    /** Pins go before what was bought, but not before conditions and exclusions. */
    private List<Plan.PlacedItem> admitted() {
        List<Plan.PlacedItem> placed = new ArrayList<>();
        for (Plan.PlacedItem pin : pins) {
            boolean twice = placed.stream().anyMatch(other -> other.item() == pin.item());
            if (candidates.contains(pin.item()) && !banned.contains(pin.item()) && !twice) {
                placed.add(pin);
            } else {
                notes.add("item " + shelf.catalog().id(pin.item()) + " is not at place " + pin.place() + ": it "
                        + (twice ? "is pinned elsewhere" : "is excluded or does not meet the conditions"));
            }
        }
        return placed;
    }
}
