// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Something that has a value for each customer, by what it is. Immutable. */
sealed interface Value {
    /** What it is, for messages. */
    String kind();

    /**
     * A number, NaN where missing.
     *
     * @param ages whether it grows by one each day of itself
     */
    record Quantity(ToDoubleFunction<Facts> of, boolean ages) implements Value {
        @Override
        public String kind() {
            return "a number";
        }

        static Quantity fixed(double value) {
            return new Quantity(facts -> value, false);
        }
    }

    /**
     * A text, null where missing.
     *
     * @param literal the text itself where it was written
     */
    record Word(Function<Facts, @Nullable String> of, Optional<String> literal) implements Value {
        @Override
        public String kind() {
            return "a text";
        }

        static Word fixed(String text) {
            return new Word(facts -> text, Optional.of(text));
        }
    }

    /** A time in ms since 1970, {@link Facts#NEVER} where missing. */
    record Moment(ToLongFunction<Facts> of) implements Value {
        @Override
        public String kind() {
            return "a time";
        }
    }

    /** True or false, never missing. */
    record Truth(Condition of) implements Value {
        @Override
        public String kind() {
            return "true or false";
        }
    }
}
