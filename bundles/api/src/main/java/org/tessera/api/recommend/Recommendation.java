// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import java.util.List;

/**
 * An answer as a person sees it.
 *
 * @param customer external id; empty for nobody in particular and for items similar to an item
 * @param strategy that answered
 * @param model id of its model
 * @param notes what whoever asked should know: wishes that could not be met, and why there are fewer items than asked for
 */
public record Recommendation(String customer, String strategy, String model, List<Item> items, List<String> notes) {
    /** Without notes. */
    public Recommendation(String customer, String strategy, String model, List<Item> items) {
        this(customer, strategy, model, items, List.of());
    }

    /** An item with its reasons, the weightiest first; the weights add up to the score. */
    public record Item(String item, String name, double score, List<Why> reasons) {}

    /** A reason in words. */
    public record Why(String kind, String text, double weight) {}
}
