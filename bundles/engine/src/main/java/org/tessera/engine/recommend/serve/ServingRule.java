// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import org.tessera.api.recommend.Boost;
import org.tessera.api.recommend.ItemFilter;
import org.tessera.api.recommend.Pin;

/**
 * A rule of the shop about all answers.
 *
 * @param text as it was written
 * @param when it holds
 */
public record ServingRule(String text, Action action, Validity when) {
    /** What a rule does. */
    public sealed interface Action {}

    /** Multiplies scores. */
    public record Favour(Boost boost) implements Action {}

    /** Keeps an item or a category out. */
    public record Exclude(Boost.Kind kind, String name) implements Action {}

    /** Admits nothing but an item or a category; several such rules admit together. */
    public record Only(Boost.Kind kind, String name) implements Action {}

    /** Puts an item at a place. */
    public record PinAt(Pin pin) implements Action {}

    /** Limits the items of one category. */
    public record PerCategory(int most) implements Action {}

    /** Puts a condition on items. */
    public record Demand(ItemFilter filter) implements Action {}
}
