// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ratings;

import java.util.Locale;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;

/**
 * Interactions of which the weights are ratings, checked. Any finite number is a rating, 0 and below included. Immutable
 * and safe for many threads.
 *
 * @param byCustomer customers by items
 * @param byItem the same by item
 */
public record Ratings(SparseMatrix byCustomer, SparseMatrix byItem, RatingScale scale) {
    /**
     * Checks that there is something to learn.
     *
     * @throws TesseraException if a weight is NaN or infinite, naming it; if there are none; if all are equal, as they
     *     are where events are counted and not rated
     */
    public static Ratings of(Interactions interactions) {
        SparseMatrix matrix = interactions.byCustomer();
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int customer = 0; customer < matrix.rows(); customer++) {
            for (int p = matrix.start(customer); p < matrix.end(customer); p++) {
                float rating = matrix.value(p);
                if (!Float.isFinite(rating)) {
                    throw new TesseraException(
                            "customer " + customer + " and item " + matrix.column(p) + " have the rating " + rating
                                    + ", expected a finite number",
                            "check where the ratings come from");
                }
                lowest = Math.min(lowest, rating);
                highest = Math.max(highest, rating);
                sum += rating;
            }
        }
        if (matrix.size() == 0 || lowest == highest) {
            throw new TesseraException(
                    matrix.size() == 0
                            ? "there are no ratings to learn from"
                            : "all " + matrix.size() + " weights are " + lowest
                                    + ": there are no ratings to learn from",
                    "import events of type rating with their stars and set ratings=stars in org.tessera.recommend, so"
                            + " that weights are stars; a strategy such as itemknn or als learns from what was bought");
        }
        double mean = Math.min(highest, Math.max(lowest, sum / matrix.size()));
        return new Ratings(matrix, interactions.byItem(), new RatingScale(lowest, highest, mean));
    }

    /**
     * Ratings per step of a scale of five: what factors are learned in, so that settings mean the same on any scale.
     */
    public double unit() {
        return (scale.highest() - scale.lowest()) / 4;
    }

    /**
     * Makes sure that there is room for factors of all customers and items.
     *
     * @param arrays how many numbers there are for each factor of an item and of a customer
     * @throws TesseraException if not, with what would be needed
     */
    public void checkRoom(int factors, int arrays) {
        long longest = Math.max(customers(), items()) * (long) factors;
        long bytes = (customers() + (long) items()) * factors * Float.BYTES * arrays;
        long most = Runtime.getRuntime().maxMemory();
        if (longest > Integer.MAX_VALUE - 8 || bytes > most) {
            throw new TesseraException(
                    String.format(
                            Locale.ROOT,
                            "%d factors of %,d customers and %,d items take %,d MB, there are %,d MB",
                            factors,
                            customers(),
                            items(),
                            bytes >> 20,
                            most >> 20),
                    "set factors to fewer, or give the process more memory (-Xmx)");
        }
    }

    /** Number of customers, with and without ratings. */
    public int customers() {
        return byCustomer.rows();
    }

    /** Number of items, with and without ratings. */
    public int items() {
        return byCustomer.columns();
    }
}
