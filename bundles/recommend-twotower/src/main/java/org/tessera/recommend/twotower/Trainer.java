// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

import org.tessera.api.data.SparseMatrix;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.nets.Adam;
import org.tessera.numerics.nets.EarlyStopping;
import org.tessera.numerics.nets.HeldOut;
import org.tessera.numerics.nets.HistorySums;
import org.tessera.numerics.nets.Pooling;
import org.tessera.numerics.nets.Slots;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/** Trains a network on pairs, until what is held out is ranked no better. One for each training. */
final class Trainer {
    /** Fewer steps than this are no round: small data is gone over several times. */
    private static final int FEWEST_STEPS = 40;

    private final HeldOut heldOut;
    private final SparseMatrix pairs;
    private final Data data;
    private final TwoTowerSettings settings;
    private final TrainingContext context;
    private final Parallel parallel;
    private final RandomStream random;
    private final Network network;
    private final Batch batch;
    private final Step step;
    private final boolean[] learned;
    private final int slotsPerBatch;
    private long steps;

    Trainer(Data data, TwoTowerSettings settings, TrainingContext context) {
        this.data = data;
        this.settings = settings;
        this.context = context;
        this.parallel = new Parallel(context.executor(), context.parallelism());
        this.random = RandomStream.of(context.seed());
        this.heldOut = HeldOut.of(data.evidence(), random.part(1));
        this.pairs = heldOut.train();
        int[] counts = new int[pairs.columns()];
        for (int p = 0; p < pairs.size(); p++) {
            counts[pairs.column(p)]++;
        }
        this.learned = new boolean[counts.length];
        float[] correction = new float[counts.length];
        for (int item = 0; item < counts.length; item++) {
            learned[item] = counts[item] > 0;
            correction[item] = (float) (settings.correction() * Math.log(Math.max(1, counts[item])));
        }
        this.network = Network.of(
                counts.length, data.traitSpace().size(), data.featureSpace().size(), settings, random.part(2));
        this.slotsPerBatch = slotsPerBatch();
        this.batch = new Batch(
                data,
                pairs,
                new HistorySums(pairs, network.history(), settings.dropout(), settings.normalise(), slotsPerBatch),
                slotsPerBatch);
        this.step = new Step(
                network, data, batch, new Softmax(pairs, correction, settings.factors(), batch.capacity), parallel);
    }

    /** A hundred steps an epoch where that makes batches of a sensible size. */
    private int slotsPerBatch() {
        int size = settings.batch() > 0 ? settings.batch() : Math.max(64, Math.min(256, pairs.size() / 100));
        return Math.max(1, size / Batch.SLOT);
    }

    /** Trains and returns the customers' and the items' side of the best round. */
    TwoTowers train() {
        EarlyStopping stopping = new EarlyStopping(settings.patience());
        int epoch = 0;
        boolean goesOn = pairs.size() > 0;
        for (int round = 0; round < settings.epochs() && goesOn; round++) {
            long before = steps;
            do {
                epoch(random.part(100L + epoch++), round);
            } while (steps - before < FEWEST_STEPS);
            if (!heldOut.isEmpty()) {
                goesOn = stopping.goesOn(quality(), network.weights());
            }
        }
        stopping.restore(network.weights());
        return TwoTowers.of(network, data, learned);
    }

    private void epoch(RandomStream epochRandom, int round) {
        Slots slots = new Slots(pairs, Batch.SLOT, epochRandom);
        for (int from = 0; from < slots.size(); from += slotsPerBatch) {
            context.progress().report("training", round, settings.epochs());
            int first = from;
            batch.begin(Math.min(slotsPerBatch, slots.size() - from));
            parallel.ranges(batch.slots(), 8, (a, b) -> {
                for (int at = a; at < b; at++) {
                    int place = first + at;
                    batch.fill(at, slots.customer(place), slots.positions(place), epochRandom.part(place));
                }
            });
            batch.settle();
            step.run(Adam.at(++steps, settings.rate(), settings.regularisation()));
        }
    }

    private double quality() {
        TwoTowers towers = TwoTowers.of(network, data, learned);
        return heldOut.ndcg(
                () -> {
                    TwoTowers.Asking asking = towers.new Asking();
                    return (customer, scores) -> {
                        Pooling pooling = asking.begin();
                        for (int p = pairs.start(customer); p < pairs.end(customer); p++) {
                            pooling.add(pairs.column(p), pairs.value(p));
                        }
                        pooling.finish(settings.normalise());
                        data.traits()
                                .addTo(customer, network.traits().weights(), settings.factors(), asking.traits(), 0);
                        asking.score(scores);
                    };
                },
                parallel);
    }
}
