// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import java.util.List;
import java.util.Map;

/**
 * A group of customers as a person sees it.
 *
 * @param segment its number as text; {@code noise} for those that belong to none
 * @param name made from what distinguishes it, given by the strategy, or carried over from the segment it continues
 * @param size customers in it
 * @param share of all customers, 0..1
 * @param traits what is typical of it: the mean of a number, its median where it is skewed, the most frequent level of a
 *     category
 * @param differences how it differs from the rest, the most telling first
 * @param rules conditions that most of its customers meet and few others do
 * @param expression the same conditions as comparisons of traits joined by {@code and}, such as
 *     {@code monetary > 200.5 and country = 'France'}; empty where there are none
 * @param card what it is worth, how it develops, what it buys, who is typical of it
 */
public record Segment(
        String segment,
        String name,
        int size,
        double share,
        Map<String, Object> traits,
        List<Difference> differences,
        List<String> rules,
        String expression,
        Card card) {
    /** A segment of which nothing is known beyond its traits. */
    public Segment(
            String segment,
            String name,
            int size,
            double share,
            Map<String, Object> traits,
            List<Difference> differences,
            List<String> rules) {
        this(segment, name, size, share, traits, differences, rules, "", Card.NONE);
    }

    /** The same with another card. */
    public Segment with(Card another) {
        return new Segment(segment, name, size, share, traits, differences, rules, expression, another);
    }

    /**
     * How a segment differs from the rest in one trait.
     *
     * @param effect standardised difference of means (Cohen's d) for a number, of its logarithm where it is skewed;
     *     difference of shares for a level
     * @param text in words
     */
    public record Difference(String trait, double effect, String text) {}

    /**
     * What a segment means for business.
     *
     * @param categories what its customers spend most on, the largest share first; a few
     * @param typical external ids of the customers nearest to its centre, the nearest first; at most three
     */
    public record Card(Value value, Growth growth, List<Category> categories, List<String> typical) {
        /** Nothing is known. */
        public static final Card NONE =
                new Card(new Value(0, 0, Double.NaN), new Growth(0, 0, Double.NaN, 0), List.of(), List.of());
    }

    /**
     * Purchases of its customers, net of what was taken back.
     *
     * @param sum money
     * @param perCustomer money for each customer in it
     * @param share of the purchases of all customers in segments, 0..1; NaN where nobody bought anything
     */
    public record Value(double sum, double perCustomer, double share) {}

    /**
     * Purchases in the newest days of the data against as many days before.
     *
     * @param recent money in the newest days
     * @param before money in as many days before
     * @param change {@code recent / before - 1}; NaN where there is nothing to compare with
     * @param days how many days each
     */
    public record Growth(double recent, double before, double change, int days) {}

    /**
     * A category of items.
     *
     * @param share of the segment's purchases, 0..1
     * @param lift that share over the share among all customers
     */
    public record Category(String name, double share, double lift) {}
}
