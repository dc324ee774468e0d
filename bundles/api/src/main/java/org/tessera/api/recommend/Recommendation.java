// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

import java.util.List;

/**
 * An answer as a person sees it.
 *
 * @param customer external id; empty for items similar to an item
 * @param strategy that answered
 * @param model id of its model
 */
public record Recommendation(String customer, String strategy, String model, List<Item> items) {
    /** An item with its reasons, the weightiest first; the weights add up to the score. */
    public record Item(String item, String name, double score, List<Why> reasons) {}

    /** A reason in words. */
    public record Why(String kind, String text, double weight) {}
}
