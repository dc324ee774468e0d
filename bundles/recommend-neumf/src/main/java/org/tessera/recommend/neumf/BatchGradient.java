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
    /** Customer's and item's numbers for the product, the product, and derivatives by it: d features of a block. */
    private final float[][] mine;

    private final float[][] theirs;
    private final float[][] product;
    private final float[][] change;
    private final float[][] logits = new float[1][BLOCK];
    private final int d;

    BatchGradient(Network network, Batch batch) {
        this.network = network;
        this.batch = batch;
        this.d = network.factors();
        this.tower = network.tower().activations(BLOCK);
        this.mine = new float[d][BLOCK];
        this.theirs = new float[d][BLOCK];
        this.product = new float[d][BLOCK];
        this.change = new float[d][BLOCK];
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
        for (int f = 0; f < d; f++) {
            multiply(mine[f], theirs[f], product[f], n);
        }
        int out = network.outputAt();
        int last = network.tower().outputs();
        Columns.addProduct(weights, out, 1, d, product, 0, logits, 0, n);
        Columns.addProduct(weights, out + d, 1, last, tower.out(), 0, logits, 0, n);
        double loss = derive(from, n);
        Columns.addOuter(logits, 0, 1, product, 0, d, n, parameters, out);
        Columns.addOuter(logits, 0, 1, tower.out(), 0, last, n, parameters, out + d);
        clear(change, n);
        Columns.addTransposedProduct(weights, out, d, 1, logits, 0, change, 0, n);
        clear(tower.outDerivatives(), n);
        Columns.addTransposedProduct(weights, out + d, last, 1, logits, 0, tower.outDerivatives(), 0, n);
        tower.backward(weights, parameters, n);
        scatter(from, n, customers, candidates);
        return loss;
    }

    private static void multiply(float[] a, float[] b, float[] to, int n) {
        for (int s = 0; s < n; s++) {
            to[s] = a[s] * b[s];
        }
    }

    private static void clear(float[][] block, int n) {
        for (float[] row : block) {
            Arrays.fill(row, 0, n, 0f);
        }
    }

    /** Turns logits into derivatives by them and returns the loss. */
    private double derive(int from, int n) {
        double loss = 0;
        for (int s = 0; s < n; s++) {
            float label = batch.label[from + s];
            float weight = batch.weight[from + s];
            loss += weight * Losses.binaryCrossEntropy(logits[0][s], label);
            logits[0][s] = weight * (float) (Losses.sigmoid(logits[0][s]) - label);
        }
        return loss;
    }

    private void gather(int from, int n) {
        float[] history = network.history().weights();
        float[] items = network.candidates().weights();
        float[] sums = batch.histories().sums();
        float[][] in = tower.in();
        for (int s = 0; s < n; s++) {
            int sample = from + s;
            int sum = batch.slot[sample] * 2 * d;
            int self = batch.item[sample] * 2 * d;
            int item = batch.item[sample] * (2 * d + 1);
            float scale = batch.scale[sample];
            float own = batch.own[sample];
            for (int f = 0; f < d; f++) {
                mine[f][s] = scale * (sums[sum + f] - own * history[self + f]);
                in[f][s] = scale * (sums[sum + d + f] - own * history[self + d + f]);
                theirs[f][s] = items[item + f];
                in[d + f][s] = items[item + d + f];
            }
            logits[0][s] = items[item + 2 * d];
        }
    }

    private void scatter(int from, int n, float[] customers, float[] candidates) {
        float[][] dIn = tower.inDerivatives();
        for (int s = 0; s < n; s++) {
            int mineAt = (from + s) * 2 * d;
            int itemAt = (from + s) * (2 * d + 1);
            float scale = batch.scale[from + s];
            for (int f = 0; f < d; f++) {
                customers[mineAt + f] = scale * change[f][s] * theirs[f][s];
                customers[mineAt + d + f] = scale * dIn[f][s];
                candidates[itemAt + f] = change[f][s] * mine[f][s];
                candidates[itemAt + d + f] = dIn[d + f][s];
            }
            candidates[itemAt + 2 * d] = logits[0][s];
        }
    }
}
