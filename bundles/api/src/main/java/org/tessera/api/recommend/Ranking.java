// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

/**
 * Items, best first. Immutable by convention: nobody changes the arrays.
 *
 * @param items item indexes, all different
 * @param scores of the same length, never NaN, not ascending; equal scores stand in ascending order of item
 */
public record Ranking(int[] items, double[] scores) {
    public Ranking {
        if (items.length != scores.length) {
            throw new IllegalArgumentException(items.length + " items and " + scores.length + " scores");
        }
    }

    public int size() {
        return items.length;
    }
}
