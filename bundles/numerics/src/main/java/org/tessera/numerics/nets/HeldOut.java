// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

import java.util.Arrays;
import java.util.function.Supplier;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;
import org.tessera.numerics.sparse.TopK;

/**
 * A part of the pairs of some customers, kept from training to see when a ranking gets no better. Immutable and safe for
 * many threads.
 */
public final class HeldOut {
    private static final int MOST_CUSTOMERS = 1000;
    private static final long MOST_SCORES = 20_000_000;
    private static final int FEWEST_ITEMS = 4;
    private static final int MOST_HELD = 20;
    private static final double SHARE = 0.1;
    private static final int LENGTH = 10;

    private final SparseMatrix train;
    private final int[] customers;
    private final int[][] held;

    private HeldOut(SparseMatrix train, int[] customers, int[][] held) {
        this.train = train;
        this.customers = customers;
        this.held = held;
    }

    /** Scores all items for a customer. One thread uses one. */
    @FunctionalInterface
    public interface Scorer {
        /**
         * @param customer row of {@link #train()}
         * @param scores takes the score of each item; NaN where there is no evidence for it
         */
        void score(int customer, float[] scores);
    }

    /** Holds out a tenth, at least one, of the items of a random choice of customers with four and more. */
    public static HeldOut of(SparseMatrix pairs, RandomStream random) {
        int[] able = new int[pairs.rows()];
        int count = 0;
        for (int c = 0; c < pairs.rows(); c++) {
            if (pairs.size(c) >= FEWEST_ITEMS) {
                able[count++] = c;
            }
        }
        long room = Math.min(MOST_SCORES / Math.max(1, pairs.columns()), MOST_CUSTOMERS);
        int chosen = (int) Math.min(count, Math.max(20, room));
        int[] customers = random.sample(count, chosen);
        int[][] held = new int[chosen][];
        boolean[] out = new boolean[pairs.size()];
        for (int k = 0; k < chosen; k++) {
            customers[k] = able[customers[k]];
            int size = pairs.size(customers[k]);
            int[] places = random.part(customers[k]).sample(size, (int)
                    Math.min(MOST_HELD, Math.max(1, Math.round(SHARE * size))));
            held[k] = new int[places.length];
            for (int h = 0; h < places.length; h++) {
                int p = pairs.start(customers[k]) + places[h];
                held[k][h] = pairs.column(p);
                out[p] = true;
            }
        }
        return new HeldOut(without(pairs, out), customers, held);
    }

    private static SparseMatrix without(SparseMatrix pairs, boolean[] out) {
        int[] starts = new int[pairs.rows() + 1];
        int[] columns = new int[pairs.size()];
        float[] values = new float[pairs.isBinary() ? 0 : pairs.size()];
        int n = 0;
        for (int r = 0; r < pairs.rows(); r++) {
            for (int p = pairs.start(r); p < pairs.end(r); p++) {
                if (!out[p]) {
                    columns[n] = pairs.column(p);
                    if (values.length > 0) {
                        values[n] = pairs.value(p);
                    }
                    n++;
                }
            }
            starts[r + 1] = n;
        }
        return SparseMatrix.of(
                pairs.rows(),
                pairs.columns(),
                starts,
                Arrays.copyOf(columns, n),
                values.length == 0 ? values : Arrays.copyOf(values, n));
    }

    /** What is left to train on. */
    public SparseMatrix train() {
        return train;
    }

    /** Whether nothing is held out, as where nobody has enough. */
    public boolean isEmpty() {
        return customers.length == 0;
    }

    /** NDCG at 10 of what is held out, among all items a customer does not have, over the customers. */
    public double ndcg(Supplier<? extends Scorer> scorers, Parallel parallel) {
        double[] found = new double[customers.length];
        parallel.ranges(
                customers.length,
                8,
                () -> {
                    Scorer scorer = scorers.get();
                    float[] scores = new float[train.columns()];
                    return (from, to) -> {
                        for (int k = from; k < to; k++) {
                            scorer.score(customers[k], scores);
                            found[k] = ndcg(k, scores);
                        }
                    };
                },
                finished -> {});
        return Arrays.stream(found).average().orElse(0);
    }

    private double ndcg(int k, float[] scores) {
        for (int p = train.start(customers[k]); p < train.end(customers[k]); p++) {
            scores[train.column(p)] = Float.NaN;
        }
        TopK best = new TopK(LENGTH);
        for (int item = 0; item < scores.length; item++) {
            if (scores[item] >= best.bar()) {
                best.offer(item, scores[item]);
            }
        }
        int[] items = best.drain(new double[LENGTH]);
        double gain = 0;
        double ideal = 0;
        for (int place = 0; place < LENGTH; place++) {
            double worth = 1 / Math.log(place + 2d);
            gain += place < items.length && Arrays.binarySearch(held[k], items[place]) >= 0 ? worth : 0;
            ideal += place < held[k].length ? worth : 0;
        }
        return gain / ideal;
    }
}
