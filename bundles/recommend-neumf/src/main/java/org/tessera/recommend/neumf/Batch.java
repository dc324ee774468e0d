// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.neumf;

import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.nets.HistorySums;
import org.tessera.numerics.random.RandomStream;

/**
 * The samples of a step: some slots, each a few of the items of one customer with others drawn at random that he does not
 * have. The sum over a history is worked out once for a slot; for an item he has it is taken without that item, as it
 * will be when the item is asked for. Used again from step to step.
 */
final class Batch {
    /** Items of a customer in a slot. */
    static final int SLOT = 8;

    private static final int MOST_TRIES = 16;

    final int capacity;
    final int[] slotStart;
    final int[] item;
    final int[] slot;
    /** 1 for an item the customer has, 0 for another. */
    final float[] label;
    /** What the sample counts for. */
    final float[] weight;
    /** What the item counts for in the sum over the history; 0 for one that is not in it. */
    final float[] own;
    /** What the sum over the history is taken times. */
    final float[] scale;

    private final SparseMatrix pairs;
    private final int[] known;
    private final int negatives;
    private final HistorySums histories;
    private final int perSlot;
    private final int[] drawn;
    private final int[] drawnItem;
    private final int[] drawnPosition;
    private int slots;
    private int samples;

    /**
     * @param pairs customers by items to train on
     * @param known items that anybody has
     * @param histories with room for {@code slots}
     */
    Batch(SparseMatrix pairs, int[] known, int negatives, HistorySums histories, int slots) {
        this.pairs = pairs;
        this.known = known;
        this.negatives = negatives;
        this.histories = histories;
        this.perSlot = SLOT * (1 + negatives);
        this.capacity = slots * perSlot;
        this.slotStart = new int[slots + 1];
        this.drawn = new int[slots];
        this.drawnItem = new int[capacity];
        this.drawnPosition = new int[capacity];
        this.item = new int[capacity];
        this.slot = new int[capacity];
        this.label = new float[capacity];
        this.weight = new float[capacity];
        this.own = new float[capacity];
        this.scale = new float[capacity];
    }

    HistorySums histories() {
        return histories;
    }

    int slots() {
        return slots;
    }

    int samples() {
        return samples;
    }

    void begin(int count) {
        slots = count;
    }

    /**
     * Fills a slot; slots may be filled by several threads at once.
     *
     * @param positions of the pairs of the customer
     */
    void fill(int at, int customer, int[] positions, RandomStream random) {
        histories.fill(at, customer, random);
        int n = at * perSlot;
        for (int p : positions) {
            drawnItem[n] = pairs.column(p);
            drawnPosition[n++] = p;
            for (int k = 0; k < negatives; k++) {
                int other = other(customer, random);
                if (other >= 0) {
                    drawnItem[n] = other;
                    drawnPosition[n++] = -1;
                }
            }
        }
        drawn[at] = n - at * perSlot;
    }

    private int other(int customer, RandomStream random) {
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            int candidate = known[random.nextInt(known.length)];
            if (pairs.find(customer, candidate) < 0) {
                return candidate;
            }
        }
        return -1;
    }

    /** Puts what was drawn in a row, slot after slot. */
    void settle() {
        samples = 0;
        for (int at = 0; at < slots; at++) {
            slotStart[at] = samples;
            float whole = histories.scale(at, 0f);
            for (int k = at * perSlot; k < at * perSlot + drawn[at]; k++) {
                int p = drawnPosition[k];
                item[samples] = drawnItem[k];
                slot[samples] = at;
                label[samples] = p >= 0 ? 1f : 0f;
                own[samples] = p >= 0 ? histories.weight(at, p) : 0f;
                weight[samples] = p >= 0 ? Math.min(1f, pairs.value(p)) : 1f;
                scale[samples] = own[samples] > 0f ? histories.scale(at, own[samples]) : whole;
                samples++;
            }
        }
        slotStart[slots] = samples;
    }
}
