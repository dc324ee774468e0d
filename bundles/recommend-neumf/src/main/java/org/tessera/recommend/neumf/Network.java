// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.neumf;

import org.tessera.numerics.nets.Embedding;
import org.tessera.numerics.nets.Parameters;
import org.tessera.numerics.nets.Perceptron;
import org.tessera.numerics.random.RandomStream;

/**
 * What is trained: NeuMF (He, Liao, Zhang, Nie, Hu and Chua 2017) with the customer as the sum of what he has. With d
 * factors, an item has a vector for the product of factors and one for the perceptron (both of d numbers) and a constant
 * as candidate, and again two vectors as part of a history. One thread at a time changes it.
 */
final class Network {
    private static final double DEVIATION = 0.1;

    private final int factors;
    private final Embedding history;
    private final Embedding candidates;
    private final Perceptron tower;
    private final Parameters parameters;
    private final int outputAt;

    /** Drawn at random. */
    Network(int items, int factors, int[] layers, RandomStream random) {
        this.factors = factors;
        this.history = new Embedding(items, 2 * factors).initialise(random.part(1), DEVIATION);
        this.candidates = new Embedding(items, 2 * factors + 1).initialise(random.part(2), DEVIATION);
        this.tower = new Perceptron(2 * factors, layers, true, 0);
        this.outputAt = tower.end(0);
        this.parameters = new Parameters(outputAt + factors + tower.outputs());
        float[] weights = parameters.weights();
        tower.initialise(weights, random.part(3));
        for (int k = outputAt; k < weights.length; k++) {
            weights[k] = k < outputAt + factors ? 1f : (float) (random.nextDouble() - .5);
        }
        for (int item = 0; item < items; item++) {
            candidates.weights()[(item + 1) * candidates.width() - 1] = 0f;
        }
    }

    int factors() {
        return factors;
    }

    /** Items as parts of a history: first the d numbers for the product, then the d for the perceptron. */
    Embedding history() {
        return history;
    }

    /** Items as candidates: likewise, then the constant. */
    Embedding candidates() {
        return candidates;
    }

    /** Takes the customer's d numbers, then the item's; all layers are rectified. */
    Perceptron tower() {
        return tower;
    }

    /** Of the tower, then the weights of the output: d for the product, then those for what leaves the tower. */
    Parameters parameters() {
        return parameters;
    }

    int outputAt() {
        return outputAt;
    }

    /** Everything that is learned. */
    float[][] weights() {
        return new float[][] {history.weights(), candidates.weights(), parameters.weights()};
    }
}
