// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import org.tessera.api.data.History;

/**
 * Lets categories have the shares in the answer that they have in the history (Steck, Calibrated recommendations, RecSys
 * 2018): the Kullback-Leibler divergence of the history's shares p from those of the answer q̃ = (1 − α) q + α p is kept
 * small, greedily. Where the paper maximises (1 − λ)·relevance − λ·divergence, this takes λ / (1 − λ) times what an item
 * would leave of divergence beyond the best item from the relevance: the same order, in the measure of the score. An
 * item's weight is spread evenly over its categories. For one answer and one thread.
 */
final class Calibration implements Criterion {
    private static final double ALPHA = 0.01;

    private final double price;
    private final Features features;
    private final double[] wanted;
    private final int[] support;
    private final double[] held;
    private double total;
    private int[] items = new int[0];

    /** @param strength λ, 0 up to but not including 1 */
    Calibration(double strength, Features features, History history) {
        this.price = strength / (1 - strength);
        this.features = features;
        this.wanted = shares(features, history);
        this.support = java.util.stream.IntStream.range(0, wanted.length)
                .filter(category -> wanted[category] > 0)
                .toArray();
        this.held = new double[wanted.length];
    }

    /** Shares of the categories in a history; all 0 where none is known. */
    static double[] shares(Features features, History history) {
        double[] shares = new double[features.categoryNames().size()];
        double sum = 0;
        for (int place = 0; place < history.size(); place++) {
            int[] categories = features.categories(history.item(place));
            double weight = history.weight(place);
            if (categories.length > 0 && weight > 0 && weight < Double.POSITIVE_INFINITY) {
                for (int category : categories) {
                    shares[category] += weight / categories.length;
                }
                sum += weight;
            }
        }
        for (int category = 0; category < shares.length && sum > 0; category++) {
            shares[category] /= sum;
        }
        return shares;
    }

    @Override
    public void begin(int[] pool) {
        items = pool;
    }

    @Override
    public void penalties(boolean[] open, double[] into) {
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < items.length; k++) {
            if (open[k]) {
                into[k] = divergenceWith(items[k]);
                least = Math.min(least, into[k]);
            }
        }
        for (int k = 0; k < items.length; k++) {
            into[k] = open[k] ? price * (into[k] - least) : 0;
        }
    }

    /** Divergence of the answer once an item is added. */
    double divergenceWith(int item) {
        int[] categories = features.categories(item);
        add(categories, 1);
        double divergence = divergence();
        add(categories, -1);
        return divergence;
    }

    private double divergence() {
        double sum = 0;
        for (int category : support) {
            double p = wanted[category];
            double q = total > 0 ? Math.max(0, held[category]) / total : 0;
            sum += p * Math.log(p / ((1 - ALPHA) * q + ALPHA * p));
        }
        return sum;
    }

    private void add(int[] categories, int sign) {
        for (int category : categories) {
            held[category] += (double) sign / categories.length;
        }
        total += categories.length > 0 ? sign : 0;
    }

    @Override
    public void chosen(int item) {
        add(features.categories(item), 1);
    }
}
