// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.neumf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.nets.Attribution;
import org.tessera.numerics.nets.Columns;
import org.tessera.numerics.nets.DenseLayer;
import org.tessera.numerics.nets.HeldOut;
import org.tessera.numerics.nets.Perceptron;
import org.tessera.numerics.nets.Pooling;
import org.tessera.numerics.ranking.FactorScores;

/**
 * A trained network laid out for answers: what it can work out of an item without a customer is worked out. The product
 * of factors becomes one scalar product with the output's weights in the item's vector, the constant behind it; the
 * item's half of the first layer becomes a vector of inputs to that layer. Immutable and safe for many threads.
 */
final class Scorer {
    private static final int BLOCK = 256;

    private final int items;
    private final int factors;
    private final int[] layers;
    /** History: items × 2 factors; 0 for items that were not learned of. */
    private final float[] history;
    /** Items by factors + 1; the constant of items that were not learned of is NaN, and so are their scores. */
    private final FactorScores products;
    /** The items' half of the first layer: {@code first[block * outputs + output][item % BLOCK]}. */
    private final float[][] first;

    private final float[] parameters;
    private final DenseLayer entrance;
    private final Perceptron upper;
    private final int outputAt;

    private Scorer(
            int items,
            int factors,
            int[] layers,
            float[] history,
            FactorScores products,
            float[][] first,
            float[] parameters) {
        this.items = items;
        this.factors = factors;
        this.layers = layers;
        this.history = history;
        this.products = products;
        this.first = first;
        this.parameters = parameters;
        this.entrance = new DenseLayer(2 * factors, layers[0], 0, true);
        this.upper = new Perceptron(layers[0], Arrays.copyOfRange(layers, 1, layers.length), true, entrance.end());
        this.outputAt = upper.end(entrance.end());
    }

    /** @param known items that were learned of, ascending */
    static Scorer of(Network network, int[] known, int[] layers) {
        int items = network.history().rows();
        int d = network.factors();
        float[] weights = network.parameters().weights();
        float[] candidates = network.candidates().weights();
        float[] history = new float[items * 2 * d];
        float[] products = new float[items * (d + 1)];
        float[][] first = new float[(items + BLOCK - 1) / BLOCK * layers[0]][BLOCK];
        for (int item = 0; item < items; item++) {
            products[item * (d + 1) + d] = Float.NaN;
        }
        for (int item : known) {
            System.arraycopy(network.history().weights(), item * 2 * d, history, item * 2 * d, 2 * d);
            int from = item * (2 * d + 1);
            for (int f = 0; f < d; f++) {
                products[item * (d + 1) + f] = candidates[from + f] * weights[network.outputAt() + f];
            }
            products[item * (d + 1) + d] = candidates[from + 2 * d];
            for (int o = 0; o < layers[0]; o++) {
                int row = o * 2 * d;
                first[item / BLOCK * layers[0] + o][item % BLOCK] =
                        weights[layers[0] * 2 * d + o] + Columns.dot(weights, row + d, candidates, from + d, d);
            }
        }
        return new Scorer(items, d, layers, history, FactorScores.of(products, items, d + 1), first, weights.clone());
    }

    int items() {
        return items;
    }

    int factors() {
        return factors;
    }

    float[] history() {
        return history;
    }

    boolean knows(int item) {
        return !Float.isNaN(products.factor(item, factors));
    }

    /** Scratch for one thread. */
    final class Scratch {
        final float[] customer = new float[2 * factors];
        final float[] scores = new float[items];
        private final float[] mine = new float[factors + 1];
        private final float[] entry = new float[layers[0]];
        private final Perceptron.Activations activations = upper.activations(BLOCK);
        private final float[][] sums = new float[1][BLOCK];
    }

    /** Works out {@link Scratch#scores} for what {@link Scratch#customer} has: the logit that he wants each item. */
    void score(Scratch scratch) {
        enter(scratch);
        products.score(scratch.mine, scratch.scores);
        for (int from = 0; from < items; from += BLOCK) {
            int n = Math.min(BLOCK, items - from);
            System.arraycopy(scratch.scores, from, scratch.sums[0], 0, n);
            addTower(scratch, from, n);
            System.arraycopy(scratch.sums[0], 0, scratch.scores, from, n);
        }
    }

    /** As above for one item, bit for bit. */
    float score(Scratch scratch, int item) {
        enter(scratch);
        int from = item / BLOCK * BLOCK;
        scratch.sums[0][item - from] = products.score(scratch.mine, item);
        addTower(scratch, from, Math.min(BLOCK, items - from));
        return scratch.sums[0][item - from];
    }

    private void enter(Scratch scratch) {
        System.arraycopy(scratch.customer, 0, scratch.mine, 0, factors);
        scratch.mine[factors] = 1f;
        for (int o = 0; o < layers[0]; o++) {
            scratch.entry[o] =
                    Columns.dot(parameters, entrance.at() + o * 2 * factors, scratch.customer, factors, factors);
        }
    }

    /** Adds what the layers make of a block of items to its sums. */
    private void addTower(Scratch scratch, int from, int n) {
        for (int o = 0; o < layers[0]; o++) {
            enter(
                    scratch.entry[o],
                    first[from / BLOCK * layers[0] + o],
                    scratch.activations.in()[o],
                    n);
        }
        scratch.activations.forward(parameters, n);
        Columns.addProduct(
                parameters, outputAt + factors, 1, upper.outputs(), scratch.activations.out(), 0, scratch.sums, 0, n);
    }

    private static void enter(float mine, float[] theirs, float[] to, int n) {
        for (int s = 0; s < n; s++) {
            to[s] = Math.max(0f, mine + theirs[s]);
        }
    }

    /**
     * Follows the score of an item from a customer without anything to {@link Scratch#customer}.
     *
     * @param slope takes the mean derivatives by the customer's numbers: 2 × factors
     * @return the score for a customer without anything
     */
    double follow(Scratch scratch, int item, double[] slope) {
        enter(scratch);
        int steps = Attribution.STEPS;
        float[][] in = scratch.activations.in();
        // The last sample is the start of the line.
        for (int o = 0; o < layers[0]; o++) {
            float theirs = first[item / BLOCK * layers[0] + o][item % BLOCK];
            for (int s = 0; s < steps; s++) {
                in[o][s] = Math.max(0f, Attribution.place(s) * scratch.entry[o] + theirs);
            }
            in[o][steps] = Math.max(0f, theirs);
        }
        scratch.activations.forward(parameters, steps + 1);
        double start = products.factor(item, factors);
        for (int k = 0; k < upper.outputs(); k++) {
            float weight = parameters[outputAt + factors + k];
            start += (double) weight * scratch.activations.out()[k][steps];
            Arrays.fill(scratch.activations.outDerivatives()[k], 0, steps, weight);
        }
        scratch.activations.backward(parameters, new float[0], steps);
        for (int f = 0; f < factors; f++) {
            slope[f] = products.factor(item, f);
            slope[factors + f] = 0;
        }
        for (int o = 0; o < layers[0]; o++) {
            float[] back = scratch.activations.inDerivatives()[o];
            double mean = 0;
            for (int s = 0; s < steps; s++) {
                mean += in[o][s] > 0f ? back[s] : 0;
            }
            mean /= steps;
            for (int f = 0; f < factors; f++) {
                slope[factors + f] += mean * parameters[entrance.at() + o * 2 * factors + f];
            }
        }
        return start;
    }

    /** Scores for customers of the pairs a network is trained on. */
    HeldOut.Scorer of(SparseMatrix pairs, double normalise) {
        Scratch scratch = new Scratch();
        return (customer, scores) -> {
            Pooling pooling = new Pooling(scratch.customer, history);
            for (int p = pairs.start(customer); p < pairs.end(customer); p++) {
                if (knows(pairs.column(p))) {
                    pooling.add(pairs.column(p), pairs.value(p));
                }
            }
            pooling.finish(normalise);
            score(scratch);
            System.arraycopy(scratch.scores, 0, scores, 0, items);
        };
    }

    void write(ModelOutput model) throws IOException {
        model.writeInt(items);
        model.writeInt(factors);
        model.writeInts(layers);
        model.writeFloats(history);
        model.writeFloats(products.toMatrix());
        model.writeInt(first.length);
        for (float[] row : first) {
            model.writeFloats(row);
        }
        model.writeFloats(parameters);
    }

    /** Reads what {@link #write} wrote; what does not fit together is found only once the checksum is checked. */
    static Parts read(ModelInput model) throws IOException {
        int items = model.readInt();
        int factors = model.readInt();
        int[] layers = model.readInts();
        float[] history = model.readFloats();
        float[] products = model.readFloats();
        List<float[]> first = new ArrayList<>();
        for (int rows = model.readInt(); rows > 0; rows--) {
            first.add(model.readFloats());
        }
        return new Parts(items, factors, layers, history, products, first, model.readFloats());
    }

    /** What a file says, not checked yet. */
    record Parts(
            int items,
            int factors,
            int[] layers,
            float[] history,
            float[] products,
            List<float[]> first,
            float[] parameters) {
        Scorer checked() throws IOException {
            if (items < 0
                    || factors < 1
                    || layers.length < 1
                    || Arrays.stream(layers).anyMatch(n -> n < 1)) {
                throw new IOException("the model has " + items + " items, " + factors + " factors and layers of "
                        + Arrays.toString(layers));
            }
            long size = (long) items * (factors + 1);
            if (products.length != size
                    || history.length != 2L * items * factors
                    || first.size() != (items + BLOCK - 1L) / BLOCK * layers[0]
                    || first.stream().anyMatch(row -> row.length != BLOCK)) {
                throw new IOException("the model's arrays do not fit its " + items + " items");
            }
            Scorer scorer = new Scorer(
                    items,
                    factors,
                    layers,
                    history,
                    FactorScores.of(products, items, factors + 1),
                    first.toArray(new float[0][]),
                    parameters);
            if (parameters.length != scorer.outputAt + factors + scorer.upper.outputs()) {
                throw new IOException(
                        "the model has " + parameters.length + " parameters for layers of " + Arrays.toString(layers));
            }
            return scorer;
        }
    }
}
