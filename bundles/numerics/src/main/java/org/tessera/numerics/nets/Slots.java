// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.random.RandomStream;

/**
 * The pairs of an epoch in random order, a few of the same customer always together, so that his history is added up for
 * all of them at once. Immutable and safe for many threads.
 */
public final class Slots {
    /** Of a customer with more items so many are drawn anew for every epoch. */
    private static final int MOST_ITEMS = 512;

    private final SparseMatrix pairs;
    private final int width;
    private final RandomStream random;
    private final int[] order;
    private final int[] customers;
    private final int[] numbers;

    /** @param width pairs in a slot at most */
    public Slots(SparseMatrix pairs, int width, RandomStream random) {
        this.pairs = pairs;
        this.width = width;
        this.random = random;
        int count = 0;
        for (int c = 0; c < pairs.rows(); c++) {
            count += slots(c);
        }
        this.customers = new int[count];
        this.numbers = new int[count];
        int n = 0;
        for (int c = 0; c < pairs.rows(); c++) {
            for (int k = 0; k < slots(c); k++) {
                customers[n] = c;
                numbers[n++] = k;
            }
        }
        this.order = random.part(-1).permutation(count);
    }

    private int items(int customer) {
        return Math.min(MOST_ITEMS, pairs.size(customer));
    }

    private int slots(int customer) {
        return (items(customer) + width - 1) / width;
    }

    /** Number of slots. */
    public int size() {
        return order.length;
    }

    /** Whose slot stands at a place of the random order. */
    public int customer(int place) {
        return customers[order[place]];
    }

    /** The positions of the pairs of the slot at a place of the random order. */
    public int[] positions(int place) {
        int slot = order[place];
        int customer = customers[slot];
        int from = numbers[slot] * width;
        int to = Math.min(from + width, items(customer));
        // The same order for every slot of the customer, so that they share his items out among them.
        int[] shared = random.part(-2L - customer).permutation(pairs.size(customer));
        int[] positions = Arrays.copyOfRange(shared, from, to);
        for (int k = 0; k < positions.length; k++) {
            positions[k] += pairs.start(customer);
        }
        return positions;
    }
}
