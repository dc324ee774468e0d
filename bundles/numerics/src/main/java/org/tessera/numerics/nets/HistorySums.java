// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.random.RandomStream;

/**
 * Histories of a batch as sums of vectors, each worked out once for all samples of a customer, over a random choice of
 * his items: what is left out makes a network rely on no single item (dropout, Srivastava and others 2014), and bounds
 * what a customer with very many items costs. A sample for an item in the history takes that item out again. Slots may
 * be filled by several threads at once.
 */
public final class HistorySums {
    private static final int MOST_ITEMS = 512;

    private final SparseMatrix pairs;
    private final Embedding vectors;
    private final int width;
    private final double dropout;
    private final double power;
    private final int[][] kept;
    private final int[] counts;
    private final double[] totals;
    private final float[] sums;

    /**
     * @param pairs customers by items with weights
     * @param vectors of the items as parts of a history
     * @param dropout chance of an item to be left out
     * @param power see {@link Pooling#finish}
     * @param slots in a batch
     */
    public HistorySums(SparseMatrix pairs, Embedding vectors, double dropout, double power, int slots) {
        this.pairs = pairs;
        this.vectors = vectors;
        this.width = vectors.width();
        this.dropout = dropout;
        this.power = power;
        this.kept = new int[slots][64];
        this.counts = new int[slots];
        this.totals = new double[slots];
        this.sums = new float[slots * width];
    }

    /** Draws a customer's items and adds them up. */
    public void fill(int slot, int customer, RandomStream random) {
        int size = pairs.size(customer);
        double chance = Math.min(1 - dropout, (double) MOST_ITEMS / Math.max(1, size));
        int from = slot * width;
        Arrays.fill(sums, from, from + width, 0f);
        counts[slot] = 0;
        double total = 0;
        for (int p = pairs.start(customer); p < pairs.end(customer); p++) {
            if (chance >= 1 || random.nextDouble() < chance) {
                keep(slot, p);
                total += pairs.value(p);
                Columns.addScaled(pairs.value(p), vectors.weights(), pairs.column(p) * width, sums, from, width);
            }
        }
        totals[slot] = total;
    }

    private void keep(int slot, int position) {
        if (counts[slot] == kept[slot].length) {
            kept[slot] = Arrays.copyOf(kept[slot], 2 * counts[slot]);
        }
        kept[slot][counts[slot]++] = position;
    }

    /** The sums, one after the other, of the width of a vector. */
    public float[] sums() {
        return sums;
    }

    /** What the pair at a position adds to the sum of a slot; 0 if it is left out. */
    public float weight(int slot, int position) {
        return Arrays.binarySearch(kept[slot], 0, counts[slot], position) >= 0 ? pairs.value(position) : 0f;
    }

    /** What the sum of a slot is to be taken times once {@code own} is out of it. */
    public float scale(int slot, float own) {
        double rest = totals[slot] - own;
        return rest > 1e-6 ? (float) Pooling.scale(rest, power) : 0f;
    }

    /** Lists the part that the items of a slot have in its gradient: vector {@code source}. */
    public void list(int slot, int source, RowGradients to) {
        for (int k = 0; k < counts[slot]; k++) {
            int p = kept[slot][k];
            to.add(pairs.column(p), source, pairs.value(p));
        }
    }
}
