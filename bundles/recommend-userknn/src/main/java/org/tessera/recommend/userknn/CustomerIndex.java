// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.userknn;

import java.util.function.IntConsumer;
import org.tessera.api.data.History;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.numerics.sparse.SimilarityTable;
import org.tessera.numerics.sparse.SparseSums;
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
    private final SparseMatrix postings;
    private final TermWeighting weighting;
    private final boolean postingsWeighed;
    private final SimilarityTable similarities;
    private final Evidence evidence;
    private final int neighbours;

    private CustomerIndex(
            SparseMatrix byCustomer,
            SparseMatrix postings,
            TermWeighting weighting,
            boolean postingsWeighed,
            SimilarityTable similarities,
            UserKnnSettings settings) {
        this.byCustomer = byCustomer;
        this.postings = postings;
        this.weighting = weighting;
        this.postingsWeighed = postingsWeighed;
        this.similarities = similarities;
        this.evidence = settings.evidence();
        this.neighbours = settings.neighbours();
    }

    /**
     * Indexes customers.
     *
     * @param byCustomer customers by items, values above 0
     * @param byItem the same by item
     * @param watcher told how many customers are done
     */
    static CustomerIndex of(
            SparseMatrix byCustomer, SparseMatrix byItem, UserKnnSettings settings, IntConsumer watcher) {
        TermWeighting weighting = TermWeighting.of(settings.weighting(), byCustomer);
        float[] squares = new float[byCustomer.rows()];
        for (int c = 0; c < squares.length; c++) {
            if (c % REPORT_EVERY == 0) {
                watcher.accept(c);
            }
            squares[c] = square(byCustomer, c, weighting);
        }
        // Under BM25 an item weighs differently for each customer; under the others the query can bring its weight
        // along.
        boolean weighed = settings.weighting() == TermWeighting.Kind.BM25;
        SparseMatrix postings = weighed ? weighting.apply(byCustomer).transposed() : byItem;
        watcher.accept(squares.length);
        return new CustomerIndex(
                byCustomer,
                postings,
                weighting,
                weighed,
                new SimilarityTable(settings.similarity(), squares),
                settings);
    }

    private static float square(SparseMatrix byCustomer, int customer, TermWeighting weighting) {
        int from = byCustomer.start(customer);
        int to = byCustomer.end(customer);
        double length = 0;
        for (int p = from; p < to; p++) {
            length += byCustomer.value(p);
        }
        double square = 0;
        for (int p = from; p < to; p++) {
            double weight = weighting.weight(byCustomer.column(p), byCustomer.value(p), length);
            square += weight * weight;
        }
        return (float) square;
    }

    /** Customers by items. */
    SparseMatrix byCustomer() {
        return byCustomer;
    }

    /**
     * Customers with their similarities, in an order that depends on the history alone.
     *
     * @param total sum of the similarities
     */
    record Neighbours(int[] customers, float[] similarities, double total) {}

    /**
     * The customers most like a history.
     *
     * @param self who is asking and is no neighbour of himself; negative for somebody unknown
     * @param overlap empty sums over the customers, and empty again afterwards
     */
    Neighbours neighbours(History history, int self, SparseSums overlap) {
        double length = 0;
        for (int place = 0; place < history.size() && history.item(place) < postings.rows(); place++) {
            length += evidence.of(history.weight(place));
        }
        double square = 0;
        for (int place = 0; place < history.size() && history.item(place) < postings.rows(); place++) {
            int item = history.item(place);
            float value = evidence.of(history.weight(place));
            if (value > 0) {
                float weight = weighting.weight(item, value, length);
                square += (double) weight * weight;
                // Postings that are not weighed lack their own factor of the item's weight; it comes in here.
                overlap.addRow(postings, item, postingsWeighed ? weight : weighting.weight(item, weight, length));
            }
        }
        TopK best = new TopK(neighbours);
        SimilarityTable.Row row = similarities.row((float) square);
        for (int k = 0; k < overlap.count(); k++) {
            int customer = overlap.index(k);
            float similarity = similarities.of(row, (float) overlap.sum(customer), customer);
            if (similarity >= best.bar() && customer != self) {
                best.offer(customer, similarity);
            }
        }
        overlap.clear();
        int[] customers = new int[best.size()];
        float[] found = new float[customers.length];
        best.drainUnordered(customers, found, 0);
        double total = 0;
        for (float similarity : found) {
            total += similarity;
        }
        return new Neighbours(customers, found, total);
    }
}
