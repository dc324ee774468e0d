// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.neumf;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.nets.Columns;
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
    final int[] customer;
    final int[] slotStart;
    final int[] item;
    final int[] slot;
    /** 1 for an item the customer has, 0 for another. */
    final float[] label;
    /** What the sample counts for. */
    final float[] weight;
    /** What the item counts for in the history; 0 for one that is not in it. */
    final float[] own;
    /** One divided by what the sum is normalised with. */
    final float[] scale;
    /** Sums of the vectors of the histories: slots × width. */
    final float[] sums;

    private final SparseMatrix pairs;
    private final int[] known;
    private final NeuMfSettings settings;
    private final float[] vectors;
    private final int width;
    private final int perSlot;
    private final int[] drawn;
    private final int[] drawnItem;
    private final int[] drawnPlace;
    private final double[] total;
    private int slots;
    private int samples;

    /**
     * @param pairs customers by items to train on
     * @param known items that anybody has
     */
    Batch(SparseMatrix pairs, int[] known, NeuMfSettings settings, int slots, float[] vectors, int width) {
        this.pairs = pairs;
        this.known = known;
        this.settings = settings;
        this.vectors = vectors;
        this.width = width;
        this.perSlot = SLOT * (1 + settings.negatives());
        this.capacity = slots * perSlot;
        this.customer = new int[slots];
        this.slotStart = new int[slots + 1];
        this.total = new double[slots];
        this.sums = new float[slots * width];
        this.drawn = new int[slots];
        this.drawnItem = new int[capacity];
        this.drawnPlace = new int[capacity];
        this.item = new int[capacity];
        this.slot = new int[capacity];
        this.label = new float[capacity];
        this.weight = new float[capacity];
        this.own = new float[capacity];
        this.scale = new float[capacity];
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
     * @param places of the items in the row of the customer
     */
    void fill(int at, int who, int[] places, int from, int to, RandomStream random) {
        customer[at] = who;
        sum(at, who);
        int n = at * perSlot;
        for (int k = from; k < to; k++) {
            int p = pairs.start(who) + places[k];
            drawnItem[n] = pairs.column(p);
            drawnPlace[n++] = p;
            for (int negative = 0; negative < settings.negatives(); negative++) {
                int other = other(who, random);
                if (other >= 0) {
                    drawnItem[n] = other;
                    drawnPlace[n++] = -1;
                }
            }
        }
        drawn[at] = n - at * perSlot;
    }

    private void sum(int at, int who) {
        Arrays.fill(sums, at * width, (at + 1) * width, 0f);
        double all = 0;
        for (int p = pairs.start(who); p < pairs.end(who); p++) {
            float value = pairs.value(p);
            all += value;
            Columns.addScaled(value, vectors, pairs.column(p) * width, sums, at * width, width);
        }
        total[at] = all;
    }

    private int other(int who, RandomStream random) {
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            int candidate = known[random.nextInt(known.length)];
            if (pairs.find(who, candidate) < 0) {
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
            for (int k = at * perSlot; k < at * perSlot + drawn[at]; k++) {
                boolean has = drawnPlace[k] >= 0;
                item[samples] = drawnItem[k];
                slot[samples] = at;
                label[samples] = has ? 1f : 0f;
                own[samples] = has ? pairs.value(drawnPlace[k]) : 0f;
                weight[samples] = has ? Math.min(1f, own[samples]) : 1f;
                double rest = total[at] - own[samples];
                scale[samples] = rest > 1e-6 ? (float) Math.pow(rest, -settings.normalise()) : 0f;
                samples++;
            }
        }
        slotStart[slots] = samples;
    }
}
