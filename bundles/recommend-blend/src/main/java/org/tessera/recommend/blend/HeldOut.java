// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.random.RandomStream;

/**
 * Pairs set apart to see how well parts foretell them.
 *
 * @param rest all other pairs, of the same customers and items
 * @param customers of whom pairs were held out, ascending
 * @param wanted the items held out of each, ascending
 */
record HeldOut(Interactions rest, int[] customers, List<int[]> wanted) {
    /** More customers than this tell no more about a handful of weights. */
    private static final int MOST_CUSTOMERS = 2_000;

    private static final int FEWEST_ITEMS = 2;

    /**
     * Holds out some items of each customer, or of so many: the newest, or any where there are no times.
     *
     * @param share of a customer's items; one at least, and never all
     */
    static HeldOut of(Interactions interactions, double share, RandomStream random) {
        SparseMatrix pairs = interactions.byCustomer();
        int[] able = IntStream.range(0, interactions.customers())
                .filter(customer -> positive(pairs, customer) >= FEWEST_ITEMS)
                .toArray();
        int[] customers = able.length <= MOST_CUSTOMERS
                ? able
                : Arrays.stream(random.part(0).sample(able.length, MOST_CUSTOMERS))
                        .map(k -> able[k])
                        .toArray();
        boolean[] out = new boolean[pairs.size()];
        List<int[]> wanted = Arrays.stream(customers)
                .mapToObj(customer -> choose(interactions, customer, share, random.part(customer + 1L), out))
                .toList();
        Interactions.Builder rest = Interactions.Builder.weighted();
        for (int customer = 0; customer < pairs.rows(); customer++) {
            for (int p = pairs.start(customer); p < pairs.end(customer); p++) {
                if (!out[p]) {
                    rest.add(customer, pairs.column(p), pairs.value(p), interactions.time(p));
                }
            }
        }
        return new HeldOut(rest.build(interactions.customers(), interactions.items()), customers, wanted);
    }

    private static int positive(SparseMatrix pairs, int customer) {
        int count = 0;
        for (int p = pairs.start(customer); p < pairs.end(customer); p++) {
            count += pairs.value(p) > 0 ? 1 : 0;
        }
        return count;
    }

    private static int[] choose(
            Interactions interactions, int customer, double share, RandomStream random, boolean[] out) {
        SparseMatrix pairs = interactions.byCustomer();
        int from = pairs.start(customer);
        int[] shuffled = Arrays.stream(random.permutation(pairs.size(customer)))
                .map(k -> from + k)
                .filter(p -> pairs.value(p) > 0)
                .toArray();
        int count = Math.min(shuffled.length - 1, Math.max(1, (int) Math.round(share * shuffled.length)));
        // The sort is stable, so that pairs of the same time, or without one, stay shuffled.
        int[] chosen = Arrays.stream(shuffled)
                .boxed()
                .sorted(Comparator.comparingLong((Integer p) -> interactions.time(p))
                        .reversed())
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int p : chosen) {
            out[p] = true;
        }
        return Arrays.stream(chosen).map(pairs::column).sorted().toArray();
    }
}
