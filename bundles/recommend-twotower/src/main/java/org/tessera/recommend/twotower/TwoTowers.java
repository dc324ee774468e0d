// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

import java.io.IOException;
import java.util.Arrays;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.nets.Attribution;
import org.tessera.numerics.nets.Pooling;
import org.tessera.numerics.ranking.FactorScores;

/**
 * A trained network laid out for answers: the customers' tower, and of the items' tower what it makes of every item.
 * Immutable and safe for many threads.
 */
final class TwoTowers {
    private static final int BLOCK = 64;

    private final int width;
    private final boolean[] learned;
    private final float[] history;
    private final FeatureSpace traitSpace;
    private final float[] traits;
    private final Tower customers;
    private final FactorScores items;

    private TwoTowers(
            boolean[] learned,
            float[] history,
            FeatureSpace traitSpace,
            float[] traits,
            Tower customers,
            FactorScores items) {
        this.width = customers.width();
        this.learned = learned;
        this.history = history;
        this.traitSpace = traitSpace;
        this.traits = traits;
        this.customers = customers;
        this.items = items;
    }

    /** @param learned whether anybody has the item; it is known by its features alone otherwise */
    static TwoTowers of(Network network, Data data, boolean[] learned) {
        int d = network.history().width();
        float[] history = network.history().weights().clone();
        float[] vectors = new float[learned.length * d];
        Tower.Pass pass = network.items().pass(BLOCK);
        float[][] block = new float[d][BLOCK];
        float[] row = new float[2 * d];
        for (int from = 0; from < learned.length; from += BLOCK) {
            int n = Math.min(BLOCK, learned.length - from);
            for (int s = 0; s < n; s++) {
                int item = from + s;
                Arrays.fill(row, 0f);
                if (learned[item]) {
                    System.arraycopy(network.ids().weights(), item * d, row, 0, d);
                } else {
                    Arrays.fill(history, item * d, (item + 1) * d, 0f);
                }
                data.features().addTo(item, network.features().weights(), d, row, d);
                for (int f = 0; f < 2 * d; f++) {
                    pass.in()[f][s] = row[f];
                }
            }
            pass.forward(n, block, 0);
            for (int s = 0; s < n; s++) {
                boolean known = learned[from + s] || data.features().has(from + s);
                for (int f = 0; f < d; f++) {
                    // Whatever is multiplied with it is no evidence either.
                    vectors[(from + s) * d + f] = known ? block[f][s] : Float.NaN;
                }
            }
        }
        return new TwoTowers(
                learned,
                history,
                data.traitSpace(),
                network.traits().weights(),
                network.customers(),
                FactorScores.of(vectors, learned.length, d));
    }

    int items() {
        return learned.length;
    }

    int width() {
        return width;
    }

    /** Whether it says something as part of a history. */
    boolean learned(int item) {
        return learned[item];
    }

    /** Whether there is any evidence for it. */
    boolean knows(int item) {
        return items.items() > 0 && !Float.isNaN(items.factor(item, 0));
    }

    float[] history() {
        return history;
    }

    FeatureSpace traitSpace() {
        return traitSpace;
    }

    float[] traitVectors() {
        return traits;
    }

    /** Room for one question at a time. Not safe for many threads. */
    final class Asking {
        private final float[] pooled = new float[width];
        private final float[] traitSum = new float[width];
        private final float[] vector = new float[width];
        private final float[] scores = new float[learned.length];
        private final float[][] block = new float[width][Attribution.STEPS];
        private final Tower.Pass pass = customers.pass(Attribution.STEPS);

        /** Forgets the last question; what is added goes into the history of this one. */
        Pooling begin() {
            Arrays.fill(traitSum, 0f);
            return new Pooling(pooled, history);
        }

        /** The sum of the vectors of the customer's features, to be added to. */
        float[] traits() {
            return traitSum;
        }

        float[] scores() {
            score(scores);
            return scores;
        }

        /** The score of every item. */
        void score(float[] to) {
            enter();
            items.score(vector, to);
        }

        /** As above of one item, bit for bit. */
        double score(int item) {
            enter();
            return items.score(vector, item);
        }

        private void enter() {
            place(0, 1f);
            leave();
        }

        private void place(int sample, float part) {
            for (int f = 0; f < width; f++) {
                pass.in()[f][sample] = part * pooled[f];
                pass.in()[width + f][sample] = part * traitSum[f];
            }
        }

        private void leave() {
            pass.forward(1, block, 0);
            for (int f = 0; f < width; f++) {
                vector[f] = block[f][0];
            }
        }

        /** The score of an item for a customer of whom nothing is known. */
        double start(int item) {
            place(0, 0f);
            leave();
            return items.score(vector, item);
        }

        /**
         * Follows the score of an item from such a customer to this one.
         *
         * @return mean derivatives by the history's numbers, then by those of the features: 2 × width
         */
        double[] slope(int item) {
            int steps = Attribution.STEPS;
            for (int s = 0; s < steps; s++) {
                place(s, Attribution.place(s));
            }
            pass.forward(steps, block, 0);
            for (int f = 0; f < width; f++) {
                Arrays.fill(block[f], items.factor(item, f));
            }
            pass.backward(steps, block, 0, new float[0]);
            double[] slope = new double[2 * width];
            for (int f = 0; f < slope.length; f++) {
                for (int s = 0; s < steps; s++) {
                    slope[f] += pass.inDerivatives()[f][s] / (double) steps;
                }
            }
            return slope;
        }
    }

    void write(ModelOutput model) throws IOException {
        byte[] flags = new byte[learned.length];
        for (int item = 0; item < flags.length; item++) {
            flags[item] = (byte) (learned[item] ? 1 : 0);
        }
        model.writeInt(width);
        model.writeBytes(flags);
        model.writeFloats(history);
        traitSpace.write(model);
        model.writeFloats(traits);
        model.writeFloats(customers.parameters().weights());
        model.writeFloats(items.toMatrix());
    }

    /** Reads what {@link #write} wrote; what does not fit together is found only once the checksum is checked. */
    static Parts read(ModelInput model) throws IOException {
        return new Parts(
                model.readInt(),
                model.readBytes(),
                model.readFloats(),
                FeatureSpace.read(model),
                model.readFloats(),
                model.readFloats(),
                model.readFloats());
    }

    /** What a file says, not checked yet. */
    record Parts(
            int width,
            byte[] learned,
            float[] history,
            FeatureSpace traitSpace,
            float[] traits,
            float[] parameters,
            float[] vectors) {
        TwoTowers checked(int[] layers) throws IOException {
            Tower customers = new Tower(width, layers);
            float[] weights = customers.parameters().weights();
            if (weights.length != parameters.length
                    || history.length != (long) learned.length * width
                    || vectors.length != (long) learned.length * width
                    || traits.length != (long) traitSpace.size() * width) {
                throw new IOException("the model's arrays do not fit its " + learned.length + " items, "
                        + traitSpace.size() + " features and vectors of " + width);
            }
            System.arraycopy(parameters, 0, weights, 0, weights.length);
            boolean[] flags = new boolean[learned.length];
            for (int item = 0; item < flags.length; item++) {
                flags[item] = learned[item] != 0;
            }
            return new TwoTowers(
                    flags, history, traitSpace, traits, customers, FactorScores.of(vectors, flags.length, width));
        }
    }
}
