// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.svdpp;

import java.util.Arrays;
import org.tessera.api.TesseraException;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.random.RandomStream;
import org.tessera.numerics.ratings.BiasFit;
import org.tessera.numerics.ratings.Biases;
import org.tessera.numerics.ratings.FactorRatingModel.ItemFactors;
import org.tessera.numerics.ratings.Ratings;

/**
 * Fits SVD++ by stochastic gradient descent, customer by customer in a new random order in every epoch. What the rated
 * items say by having been rated, z = |N|^-½ Σ y_j, is summed up once for a customer and moves along with the steps; the
 * sum of the steps goes to the y_j when the customer is done. An epoch so costs as much as one without implicit factors,
 * not the square of each customer's ratings. On one thread, as every step depends on the one before.
 */
final class GradientFit {
    private static final int REPORT_EVERY = 256;
    /** Spread of the factors from which it starts, in units of a step of five stars. */
    private static final double SPREAD = 0.1;

    private final Ratings ratings;
    private final SparseMatrix rows;
    private final SvdPpSettings settings;
    private final TrainingContext context;
    private final int factors;
    private final float mean;
    private final float unit;

    /** customers × factors, row by row. */
    private final float[] own;
    /** items × factors, row by row: what an item is like. */
    private final float[] explicit;
    /** items × factors, row by row: what having rated an item says. */
    private final float[] implicit;

    private final float[] customerBiases;
    private final float[] itemBiases;

    // of the customer whose turn it is
    private final float[] implied;
    private final float[] gradient;

    /** What comes out: the items' side. */
    record Fitted(Biases biases, ItemFactors factors) {}

    GradientFit(Ratings ratings, SvdPpSettings settings, TrainingContext context) {
        this.ratings = ratings;
        this.rows = ratings.byCustomer();
        this.settings = settings;
        this.context = context;
        this.factors = settings.factors();
        this.mean = (float) ratings.scale().mean();
        this.unit = (float) ratings.unit();
        RandomStream random = RandomStream.of(context.seed());
        this.own = random(random.part(0), ratings.customers());
        this.explicit = random(random.part(1), ratings.items());
        this.implicit = random(random.part(2), ratings.items());
        this.customerBiases = new float[ratings.customers()];
        this.itemBiases = new float[ratings.items()];
        this.implied = new float[factors];
        this.gradient = new float[factors];
    }

    /** Uniform, of the same spread as a normal distribution would have. */
    private float[] random(RandomStream random, int count) {
        float[] matrix = new float[count * factors];
        for (int k = 0; k < matrix.length; k++) {
            matrix[k] = (float) (SPREAD * Math.sqrt(12) * (random.nextDouble() - .5));
        }
        return matrix;
    }

    Fitted fit() {
        RandomStream orders = RandomStream.of(context.seed()).part(3);
        long total = (long) settings.epochs() * rows.rows();
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            int[] order = orders.permutation(rows.rows());
            for (int k = 0; k < order.length; k++) {
                if (k % REPORT_EVERY == 0) {
                    context.progress().report("fitting", (long) epoch * rows.rows() + k, total);
                }
                if (rows.size(order[k]) > 0) {
                    learn(order[k]);
                }
            }
            checkFinite();
        }
        return fitted();
    }

    private void learn(int customer) {
        int size = rows.size(customer);
        float norm = (float) (1 / Math.sqrt(size));
        Arrays.fill(implied, 0f);
        Arrays.fill(gradient, 0f);
        for (int p = rows.start(customer); p < rows.end(customer); p++) {
            add(implicit, rows.column(p) * factors, implied);
        }
        for (int k = 0; k < factors; k++) {
            implied[k] *= norm;
        }
        int at = customer * factors;
        for (int p = rows.start(customer); p < rows.end(customer); p++) {
            int item = rows.column(p);
            float foretold = customerBiases[customer] + itemBiases[item] + product(at, item * factors);
            float error = (rows.value(p) - mean) / unit - foretold;
            customerBiases[customer] += settings.rate() * (error - settings.biasPenalty() * customerBiases[customer]);
            itemBiases[item] += settings.rate() * (error - settings.biasPenalty() * itemBiases[item]);
            step(error, at, item * factors);
        }
        // What the penalty takes away in as many steps as there are ratings.
        float decay = (float) Math.pow(1 - settings.rate() * settings.penalty(), size);
        float share = settings.rate() * norm;
        for (int p = rows.start(customer); p < rows.end(customer); p++) {
            int offset = rows.column(p) * factors;
            for (int k = 0; k < factors; k++) {
                implicit[offset + k] = decay * implicit[offset + k] + share * gradient[k];
            }
        }
    }

    private static void add(float[] from, int offset, float[] to) {
        for (int k = 0; k < to.length; k++) {
            to[k] += from[offset + k];
        }
    }

    private float product(int customerAt, int itemAt) {
        float even = 0f;
        float odd = 0f;
        int k = 0;
        for (; k + 2 <= factors; k += 2) {
            even += explicit[itemAt + k] * (own[customerAt + k] + implied[k]);
            odd += explicit[itemAt + k + 1] * (own[customerAt + k + 1] + implied[k + 1]);
        }
        if (k < factors) {
            even += explicit[itemAt + k] * (own[customerAt + k] + implied[k]);
        }
        return even + odd;
    }

    private void step(float error, int customerAt, int itemAt) {
        float move = settings.rate() * error;
        float keep = 1 - settings.rate() * settings.penalty();
        for (int k = 0; k < factors; k++) {
            float p = own[customerAt + k];
            float q = explicit[itemAt + k];
            float z = implied[k];
            own[customerAt + k] = keep * p + move * q;
            explicit[itemAt + k] = keep * q + move * (p + z);
            implied[k] = keep * z + move * q;
            gradient[k] += error * q;
        }
    }

    private void checkFinite() {
        for (float bias : itemBiases) {
            if (!Float.isFinite(bias)) {
                throw new TesseraException(
                        "the factors grew without bound", "set learning_rate to less than " + settings.rate());
            }
        }
    }

    /** Items that nobody rated have nothing but random numbers, which say nothing. */
    private Fitted fitted() {
        int[] counts = BiasFit.counts(ratings);
        for (int item = 0; item < counts.length; item++) {
            if (counts[item] == 0) {
                Arrays.fill(explicit, item * factors, (item + 1) * factors, 0f);
                Arrays.fill(implicit, item * factors, (item + 1) * factors, 0f);
            }
            itemBiases[item] *= unit;
        }
        return new Fitted(
                new Biases(
                        ratings.scale(),
                        itemBiases,
                        counts,
                        settings.penalties().bias()),
                new ItemFactors(factors, unit, explicit, implicit));
    }
}
