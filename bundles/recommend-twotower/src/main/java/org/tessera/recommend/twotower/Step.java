// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

import java.util.Arrays;
import org.tessera.numerics.nets.Adam;
import org.tessera.numerics.nets.Columns;
import org.tessera.numerics.nets.RowGradients;
import org.tessera.numerics.parallel.Parallel;

/**
 * A step of training over a batch: through both towers, the loss, back through both, and a move of everything touched.
 * What ranges of pairs add to the parameters is kept apart and added up in order, so that the number of threads makes no
 * difference.
 */
final class Step {
    private static final int BLOCK = 128;

    private final Network network;
    private final Data data;
    private final Batch batch;
    private final Softmax softmax;
    private final Parallel parallel;
    private final int d;
    private final Side customers;
    private final Side items;
    private final RowGradients historyParts;
    private final RowGradients traitParts;
    private final RowGradients idParts;
    private final RowGradients featureParts;
    private final float[] slotHistory;
    private final float[] slotTraits;

    Step(Network network, Data data, Batch batch, Softmax softmax, Parallel parallel) {
        this.network = network;
        this.data = data;
        this.batch = batch;
        this.softmax = softmax;
        this.parallel = parallel;
        this.d = network.history().width();
        this.customers = new Side(network.customers());
        this.items = new Side(network.items());
        this.historyParts = new RowGradients(network.history().rows());
        this.traitParts = new RowGradients(network.traits().rows());
        this.idParts = new RowGradients(network.ids().rows());
        this.featureParts = new RowGradients(network.features().rows());
        this.slotHistory = new float[2 * batch.capacity * d];
        this.slotTraits = new float[batch.capacity * d];
    }

    /** One tower with what a batch makes of it. */
    private final class Side {
        private final Tower tower;
        private final Tower.Pass[] passes;
        private final float[][] gradients;
        /** Vectors, feature by feature, and derivatives by them. */
        private final float[][] vectors = new float[d][batch.capacity];

        private final float[][] derivatives = new float[d][batch.capacity];
        /** Derivatives by the two halves of what went in: pairs × d. */
        private final float[] first = new float[batch.capacity * d];

        private final float[] second = new float[batch.capacity * d];

        Side(Tower tower) {
            this.tower = tower;
            int ranges = Parallel.rangeCount(batch.capacity, BLOCK);
            this.passes = new Tower.Pass[ranges];
            this.gradients = new float[ranges][tower.parameters().weights().length];
            for (int r = 0; r < ranges; r++) {
                passes[r] = tower.pass(BLOCK);
            }
        }

        private void forward(int from, int to, Filler filler) {
            Tower.Pass pass = passes[from / BLOCK];
            float[] row = new float[2 * d];
            for (int b = from; b < to; b++) {
                Arrays.fill(row, 0f);
                filler.fill(b, row);
                for (int f = 0; f < 2 * d; f++) {
                    pass.in()[f][b - from] = row[f];
                }
            }
            pass.forward(to - from, vectors, from);
        }

        private void backward(int from, int to) {
            Tower.Pass pass = passes[from / BLOCK];
            float[] gradient = gradients[from / BLOCK];
            Arrays.fill(gradient, 0f);
            pass.backward(to - from, derivatives, from, gradient);
            float[][] back = pass.inDerivatives();
            for (int b = from; b < to; b++) {
                for (int f = 0; f < d; f++) {
                    first[b * d + f] = back[f][b - from];
                    second[b * d + f] = back[d + f][b - from];
                }
            }
        }

        private void move(Adam adam) {
            int ranges = Parallel.rangeCount(batch.size(), BLOCK);
            for (int r = 1; r < ranges; r++) {
                Columns.addScaled(1f, gradients[r], 0, gradients[0], 0, gradients[0].length);
            }
            tower.parameters().move(adam, gradients[0]);
        }
    }

    /** Fills in what a pair gives a tower. */
    private interface Filler {
        void fill(int pair, float[] row);
    }

    void run(Adam adam) {
        int n = batch.size();
        parallel.ranges(n, BLOCK, (from, to) -> {
            customers.forward(from, to, this::customer);
            items.forward(from, to, this::item);
        });
        softmax.run(
                n,
                batch.customer,
                batch.item,
                batch.weight,
                customers.vectors,
                items.vectors,
                customers.derivatives,
                items.derivatives,
                parallel);
        parallel.ranges(n, BLOCK, (from, to) -> {
            customers.backward(from, to);
            items.backward(from, to);
        });
        customers.move(adam);
        items.move(adam);
        moveCustomers(adam);
        moveItems(adam);
    }

    private void customer(int b, float[] row) {
        int slot = batch.slot[b];
        Columns.addScaled(batch.scale[b], batch.histories().sums(), slot * d, row, 0, d);
        Columns.addScaled(-batch.scale[b] * batch.own[b], network.history().weights(), batch.item[b] * d, row, 0, d);
        if (batch.withTraits[slot]) {
            data.traits().addTo(batch.customer[b], network.traits().weights(), d, row, d);
        }
    }

    private void item(int b, float[] row) {
        if (batch.withId[b]) {
            System.arraycopy(network.ids().weights(), batch.item[b] * d, row, 0, d);
        }
        data.features().addTo(batch.item[b], network.features().weights(), d, row, d);
    }

    /** A customer's sum passes its derivatives on to each of his items, but those of a pair not to its own item. */
    private void moveCustomers(Adam adam) {
        int slots = batch.slots();
        Arrays.fill(slotHistory, 0, slots * d, 0f);
        Arrays.fill(slotTraits, 0, slots * d, 0f);
        for (int b = 0; b < batch.size(); b++) {
            int slot = batch.slot[b];
            int own = (slots + b) * d;
            Arrays.fill(slotHistory, own, own + d, 0f);
            Columns.addScaled(batch.scale[b], customers.first, b * d, slotHistory, own, d);
            Columns.addScaled(1f, slotHistory, own, slotHistory, slot * d, d);
            Columns.addScaled(1f, customers.second, b * d, slotTraits, slot * d, d);
            if (batch.own[b] > 0f && batch.scale[b] > 0f) {
                historyParts.add(batch.item[b], slots + b, -batch.own[b]);
            }
        }
        for (int slot = 0; slot < slots; slot++) {
            batch.histories().list(slot, slot, historyParts);
            if (batch.withTraits[slot]) {
                data.traits().list(batch.slotCustomer(slot), slot, traitParts);
            }
        }
        historyParts.move(network.history(), slotHistory, adam, parallel);
        traitParts.move(network.traits(), slotTraits, adam, parallel);
    }

    private void moveItems(Adam adam) {
        for (int b = 0; b < batch.size(); b++) {
            if (batch.withId[b]) {
                idParts.add(batch.item[b], b, 1f);
            }
            data.features().list(batch.item[b], b, featureParts);
        }
        idParts.move(network.ids(), items.first, adam, parallel);
        featureParts.move(network.features(), items.second, adam, parallel);
    }
}
