// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import java.util.List;
import java.util.Map;

/**
 * A group of customers as a person sees it.
 *
 * @param segment its number as text; {@code noise} for those that belong to none
 * @param name made from what distinguishes it
 * @param size customers in it
 * @param share of all customers, 0..1
 * @param traits what is typical of it: the mean of a number, its median where it is skewed, the most frequent level of a
 *     category
 * @param differences how it differs from the rest, the most telling first
 * @param rules conditions that most of its customers meet and few others do
 */
public record Segment(
        String segment,
        String name,
        int size,
        double share,
        Map<String, Object> traits,
        List<Difference> differences,
        List<String> rules) {
    /**
     * How a segment differs from the rest in one trait.
     *
     * @param effect standardised difference of means (Cohen's d) for a number, of its logarithm where it is skewed;
     *     difference of shares for a level
     * @param text in words
     */
    public record Difference(String trait, double effect, String text) {}
}
