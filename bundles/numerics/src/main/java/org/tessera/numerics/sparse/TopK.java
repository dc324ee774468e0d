// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import java.util.Arrays;

/**
 * Keeps the best {@code k} of what it is offered: highest score first, and of equal scores the lowest id. What it keeps
 * does not depend on the order of the offers. A binary heap with the worst at its root; an offer that is too low costs
 * one comparison. Not safe for many threads.
 */
public final class TopK {
    private final int capacity;
    private double[] scores;
    private int[] ids;
    private int size;

    /** @param k how many to keep, at least 1; memory grows with what is offered, so it may be far too large */
    public TopK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, got " + k);
        }
        this.capacity = k;
        this.scores = new double[Math.min(k, 128)];
        this.ids = new int[scores.length];
    }

    /** Number of those kept now. */
    public int size() {
        return size;
    }

    /** Offers below this score are not kept: the lowest score kept, or minus infinity while there is room. */
    public double bar() {
        return size < capacity ? Double.NEGATIVE_INFINITY : scores[0];
    }

    /** Offers an id, which must not have been offered before, and says whether it is kept for now. */
    public boolean offer(int id, double score) {
        if (size == capacity) {
            if (!(score > scores[0] || (score == scores[0] && id < ids[0]))) {
                return false;
            }
            sink(id, score);
            return true;
        }
        if (Double.isNaN(score)) {
            return false;
        }
        if (size == scores.length) {
            int room = (int) Math.min(capacity, 2L * size);
            scores = Arrays.copyOf(scores, room);
            ids = Arrays.copyOf(ids, room);
        }
        rise(id, score);
        return true;
    }

    /**
     * Takes the ids out, best first.
     *
     * @param toScores takes the scores in the same order, from index 0 on; at least {@link #size()} long
     */
    public int[] drain(double[] toScores) {
        int[] order = new int[size];
        for (int k = size - 1; k >= 0; k--) {
            order[k] = ids[0];
            toScores[k] = scores[0];
            size--;
            if (size > 0) {
                sink(ids[size], scores[size]);
            }
        }
        return order;
    }

    /** Takes the ids out as they come, in no order, and returns how many there were. */
    public int drainUnordered(int[] toIds, float[] toScores, int offset) {
        int n = size;
        for (int k = 0; k < n; k++) {
            toIds[offset + k] = ids[k];
            toScores[offset + k] = (float) scores[k];
        }
        size = 0;
        return n;
    }

    /** Forgets everything. */
    public void clear() {
        size = 0;
    }

    private void rise(int id, double score) {
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!isWorse(score, id, parent)) {
                break;
            }
            scores[at] = scores[parent];
            ids[at] = ids[parent];
            at = parent;
        }
        scores[at] = score;
        ids[at] = id;
    }

    private void sink(int id, double score) {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && isWorse(scores[child + 1], ids[child + 1], child)) {
                child++;
            }
            if (isWorse(score, id, child)) {
                break;
            }
            scores[at] = scores[child];
            ids[at] = ids[child];
            at = child;
        }
        scores[at] = score;
        ids[at] = id;
    }

    private boolean isWorse(double score, int id, int than) {
        return score < scores[than] || (score == scores[than] && id > ids[than]);
    }
}
