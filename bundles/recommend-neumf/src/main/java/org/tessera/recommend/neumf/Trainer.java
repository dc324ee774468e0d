// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.neumf;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.nets.Adam;
import org.tessera.numerics.nets.Columns;
import org.tessera.numerics.nets.EarlyStopping;
import org.tessera.numerics.nets.HeldOut;
import org.tessera.numerics.nets.HistorySums;
import org.tessera.numerics.nets.RowGradients;
import org.tessera.numerics.nets.Slots;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/** Trains a network on pairs, until what is held out is ranked no better. One for each training. */
final class Trainer {
    /** Fewer steps than this are no round: small data is gone over several times. */
    private static final int FEWEST_STEPS = 40;

    private final HeldOut heldOut;
    private final SparseMatrix pairs;
    private final NeuMfSettings settings;
    private final TrainingContext context;
    private final Parallel parallel;
    private final RandomStream random;
    private final Network network;
    private final Batch batch;
    private final int slotsPerBatch;
    private final RowGradients historyParts;
    private final RowGradients candidateParts;
    private final float[] candidateGradients;
    /** Derivatives by what samples have for a customer, behind those by the sums of the slots. */
    private final float[] customerGradients;

    private final float[] sampleGradients;
    private final float[][] parameterGradients;
    private final int[] known;
    private long step;

    /** @param evidence customers by items with what each pair counts for */
    Trainer(SparseMatrix evidence, NeuMfSettings settings, TrainingContext context) {
        this.settings = settings;
        this.context = context;
        this.parallel = new Parallel(context.executor(), context.parallelism());
        this.random = RandomStream.of(context.seed());
        this.heldOut = HeldOut.of(evidence, random.part(1));
        this.pairs = heldOut.train();
        this.known = known(pairs);
        int d = settings.factors();
        this.network = new Network(pairs.columns(), d, settings.layers(), random.part(2));
        this.slotsPerBatch = slotsPerBatch();
        HistorySums histories =
                new HistorySums(pairs, network.history(), settings.dropout(), settings.normalise(), slotsPerBatch);
        this.batch = new Batch(pairs, known, settings.negatives(), histories, slotsPerBatch);
        this.historyParts = new RowGradients(pairs.columns());
        this.candidateParts = new RowGradients(pairs.columns());
        this.candidateGradients = new float[batch.capacity * (2 * d + 1)];
        this.sampleGradients = new float[batch.capacity * 2 * d];
        this.customerGradients = new float[(slotsPerBatch + batch.capacity) * 2 * d];
        this.parameterGradients = new float[Parallel.rangeCount(batch.capacity, BatchGradient.BLOCK)]
                [network.parameters().weights().length];
    }

    private static int[] known(SparseMatrix pairs) {
        boolean[] had = new boolean[pairs.columns()];
        for (int p = 0; p < pairs.size(); p++) {
            had[pairs.column(p)] = true;
        }
        return IntStream.range(0, had.length).filter(item -> had[item]).toArray();
    }

    /** A hundred steps an epoch where that makes batches of a sensible size. */
    private int slotsPerBatch() {
        int perSlot = Batch.SLOT * (1 + settings.negatives());
        long samples = settings.batch() > 0
                ? settings.batch()
                : Math.max(512, Math.min(4096, (long) pairs.size() * (1 + settings.negatives()) / 100));
        return (int) Math.max(1, samples / perSlot);
    }

    /** Items that were learned of; the others are to be left out. */
    int[] known() {
        return known;
    }

    /** Trains and returns the network of the best round. */
    Network train() {
        if (known.length == 0) {
            return network;
        }
        EarlyStopping stopping = new EarlyStopping(settings.patience());
        int epoch = 0;
        boolean goesOn = true;
        for (int round = 0; round < settings.epochs() && goesOn; round++) {
            long before = step;
            do {
                epoch(random.part(100L + epoch++), round);
            } while (step - before < FEWEST_STEPS);
            if (!heldOut.isEmpty()) {
                Scorer scorer = Scorer.of(network, known, settings.layers());
                double quality = heldOut.ndcg(() -> scorer.of(pairs, settings.normalise()), parallel);
                goesOn = stopping.goesOn(quality, network.weights());
            }
        }
        stopping.restore(network.weights());
        return network;
    }

    private void epoch(RandomStream epochRandom, int round) {
        Slots slots = new Slots(pairs, Batch.SLOT, epochRandom);
        int count = slots.size();
        for (int from = 0; from < count; from += slotsPerBatch) {
            context.progress().report("training", round, settings.epochs());
            int first = from;
            batch.begin(Math.min(slotsPerBatch, count - from));
            parallel.ranges(batch.slots(), 4, (a, b) -> {
                for (int at = a; at < b; at++) {
                    int place = first + at;
                    batch.fill(at, slots.customer(place), slots.positions(place), epochRandom.part(place));
                }
            });
            batch.settle();
            step();
        }
    }

    private void step() {
        Adam adam = Adam.at(++step, settings.rate(), settings.regularisation());
        int samples = batch.samples();
        int ranges = Parallel.rangeCount(samples, BatchGradient.BLOCK);
        parallel.ranges(
                samples,
                BatchGradient.BLOCK,
                () -> {
                    BatchGradient gradient = new BatchGradient(network, batch);
                    return (from, to) -> {
                        float[] parameters = parameterGradients[from / BatchGradient.BLOCK];
                        Arrays.fill(parameters, 0f);
                        gradient.run(from, to, parameters, sampleGradients, candidateGradients);
                    };
                },
                finished -> {});
        for (int r = 1; r < ranges; r++) {
            Columns.addScaled(1f, parameterGradients[r], 0, parameterGradients[0], 0, parameterGradients[0].length);
        }
        moveHistory(adam);
        for (int s = 0; s < samples; s++) {
            candidateParts.add(batch.item[s], s, 1f);
        }
        candidateParts.move(network.candidates(), candidateGradients, adam, parallel);
        if (ranges > 0) {
            network.parameters().move(adam, parameterGradients[0]);
        }
    }

    /** A customer's sum passes its derivatives on to each of his items, but those of a sample not to that item itself. */
    private void moveHistory(Adam adam) {
        int width = 2 * settings.factors();
        int slots = batch.slots();
        Arrays.fill(customerGradients, 0, slots * width, 0f);
        for (int at = 0; at < slots; at++) {
            for (int s = batch.slotStart[at]; s < batch.slotStart[at + 1]; s++) {
                Columns.addScaled(1f, sampleGradients, s * width, customerGradients, at * width, width);
            }
        }
        System.arraycopy(sampleGradients, 0, customerGradients, slots * width, batch.samples() * width);
        for (int at = 0; at < slots; at++) {
            batch.histories().list(at, at, historyParts);
            for (int s = batch.slotStart[at]; s < batch.slotStart[at + 1]; s++) {
                if (batch.own[s] > 0f) {
                    historyParts.add(batch.item[s], slots + s, -batch.own[s]);
                }
            }
        }
        historyParts.move(network.history(), customerGradients, adam, parallel);
    }
}
