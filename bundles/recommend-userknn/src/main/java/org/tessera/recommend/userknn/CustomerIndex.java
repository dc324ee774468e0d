// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.userknn;

import java.util.function.IntConsumer;
import org.tessera.api.data.History;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.sparse.Centring;
import org.tessera.numerics.sparse.RowIndex;
import org.tessera.numerics.sparse.RowNeighbours;
import org.tessera.numerics.sparse.SimilarityTable;
import org.tessera.numerics.sparse.TermWeighting;
import org.tessera.numerics.sparse.TopK;

/**
 * Finds the customers most like a history: adds up what they have in common over the lists of customers of the items in
 * the history (the inverted index), and keeps the best. Costs as much as those lists are long. Immutable and safe for
 * many threads, given scratch memory of their own.
 */
final class CustomerIndex {
    private static final int REPORT_EVERY = 1 << 12;

    private final SparseMatrix byCustomer;
    private final RowIndex index;
    private final TermWeighting weighting;
    private final boolean listsWeighed;
    private final float[] itemMeans;
    private final UserKnnSettings settings;

    private CustomerIndex(
            SparseMatrix byCustomer,
            RowIndex index,
            TermWeighting weighting,
            boolean listsWeighed,
            float[] itemMeans,
            UserKnnSettings settings) {
        this.byCustomer = byCustomer;
        this.index = index;
        this.weighting = weighting;
        this.listsWeighed = listsWeighed;
        this.itemMeans = itemMeans;
        this.settings = settings;
    }

    /**
     * Indexes customers.
     *
     * @param byCustomer customers by items, values above 0
     * @param byItem the same by item
     * @param watcher told how many customers are done
     * @throws org.tessera.api.TesseraException if the similarity is of deviations from a mean and there are none
     */
    static CustomerIndex of(
            SparseMatrix byCustomer, SparseMatrix byItem, UserKnnSettings settings, IntConsumer watcher) {
        TermWeighting weighting = TermWeighting.of(settings.weighting(), byCustomer);
        Centring centring = settings.similarity().centring();
        // Where an item weighs the same for every customer, the question brings its weight along: the lists stay as
        // they
        // are. That is not so under BM25, nor for deviations from a mean.
        boolean weighed = settings.weighting() == TermWeighting.Kind.BM25 || centring != Centring.NONE;
        SparseMatrix lists = byItem;
        float[] squares;
        if (weighed) {
            SparseMatrix vectors = centring.apply(byCustomer, weighting.apply(byCustomer));
            squares = RowNeighbours.squares(vectors);
            lists = vectors.transposed();
        } else {
            squares = new float[byCustomer.rows()];
            for (int c = 0; c < squares.length; c++) {
                if (c % REPORT_EVERY == 0) {
                    watcher.accept(c);
                }
                squares[c] = square(byCustomer, c, weighting);
            }
        }
        watcher.accept(squares.length);
        return new CustomerIndex(
                byCustomer,
                new RowIndex(lists, new SimilarityTable(settings.similarity(), squares)),
                weighting,
                weighed,
                centring == Centring.COLUMN ? centring.means(byCustomer) : new float[0],
                settings);
    }

    private static float square(SparseMatrix byCustomer, int customer, TermWeighting weighting) {
        double square = 0;
        for (int p = byCustomer.start(customer); p < byCustomer.end(customer); p++) {
            double weight = weighting.weight(byCustomer.column(p), byCustomer.value(p), 0);
            square += weight * weight;
        }
        return (float) square;
    }

    /** Customers by items. */
    SparseMatrix byCustomer() {
        return byCustomer;
    }

    /** Memory to search with, for one thread at a time. */
    RowIndex.Search search() {
        return index.search(settings.neighbours());
    }

    /**
     * Customers with their parts of the score, in an order that depends on the history alone.
     *
     * @param shares how much each counts, 1 in all
     */
    record Neighbours(int[] customers, double[] shares) {}

    /**
     * The customers most like a history.
     *
     * @param self who is asking and is no neighbour of himself; negative for somebody unknown
     */
    Neighbours neighbours(History history, int self, RowIndex.Search search) {
        int[] items = new int[history.size()];
        float[] values = new float[items.length];
        int count = 0;
        double length = 0;
        for (int place = 0; place < items.length && history.item(place) < byCustomer.columns(); place++) {
            float value = settings.evidence().of(history.weight(place));
            if (value > 0) {
                items[count] = history.item(place);
                values[count++] = value;
                length += value;
            }
        }
        float square = weigh(items, values, count, length);
        TopK best = search.nearest(items, values, count, square, self);
        double[] similarities = new double[best.size()];
        return new Neighbours(best.drain(similarities), shares(similarities));
    }

    /** Makes of the values what the lists are to be multiplied with, and returns the squared length of the vector. */
    private float weigh(int[] items, float[] values, int count, double length) {
        Centring centring = settings.similarity().centring();
        double square = 0;
        for (int k = 0; k < count; k++) {
            float value = values[k];
            float weight = weighting.weight(items[k], value, length);
            if (centring != Centring.NONE) {
                float mean = centring == Centring.ROW ? (float) (length / count) : itemMeans[items[k]];
                weight = Centring.deviation(value, mean) * (weight / value);
            }
            square += (double) weight * weight;
            // Lists that are not weighed lack their own factor of the item's weight; it comes in here.
            values[k] = listsWeighed ? weight : weighting.weight(items[k], weight, length);
        }
        return (float) square;
    }

    /** Raised to a power first, relative to the greatest, so that none of them becomes too small for a number. */
    private double[] shares(double[] similarities) {
        double total = 0;
        double[] shares = new double[similarities.length];
        for (int k = 0; k < shares.length; k++) {
            double relative = similarities[k] / similarities[0];
            shares[k] = settings.locality() == 1 ? relative : Math.pow(relative, settings.locality());
            total += shares[k];
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= total;
        }
        return shares;
    }
}
