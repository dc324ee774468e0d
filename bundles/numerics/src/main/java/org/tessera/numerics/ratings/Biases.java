// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ratings;

import java.io.IOException;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Reason;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;

/**
 * How far ratings of an item, or by a customer, lie from the mean in general: r = mean + b_customer + b_item (Koren,
 * "Factor in the Neighbors", 2010, section 2.1). Items have theirs from training; a customer's is worked out from the
 * history that comes with the question. Immutable and safe for many threads.
 */
public final class Biases {
    /** Kind of the reason that a customer rates higher or lower than others throughout. */
    public static final String CUSTOMER = "customer";

    private final RatingScale scale;
    private final float[] items;
    private final int[] counts;
    private final double customerRegularisation;

    /**
     * @param items bias of each item, 0 for one that nobody rated
     * @param counts number of ratings of each item
     * @param customerRegularisation added to the number of ratings below the fraction of a customer's bias
     */
    public Biases(RatingScale scale, float[] items, int[] counts, double customerRegularisation) {
        this.scale = scale;
        this.items = items;
        this.counts = counts;
        this.customerRegularisation = customerRegularisation;
    }

    public RatingScale scale() {
        return scale;
    }

    /** Number of items. */
    public int size() {
        return items.length;
    }

    /** Whether somebody rated an item; false for any index that is none. */
    public boolean knows(int item) {
        return item >= 0 && item < items.length && counts[item] > 0;
    }

    /** The mean and the bias of an item, or the mean alone where the item is unknown. */
    public double level(int item) {
        return knows(item) ? scale.mean() + items[item] : scale.mean();
    }

    /** What of a history says something. */
    public Rated rated(History history) {
        return Rated.of(history, scale, items.length, item -> counts[item] > 0);
    }

    /** The bias of a customer who rated like this, drawn towards 0 where there is little to go by. */
    public double customer(Rated rated) {
        double sum = 0;
        for (int k = 0; k < rated.size(); k++) {
            sum += rated.ratings()[k] - level(rated.items()[k]);
        }
        return rated.size() == 0 ? 0 : sum / (customerRegularisation + rated.size());
    }

    /** The bias of a customer of whom the ratings are a row of a matrix of customers by items. */
    public double customer(SparseMatrix byCustomer, int customer) {
        double sum = 0;
        for (int p = byCustomer.start(customer); p < byCustomer.end(customer); p++) {
            sum += byCustomer.value(p) - level(byCustomer.column(p));
        }
        int size = byCustomer.size(customer);
        return size == 0 ? 0 : sum / (customerRegularisation + size);
    }

    /** The reason that an item is rated like this by everybody. */
    public Reason itemReason(int item) {
        return new Reason(Reason.POPULARITY, Event.NONE, Integer.toString(counts[item]), level(item));
    }

    /** The reason that a customer rates like this throughout. */
    public static Reason customerReason(double bias) {
        return new Reason(
                CUSTOMER, Event.NONE, bias < 0 ? "rates lower than others" : "rates higher than others", bias);
    }

    public void write(ModelOutput out) throws IOException {
        scale.write(out);
        out.writeDouble(customerRegularisation);
        out.writeFloats(items);
        out.writeInts(counts);
    }

    /** Reads what {@link #write} wrote. */
    public static Biases read(ModelInput in) throws IOException {
        RatingScale scale = RatingScale.read(in);
        double regularisation = in.readDouble();
        float[] items = in.readFloats();
        int[] counts = in.readInts();
        if (items.length != counts.length) {
            throw new IOException("this model is damaged: " + items.length + " biases of " + counts.length + " items");
        }
        return new Biases(scale, items, counts, regularisation);
    }
}
