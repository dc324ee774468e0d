// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.List;
import java.util.Optional;

/** Something in a rule that has a value. */
sealed interface Operand {
    /** Where it begins. */
    Place place();

    /** A trait of the portrait, or a share of one: {@code category_share.toys}. */
    record TraitName(String name, Place place) implements Operand {}

    /**
     * A function over events or segments.
     *
     * @param name in lower case
     * @param window only events of so long before now; all where there is none
     */
    record Call(String name, List<Filter> filters, Optional<Span> window, Optional<String> segment, Place place)
            implements Operand {}

    /** A condition on single events: {@code category = 'toys'}, {@code value > 100}, {@code type in ('a', 'b')}. */
    record Filter(Field field, Relation relation, List<Literal> values, Place place) {}

    /** What a filter may look at. */
    enum Field {
        TYPE,
        ITEM,
        CATEGORY,
        CHANNEL,
        ORDER,
        VALUE,
        QUANTITY,
        PRICE;

        boolean isNumber() {
            return ordinal() >= VALUE.ordinal();
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A value as written. */
    sealed interface Literal extends Operand {}

    record Number(double value, Place place) implements Literal {}

    /** Text, or a date where it is compared with a time. */
    record Text(String value, Place place) implements Literal {}

    record Truth(boolean value, Place place) implements Literal {}

    /** A length of time; counts as a number of days. */
    record Length(Span span, Place place) implements Literal {}
}
