// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.neumf;

import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.random.RandomStream;

/**
 * The pairs of an epoch in random order, a few of the same customer always together.
 *
 * @param order of the slots
 * @param customers of each slot
 * @param numbers of the slot among those of its customer
 */
record Slots(SparseMatrix pairs, int most, RandomStream random, int[] order, int[] customers, int[] numbers) {
    /** @param most items of a customer that take part, a random choice of them */
    static Slots of(SparseMatrix pairs, int most, RandomStream random) {
        int count = 0;
        for (int c = 0; c < pairs.rows(); c++) {
            count += slots(Math.min(most, pairs.size(c)));
        }
        int[] customers = new int[count];
        int[] numbers = new int[count];
        int n = 0;
        for (int c = 0; c < pairs.rows(); c++) {
            for (int k = 0; k < slots(Math.min(most, pairs.size(c))); k++) {
                customers[n] = c;
                numbers[n++] = k;
            }
        }
        return new Slots(pairs, most, random, random.part(-1).permutation(count), customers, numbers);
    }

    private static int slots(int items) {
        return (items + Batch.SLOT - 1) / Batch.SLOT;
    }

    int size() {
        return order.length;
    }

    /** Fills a slot of a batch with the slot at {@code place} of the random order. */
    void fill(Batch batch, int at, int place, RandomStream drawing) {
        int slot = order[place];
        int customer = customers[slot];
        int from = numbers[slot] * Batch.SLOT;
        int to = Math.min(from + Batch.SLOT, Math.min(most, pairs.size(customer)));
        // The same order for every slot of the customer, so that they share his items out among them.
        int[] places = random.part(-2L - customer).permutation(pairs.size(customer));
        batch.fill(at, customer, places, from, to, drawing);
    }
}
