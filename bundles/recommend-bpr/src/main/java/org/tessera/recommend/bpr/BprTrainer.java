// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.bpr;

import org.tessera.api.data.SparseMatrix;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.factors.FactorTable;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * Learns from comparisons: an item that a customer has is to come before one that the customer does not have (Rendle,
 * Freudenthaler, Gantner and Schmidt-Thieme, "BPR: Bayesian Personalized Ranking from Implicit Feedback", 2009). Of
 * several items drawn for a comparison the one that comes first is taken, as it teaches most (Zhang, Chen, Wang and Yu,
 * "Optimizing Top-N Collaborative Filtering via Dynamic Negative Item Sampling", 2013).
 */
final class BprTrainer {
    private static final String PHASE = "comparing";
    private static final int DRAWS = 10;

    private final BprSettings settings;
    private final TrainingContext context;
    private final Parallel parallel;
    private final SparseMatrix byCustomer;
    private final Factors factors;

    /** What is learnt. */
    record Factors(FactorTable customers, FactorTable items, float[] biases) {}

    BprTrainer(BprSettings settings, TrainingContext context, SparseMatrix byCustomer) {
        this.settings = settings;
        this.context = context;
        this.parallel = new Parallel(context.executor(), context.parallelism());
        this.byCustomer = byCustomer;
        this.factors = new Factors(
                new FactorTable(byCustomer.rows(), settings.factors()),
                new FactorTable(byCustomer.columns(), settings.factors()),
                new float[byCustomer.columns()]);
    }

    Factors train() {
        int[] having = new int[byCustomer.columns()];
        for (int p = 0; p < byCustomer.size(); p++) {
            having[byCustomer.column(p)]++;
        }
        double[] weights = new double[having.length];
        for (int i = 0; i < having.length; i++) {
            weights[i] = having[i] == 0 ? 0 : Math.pow(having[i], settings.popularity());
        }
        RandomStream random = RandomStream.of(context.seed());
        start(factors.customers(), random.part(-1), byCustomer.rows());
        start(factors.items(), random.part(-2), having);
        Blocks blocks = new Blocks(byCustomer);
        long total = (long) settings.epochs() * blocks.count();
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            RandomStream own = random.part(epoch);
            blocks.deal(weights, own, parallel);
            // Large steps at first, small ones at the end.
            float rate = (float) (settings.rate() * (1 - .9 * epoch / settings.epochs()));
            for (int step = 0; step < blocks.count(); step++) {
                context.progress().report(PHASE, (long) epoch * blocks.count() + step, total);
                int shift = step;
                parallel.ranges(blocks.count(), 1, (from, to) -> {
                    for (int b = from; b < to; b++) {
                        int of = (b + shift) % blocks.count();
                        new Comparisons(blocks, rate).run(b, of, own.part((long) b * blocks.count() + of));
                    }
                });
            }
            checkFinite();
        }
        return factors;
    }

    private void checkFinite() {
        if (!factors.customers().isFinite() || !factors.items().isFinite()) {
            throw new SettingException(
                    "rate",
                    "the factors grew without bound with a rate of " + settings.rate(),
                    "set rate to less, such as 0.05, or regularisation to more");
        }
    }

    private void start(FactorTable table, RandomStream random, int rows) {
        for (int r = 0; r < rows; r++) {
            startRow(table, random.part(r), r);
        }
    }

    private void start(FactorTable table, RandomStream random, int[] having) {
        for (int r = 0; r < having.length; r++) {
            if (having[r] > 0) {
                startRow(table, random.part(r), r);
            }
        }
    }

    private void startRow(FactorTable table, RandomStream random, int row) {
        for (int f = 0; f < settings.factors(); f++) {
            table.set(row, f, (float) ((random.nextDouble() - .5) / Math.sqrt(settings.factors())));
        }
    }

    /** The comparisons of a block of customers within a block of items, one after the other. */
    private final class Comparisons {
        private final Blocks blocks;
        private final float rate;
        private final float shrink;
        private final int stride = factors.items().stride();
        private final float[] customers = factors.customers().values();
        private final float[] items = factors.items().values();
        private final float[] biases = factors.biases();

        Comparisons(Blocks blocks, float rate) {
            this.blocks = blocks;
            this.rate = rate;
            this.shrink = (float) (rate * settings.regularisation());
        }

        void run(int customerBlock, int itemBlock, RandomStream random) {
            for (int p : blocks.pairs(customerBlock, itemBlock, random)) {
                int customer = blocks.customer(p);
                int other = hardest(customer, itemBlock, random);
                if (other >= 0) {
                    compare(customer, byCustomer.column(p), other);
                }
            }
        }

        /** Of some items that the customer does not have the one that comes first, or -1. */
        private int hardest(int customer, int block, RandomStream random) {
            int best = -1;
            float highest = Float.NEGATIVE_INFINITY;
            int found = 0;
            for (int draw = 0; draw < settings.candidates() + DRAWS && found < settings.candidates(); draw++) {
                int item = blocks.draw(block, random);
                if (item >= 0 && byCustomer.find(customer, item) < 0) {
                    found++;
                    float score = settings.candidates() == 1 ? 0f : score(customer, item);
                    if (score > highest) {
                        highest = score;
                        best = item;
                    }
                }
            }
            return best;
        }

        private float score(int customer, int item) {
            int u = customer * stride;
            int i = item * stride;
            float a = 0f;
            float b = 0f;
            float c = 0f;
            float d = 0f;
            for (int f = 0; f < stride; f += 4) {
                a += customers[u + f] * items[i + f];
                b += customers[u + f + 1] * items[i + f + 1];
                c += customers[u + f + 2] * items[i + f + 2];
                d += customers[u + f + 3] * items[i + f + 3];
            }
            return biases[item] + (a + b) + (c + d);
        }

        /** A step of descent on ln(1 + e^-(score of one - score of the other)). */
        private void compare(int customer, int item, int other) {
            float ahead = score(customer, item) - score(customer, other);
            float step = rate * (float) (1 / (1 + Math.exp(ahead)));
            int u = customer * stride;
            int i = item * stride;
            int j = other * stride;
            for (int f = 0; f < stride; f++) {
                float x = customers[u + f];
                float y = items[i + f];
                float z = items[j + f];
                customers[u + f] = x + step * (y - z) - shrink * x;
                items[i + f] = y + step * x - shrink * y;
                items[j + f] = z - step * x - shrink * z;
            }
            biases[item] += step - shrink * biases[item];
            biases[other] -= step + shrink * biases[other];
        }
    }
}
