// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.neumf;

import java.util.Arrays;
import org.tessera.numerics.nets.Columns;
import org.tessera.numerics.nets.Losses;
import org.tessera.numerics.nets.Perceptron;

/**
 * Loss and derivatives of ranges of the samples of a batch. What a range writes is its own, so ranges may be worked out
 * by several threads, each with one of these.
 */
final class BatchGradient {
    /** Samples of a range. */
    static final int BLOCK = 256;

    private final Network network;
    private final Batch batch;
    private final Perceptron.Activations tower;
    /** Customer's and item's numbers for the product, and the product: d × BLOCK each. */
    private final float[] mine;

    private final float[] theirs;
    private final float[] product;
    private final float[] change;
    private final float[] logits = new float[BLOCK];
    private final int d;

    BatchGradient(Network network, Batch batch) {
        this.network = network;
        this.batch = batch;
        this.d = network.factors();
        this.tower = network.tower().activations(BLOCK);
        this.mine = new float[d * BLOCK];
        this.theirs = new float[d * BLOCK];
        this.product = new float[d * BLOCK];
        this.change = new float[d * BLOCK];
    }

    /**
     * Works out the samples {@code from <= s < to}, at most a block.
     *
     * @param parameters takes the derivatives by the parameters
     * @param customers takes those by what the samples have for a customer: samples × 2d
     * @param candidates takes those by the candidates: samples × (2d + 1)
     * @return the sum of the losses
     */
    double run(int from, int to, float[] parameters, float[] customers, float[] candidates) {
        int n = to - from;
        float[] weights = network.parameters().weights();
        gather(from, n);
        tower.forward(weights, n);
        for (int k = 0; k < d * BLOCK; k++) {
            product[k] = mine[k] * theirs[k];
        }
        int out = network.outputAt();
        int last = network.tower().outputs();
        Columns.addProduct(weights, out, 1, d, product, 0, logits, 0, BLOCK, n);
        Columns.addProduct(weights, out + d, 1, last, tower.out(), 0, logits, 0, BLOCK, n);
        double loss = 0;
        for (int s = 0; s < n; s++) {
            float label = batch.label[from + s];
            float weight = batch.weight[from + s];
            loss += weight * Losses.binaryCrossEntropy(logits[s], label);
            logits[s] = weight * (float) (Losses.sigmoid(logits[s]) - label);
        }
        Columns.addOuter(logits, 0, 1, product, 0, d, BLOCK, n, parameters, out);
        Columns.addOuter(logits, 0, 1, tower.out(), 0, last, BLOCK, n, parameters, out + d);
        Arrays.fill(change, 0f);
        Columns.addTransposedProduct(weights, out, d, 1, logits, 0, change, 0, BLOCK, n);
        Arrays.fill(tower.outDerivatives(), 0f);
        Columns.addTransposedProduct(weights, out + d, last, 1, logits, 0, tower.outDerivatives(), 0, BLOCK, n);
        tower.backward(weights, parameters, n);
        scatter(from, n, customers, candidates);
        return loss;
    }

    private void gather(int from, int n) {
        float[] history = network.history().weights();
        float[] items = network.candidates().weights();
        float[] sums = batch.histories().sums();
        float[] in = tower.in();
        for (int s = 0; s < n; s++) {
            int sample = from + s;
            int sum = batch.slot[sample] * 2 * d;
            int self = batch.item[sample] * 2 * d;
            int item = batch.item[sample] * (2 * d + 1);
            float scale = batch.scale[sample];
            float own = batch.own[sample];
            for (int f = 0; f < d; f++) {
                mine[f * BLOCK + s] = scale * (sums[sum + f] - own * history[self + f]);
                in[f * BLOCK + s] = scale * (sums[sum + d + f] - own * history[self + d + f]);
                theirs[f * BLOCK + s] = items[item + f];
                in[(d + f) * BLOCK + s] = items[item + d + f];
            }
            logits[s] = items[item + 2 * d];
        }
    }

    private void scatter(int from, int n, float[] customers, float[] candidates) {
        float[] dIn = tower.inDerivatives();
        for (int s = 0; s < n; s++) {
            int mineAt = (from + s) * 2 * d;
            int itemAt = (from + s) * (2 * d + 1);
            float scale = batch.scale[from + s];
            for (int f = 0; f < d; f++) {
                customers[mineAt + f] = scale * change[f * BLOCK + s] * theirs[f * BLOCK + s];
                customers[mineAt + d + f] = scale * dIn[f * BLOCK + s];
                candidates[itemAt + f] = change[f * BLOCK + s] * mine[f * BLOCK + s];
                candidates[itemAt + d + f] = dIn[(d + f) * BLOCK + s];
            }
            candidates[itemAt + 2 * d] = logits[s];
        }
    }
}
