// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.Arrays;

/**
 * Makes an answer diverse: an item loses by how much it is like the one chosen before that it is most like (maximal
 * marginal relevance: Carbonell and Goldstein, The use of MMR, diversity-based reranking, SIGIR 1998). Where the paper
 * maximises λ·relevance − (1 − λ)·similarity, this takes the similarity times (1 − λ) / λ from the relevance, which is the
 * same order, and what is taken is a number in the measure of the score. For one answer and one thread.
 */
final class MarginalRelevance implements Criterion {
    private final double price;
    private final Similarity similarity;
    private int[] items = new int[0];
    private double[] nearest = new double[0];
    private int[] chosen = new int[0];

    /** @param strength 1 − λ, 0 up to but not including 1 */
    MarginalRelevance(double strength, Similarity similarity) {
        this.price = strength / (1 - strength);
        this.similarity = similarity;
    }

    @Override
    public void begin(int[] pool) {
        items = pool;
        nearest = new double[pool.length];
        for (int item : chosen) {
            compare(item);
        }
    }

    private void compare(int item) {
        for (int k = 0; k < items.length; k++) {
            nearest[k] = Math.max(nearest[k], similarity.of(items[k], item));
        }
    }

    @Override
    public void penalties(boolean[] open, double[] into) {
        for (int k = 0; k < items.length; k++) {
            into[k] = price * nearest[k];
        }
    }

    @Override
    public void chosen(int item) {
        chosen = Arrays.copyOf(chosen, chosen.length + 1);
        chosen[chosen.length - 1] = item;
        compare(item);
    }
}
