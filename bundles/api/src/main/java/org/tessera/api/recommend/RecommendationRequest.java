// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.tessera.api.TesseraException;

/**
 * Everything that can be said about a wish for recommendations. Immutable; made by {@link #forCustomer}, {@link
 * #forNobody} or {@link #toBuilder}. What a request leaves open is settled by the configuration of the slot.
 */
public final class RecommendationRequest {
    /** Most items of an answer. */
    public static final int MOST = 10_000;

    private final Builder values;

    private RecommendationRequest(Builder values) {
        this.values = values;
    }

    /** What a customer may want; one that is not known is answered from what else the request says. */
    public static Builder forCustomer(String customer) {
        return new Builder(customer);
    }

    /** What somebody may want of whom nothing is known but what the request says. */
    public static Builder forNobody() {
        return new Builder("");
    }

    /** External id; empty for nobody in particular. */
    public String customer() {
        return values.customer;
    }

    /** How many items at most. */
    public int n() {
        return values.n;
    }

    /** A strategy to ask instead of the one that serves. */
    public Optional<String> strategy() {
        return values.strategy;
    }

    /** Whether reasons are wanted. */
    public boolean why() {
        return values.why;
    }

    /** The only items that may be answered; nothing where all may. */
    public Optional<List<String>> candidates() {
        return values.candidates;
    }

    /** Items that must not be answered. */
    public List<String> exclusions() {
        return values.exclusions;
    }

    /** Conditions on the items. */
    public ItemFilter filter() {
        return values.filter;
    }

    /** What becomes of bought items. */
    public Optional<Bought> bought() {
        return values.bought;
    }

    public List<Boost> boosts() {
        return values.boosts;
    }

    public List<Pin> pins() {
        return values.pins;
    }

    /** Most items of one category, an item counting for the first of its categories. */
    public OptionalInt perCategory() {
        return values.perCategory;
    }

    /** Items in the basket in the order in which they were put there; taken as the newest part of the history. */
    public List<String> basket() {
        return values.basket;
    }

    /** Attributes of the customer that go before those known, such as {@code country}. */
    public Map<String, String> attributes() {
        return values.attributes;
    }

    /** Segment of the customer that goes before the one known. */
    public Optional<String> segment() {
        return values.segment;
    }

    /** Time of the question in ms since 1970; nothing for the present. */
    public Optional<Long> time() {
        return values.time;
    }

    /** Hour of the day, 0 to 23, that goes before that of {@link #time()}, in the zone of the rules. */
    public OptionalInt hour() {
        return values.hour;
    }

    /** How much it counts that items differ from each other, 0 to 0.99. */
    public OptionalDouble diversity() {
        return values.diversity;
    }

    /** How much it counts that categories have the shares they have in the history, 0 to 0.99. */
    public OptionalDouble calibration() {
        return values.calibration;
    }

    /** Share of places that are given to chance, 0 to 1. */
    public OptionalDouble exploration() {
        return values.exploration;
    }

    /** The same to be changed. */
    public Builder toBuilder() {
        return new Builder(values);
    }

    /** The same for another customer. */
    public RecommendationRequest withCustomer(String customer) {
        Builder copy = new Builder(values);
        copy.customer = customer;
        return new RecommendationRequest(copy);
    }

    /** Collects what a request says. For one thread. */
    public static final class Builder {
        private String customer;
        private int n = 10;
        private Optional<String> strategy = Optional.empty();
        private boolean why;
        private Optional<List<String>> candidates = Optional.empty();
        private List<String> exclusions = List.of();
        private ItemFilter filter = ItemFilter.none();
        private Optional<Bought> bought = Optional.empty();
        private List<Boost> boosts = List.of();
        private List<Pin> pins = List.of();
        private OptionalInt perCategory = OptionalInt.empty();
        private List<String> basket = List.of();
        private Map<String, String> attributes = Map.of();
        private Optional<String> segment = Optional.empty();
        private Optional<Long> time = Optional.empty();
        private OptionalInt hour = OptionalInt.empty();
        private OptionalDouble diversity = OptionalDouble.empty();
        private OptionalDouble calibration = OptionalDouble.empty();
        private OptionalDouble exploration = OptionalDouble.empty();

        private Builder(String customer) {
            this.customer = customer;
        }

        private Builder(Builder other) {
            customer = other.customer;
            n = other.n;
            strategy = other.strategy;
            why = other.why;
            candidates = other.candidates;
            exclusions = other.exclusions;
            filter = other.filter;
            bought = other.bought;
            boosts = other.boosts;
            pins = other.pins;
            perCategory = other.perCategory;
            basket = other.basket;
            attributes = other.attributes;
            segment = other.segment;
            time = other.time;
            hour = other.hour;
            diversity = other.diversity;
            calibration = other.calibration;
            exploration = other.exploration;
        }

        public Builder n(int items) {
            n = items;
            return this;
        }

        public Builder strategy(@Nullable String name) {
            strategy = Optional.ofNullable(name);
            return this;
        }

        public Builder why(boolean wanted) {
            why = wanted;
            return this;
        }

        public Builder candidates(List<String> items) {
            candidates = Optional.of(List.copyOf(items));
            return this;
        }

        public Builder exclusions(List<String> items) {
            exclusions = List.copyOf(items);
            return this;
        }

        public Builder filter(ItemFilter condition) {
            filter = condition;
            return this;
        }

        public Builder bought(Bought policy) {
            bought = Optional.of(policy);
            return this;
        }

        /** One more boost; boosts of the same item multiply. */
        public Builder boost(Boost boost) {
            boosts = with(boosts, boost);
            return this;
        }

        public Builder pin(String item, int place) {
            pins = with(pins, new Pin(item, place));
            return this;
        }

        public Builder perCategory(int most) {
            perCategory = OptionalInt.of(most);
            return this;
        }

        public Builder basket(List<String> items) {
            basket = List.copyOf(items);
            return this;
        }

        public Builder attribute(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(attributes);
            more.put(name, value);
            attributes = Map.copyOf(more);
            return this;
        }

        public Builder segment(String name) {
            segment = Optional.of(name);
            return this;
        }

        public Builder time(long ms) {
            time = Optional.of(ms);
            return this;
        }

        public Builder hour(int ofDay) {
            hour = OptionalInt.of(ofDay);
            return this;
        }

        public Builder diversity(double strength) {
            diversity = OptionalDouble.of(strength);
            return this;
        }

        public Builder calibration(double strength) {
            calibration = OptionalDouble.of(strength);
            return this;
        }

        public Builder exploration(double share) {
            exploration = OptionalDouble.of(share);
            return this;
        }

        /** @throws TesseraException naming what is out of range */
        public RecommendationRequest build() {
            within("n", n, 1, MOST, "give -n a number in that range");
            if (candidates.isPresent() && candidates.get().isEmpty()) {
                throw new TesseraException(
                        "the list of candidates is empty, so nothing may be answered",
                        "name at least one item, or leave the candidates out for all items");
            }
            perCategory.ifPresent(most -> within("items per category", most, 1, MOST, "leave it out for no limit"));
            hour.ifPresent(value -> within("hour", value, 0, 23, "hours of the day run from 0 to 23"));
            diversity.ifPresent(value -> share("diversity", value, 0.99));
            calibration.ifPresent(value -> share("calibration", value, 0.99));
            exploration.ifPresent(value -> share("exploration", value, 1));
            for (Pin pin : pins) {
                if (pin.place() > n) {
                    throw new TesseraException(
                            "the pin of " + pin.item() + " is at place " + pin.place() + " of an answer of " + n,
                            "pin it at 1 to " + n + ", or ask for more items");
                }
                if (pins.stream().filter(p -> p.place() == pin.place()).count() > 1) {
                    throw new TesseraException("two items are pinned at place " + pin.place(), "give each its own");
                }
            }
            return new RecommendationRequest(new Builder(this));
        }

        private static void within(String what, int value, int lowest, int highest, String hint) {
            if (value < lowest || value > highest) {
                throw new TesseraException(what + " is " + value + ", expected " + lowest + " to " + highest, hint);
            }
        }

        private static void share(String what, double value, double highest) {
            if (!(value >= 0 && value <= highest)) {
                throw new TesseraException(what + " is " + value + ", expected 0 to " + highest, "0 turns it off");
            }
        }

        private static <T> List<T> with(List<T> list, T element) {
            List<T> more = new ArrayList<>(list);
            more.add(element);
            return List.copyOf(more);
        }
    }
}
