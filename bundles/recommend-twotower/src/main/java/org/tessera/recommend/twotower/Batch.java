// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.nets.HistorySums;
import org.tessera.numerics.random.RandomStream;

/**
 * The pairs of a step: some slots, each a few of the items of one customer. Now and then a customer goes without his
 * history or his features, and an item without its own vector, so that the towers learn to answer from what is left.
 * Used again from step to step.
 */
final class Batch {
    /** Items of a customer in a slot. */
    static final int SLOT = 4;

    private static final double WITHOUT_HISTORY = 0.1;
    private static final double WITHOUT_TRAITS = 0.3;
    private static final double WITHOUT_ID = 0.1;

    final int capacity;
    final int[] slotStart;
    final int[] customer;
    final int[] item;
    final int[] slot;
    /** What the pair counts for. */
    final float[] weight;
    /** What the item counts for in the sum over the history. */
    final float[] own;
    /** What the sum over the history is taken times; 0 to go without. */
    final float[] scale;

    final boolean[] withId;
    /** By slot. */
    final boolean[] withTraits;

    private final Data data;
    private final SparseMatrix pairs;
    private final HistorySums histories;
    private final int[][] positions;
    private final int[] slotCustomer;
    private final boolean[] withHistory;
    private final boolean[] drawnWithId;
    private int slots;
    private int size;

    Batch(Data data, SparseMatrix pairs, HistorySums histories, int slots) {
        this.data = data;
        this.pairs = pairs;
        this.histories = histories;
        this.capacity = slots * SLOT;
        this.slotStart = new int[slots + 1];
        this.positions = new int[slots][];
        this.slotCustomer = new int[slots];
        this.withHistory = new boolean[slots];
        this.withTraits = new boolean[slots];
        this.drawnWithId = new boolean[capacity];
        this.customer = new int[capacity];
        this.item = new int[capacity];
        this.slot = new int[capacity];
        this.weight = new float[capacity];
        this.own = new float[capacity];
        this.scale = new float[capacity];
        this.withId = new boolean[capacity];
    }

    HistorySums histories() {
        return histories;
    }

    int slots() {
        return slots;
    }

    /** Number of pairs. */
    int size() {
        return size;
    }

    int slotCustomer(int at) {
        return slotCustomer[at];
    }

    void begin(int count) {
        slots = count;
    }

    /** Fills a slot; slots may be filled by several threads at once. */
    void fill(int at, int who, int[] some, RandomStream random) {
        histories.fill(at, who, random);
        slotCustomer[at] = who;
        positions[at] = some;
        boolean hasTraits = data.traits().has(who);
        withHistory[at] = !hasTraits || random.nextDouble() >= WITHOUT_HISTORY;
        withTraits[at] = hasTraits && (!withHistory[at] || random.nextDouble() >= WITHOUT_TRAITS);
        for (int k = 0; k < some.length; k++) {
            drawnWithId[at * SLOT + k] =
                    !data.features().has(pairs.column(some[k])) || random.nextDouble() >= WITHOUT_ID;
        }
    }

    /** Puts the pairs in a row, slot after slot. */
    void settle() {
        size = 0;
        for (int at = 0; at < slots; at++) {
            slotStart[at] = size;
            for (int k = 0; k < positions[at].length; k++) {
                int p = positions[at][k];
                customer[size] = slotCustomer[at];
                item[size] = pairs.column(p);
                slot[size] = at;
                weight[size] = Math.min(1f, pairs.value(p));
                own[size] = histories.weight(at, p);
                scale[size] = withHistory[at] ? histories.scale(at, own[size]) : 0f;
                withId[size] = drawnWithId[at * SLOT + k];
                size++;
            }
        }
        slotStart[slots] = size;
    }
}
