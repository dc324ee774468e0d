// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.bpr;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * Customers and items cut into as many blocks each, so that parts of the work that share neither can go on at once, as in
 * the stratified descent of Gemulla and others, "Large-Scale Matrix Factorization with Distributed Stochastic Gradient
 * Descent", 2011. Items are dealt out anew for every epoch, so that in the end all are compared with all. What the blocks
 * are depends on the data and the seed alone.
 */
final class Blocks {
    /** More would leave a processor idle less often and make each comparison choose among fewer items. */
    private static final int MOST = 8;

    private static final int LEAST_ITEMS = 64;

    private final SparseMatrix byCustomer;
    private final int count;
    private final int[] customerOf;
    private final int[][] positions;
    private final int[][] starts;
    private final int[] blockOf;
    private final int[][] items;
    private final double[][] chances;

    Blocks(SparseMatrix byCustomer) {
        this.byCustomer = byCustomer;
        this.count = Math.max(1, Math.min(MOST, byCustomer.columns() / LEAST_ITEMS));
        this.customerOf = new int[byCustomer.size()];
        this.positions = new int[count][];
        this.starts = new int[count][count + 1];
        this.blockOf = new int[byCustomer.columns()];
        this.items = new int[count][];
        this.chances = new double[count][];
        int[] sizes = new int[count];
        for (int c = 0; c < byCustomer.rows(); c++) {
            Arrays.fill(customerOf, byCustomer.start(c), byCustomer.end(c), c);
            sizes[c % count] += byCustomer.size(c);
        }
        for (int b = 0; b < count; b++) {
            positions[b] = new int[sizes[b]];
        }
    }

    /** How many blocks of customers and of items there are. */
    int count() {
        return count;
    }

    /**
     * Deals out the items.
     *
     * @param weights how likely an item is to be drawn
     */
    void deal(double[] weights, RandomStream random, Parallel parallel) {
        int[] order = random.permutation(blockOf.length);
        for (int b = 0; b < count; b++) {
            int n = (order.length - b + count - 1) / count;
            items[b] = new int[n];
            chances[b] = new double[n];
            double sum = 0;
            for (int k = 0; k < n; k++) {
                int item = order[k * count + b];
                blockOf[item] = b;
                items[b][k] = item;
                sum += weights[item];
                chances[b][k] = sum;
            }
        }
        parallel.ranges(count, 1, (from, to) -> {
            for (int b = from; b < to; b++) {
                sort(b);
            }
        });
    }

    /** Sorts the pairs of a block of customers by the block of the item. */
    private void sort(int block) {
        int[] next = new int[count + 1];
        for (int c = block; c < byCustomer.rows(); c += count) {
            for (int p = byCustomer.start(c); p < byCustomer.end(c); p++) {
                next[blockOf[byCustomer.column(p)] + 1]++;
            }
        }
        for (int b = 0; b < count; b++) {
            next[b + 1] += next[b];
        }
        System.arraycopy(next, 0, starts[block], 0, count + 1);
        for (int c = block; c < byCustomer.rows(); c += count) {
            for (int p = byCustomer.start(c); p < byCustomer.end(c); p++) {
                positions[block][next[blockOf[byCustomer.column(p)]]++] = p;
            }
        }
    }

    /** The pairs of a block of customers and one of items, as positions in customers by items, in random order. */
    int[] pairs(int customers, int of, RandomStream random) {
        int[] pairs = Arrays.copyOfRange(positions[customers], starts[customers][of], starts[customers][of + 1]);
        for (int k = pairs.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int p = pairs[k];
            pairs[k] = pairs[other];
            pairs[other] = p;
        }
        return pairs;
    }

    /** The customer of a position. */
    int customer(int position) {
        return customerOf[position];
    }

    /** Some item of a block, or -1 where none can be drawn. */
    int draw(int block, RandomStream random) {
        double[] sums = chances[block];
        double total = sums.length == 0 ? 0 : sums[sums.length - 1];
        if (!(total > 0)) {
            return -1;
        }
        int place = Arrays.binarySearch(sums, random.nextDouble() * total);
        // Equal to a sum means beyond it, and items that cannot be drawn have the sum of the one before.
        int k = place < 0 ? -place - 1 : place + 1;
        while (k < sums.length - 1 && k > 0 && sums[k] == sums[k - 1]) {
            k++;
        }
        return items[block][Math.min(k, sums.length - 1)];
    }
}
