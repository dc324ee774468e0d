// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.tessera.numerics.parallel.Parallel;

/**
 * Greedy selection with replacement (Caruana and others 2004, section 2): one after the other, the part is added that
 * makes the lists best, however often it was added before; how often it was is its weight. The best of all rounds counts.
 *
 * @param weights by part, adding up to 1; 0 for those that do not help
 * @param ndcg of the lists with them
 */
record Selection(Opinion.Scale scale, double[] weights, double ndcg) {
    /** Weights are multiples of about a fiftieth. */
    static final int ROUNDS = 50;

    /** After so many rounds that made nothing better, nothing will. */
    private static final int PATIENCE = 15;

    private static final int GRAIN = 64;

    /** @param watcher told after each round */
    static Selection of(
            List<Judged> customers,
            int parts,
            Opinion.Scale scale,
            int cutoff,
            Parallel parallel,
            IntConsumer watcher) {
        double[][] sums = customers.stream()
                .map(customer -> new double[customer.wanted().length])
                .toArray(double[][]::new);
        int[] counts = new int[parts];
        int[] best = new int[parts];
        double highest = Double.NEGATIVE_INFINITY;
        int highestRound = 0;
        for (int round = 0; round < ROUNDS && round - highestRound <= PATIENCE; round++) {
            watcher.accept(round);
            double[] ndcg = evaluate(customers, sums, parts, scale, cutoff, parallel);
            int chosen = 0;
            for (int part = 1; part < parts; part++) {
                chosen = ndcg[part] > ndcg[chosen] ? part : chosen;
            }
            counts[chosen]++;
            for (int c = 0; c < sums.length; c++) {
                double[] worth = customers.get(c).worths()[scale.ordinal()][chosen];
                for (int k = 0; k < worth.length; k++) {
                    sums[c][k] += worth[k];
                }
            }
            if (ndcg[chosen] > highest) {
                highest = ndcg[chosen];
                highestRound = round;
                best = counts.clone();
            }
        }
        double total = Arrays.stream(best).sum();
        return new Selection(
                scale, Arrays.stream(best).mapToDouble(n -> n / total).toArray(), highest);
    }

    /** The mean over all customers with each part added to the sums. */
    private static double[] evaluate(
            List<Judged> customers, double[][] sums, int parts, Opinion.Scale scale, int cutoff, Parallel parallel) {
        int chunks = Parallel.rangeCount(customers.size(), GRAIN);
        List<double[]> chunked = new ArrayList<>(parallel.map(chunks, chunk -> {
            double[] ndcg = new double[parts];
            for (int c = chunk * GRAIN; c < Math.min((chunk + 1) * GRAIN, customers.size()); c++) {
                for (int part = 0; part < parts; part++) {
                    ndcg[part] +=
                            customers.get(c).ndcg(sums[c], customers.get(c).worths()[scale.ordinal()][part], cutoff);
                }
            }
            return ndcg;
        }));
        double[] means = new double[parts];
        for (double[] chunk : chunked) {
            for (int part = 0; part < parts; part++) {
                means[part] += chunk[part] / customers.size();
            }
        }
        return means;
    }
}
