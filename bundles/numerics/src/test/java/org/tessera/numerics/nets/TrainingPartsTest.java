// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

class TrainingPartsTest {
    /** Three steps by numpy 1.24, written from the paper's formulas. */
    @Test
    void adamMovesAsInThePaper() {
        Parameters parameters = new Parameters(2);
        parameters.weights()[0] = 1f;
        parameters.weights()[1] = -2f;
        float[][] gradients = {{.5f, -1f}, {.1f, 2f}, {-.3f, .4f}};
        for (int t = 1; t <= 3; t++) {
            parameters.move(Adam.at(t, .1, 0), gradients[t - 1]);
        }
        assertThat(parameters.weights()).containsExactly(new float[] {.79862461f, -1.97572295f}, within(1e-5f));
    }

    @Test
    void adamTakesAShareOffWeightsWithoutGradient() {
        Parameters parameters = new Parameters(1);
        parameters.weights()[0] = 1f;
        parameters.move(Adam.at(1, .1, .5), new float[1]);
        assertThat(parameters.weights()[0]).isCloseTo(.95f, within(1e-6f));
    }

    /** Against a dense gradient added up plainly; rows without a part stay as they are. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void addsUpThePartsOfEachRow(long seed) {
        RandomStream random = RandomStream.of(seed);
        int rows = 300;
        int width = 5;
        Embedding sparse = new Embedding(rows, width).initialise(random.part(1), .1);
        Embedding again = new Embedding(rows, width).initialise(random.part(1), .1);
        Parameters dense = new Parameters(rows * width);
        System.arraycopy(sparse.weights(), 0, dense.weights(), 0, rows * width);
        float[] untouched = sparse.weights().clone();
        float[] vectors = new float[40 * width];
        for (int k = 0; k < vectors.length; k++) {
            vectors[k] = (float) random.nextDouble() - .5f;
        }
        RowGradients parts = new RowGradients(rows);
        RowGradients same = new RowGradients(rows);
        float[] gradient = new float[rows * width];
        boolean[] touched = new boolean[rows];
        for (int k = 0; k < 2000; k++) {
            int row = random.nextInt(rows / 2);
            int source = random.nextInt(40);
            float factor = (float) random.nextDouble();
            parts.add(row, source, factor);
            same.add(row, source, factor);
            touched[row] = true;
            Columns.addScaled(factor, vectors, source * width, gradient, row * width, width);
        }
        Adam adam = Adam.at(1, .1, .01);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            parts.move(sparse, vectors, adam, Parallel.sequential());
            same.move(again, vectors, adam, new Parallel(threads, 4));
        } finally {
            threads.shutdownNow();
        }
        dense.move(adam, gradient);
        assertThat(again.weights()).as("on four threads").containsExactly(sparse.weights());
        for (int row = 0; row < rows; row++) {
            float[] expected = touched[row] ? dense.weights() : untouched;
            assertThat(Arrays.copyOfRange(sparse.weights(), row * width, (row + 1) * width))
                    .containsExactly(Arrays.copyOfRange(expected, row * width, (row + 1) * width), within(1e-6f));
        }
    }

    @Test
    void stopsWhenItGetsNoBetterAndPutsTheBestBack() {
        EarlyStopping stopping = new EarlyStopping(2);
        float[] weights = {1f};
        assertThat(stopping.goesOn(.5, weights)).isTrue();
        weights[0] = 2f;
        assertThat(stopping.goesOn(.6, weights)).isTrue();
        weights[0] = 3f;
        assertThat(stopping.goesOn(.6, weights)).isTrue();
        weights[0] = 4f;
        assertThat(stopping.goesOn(.4, weights)).isFalse();
        stopping.restore(weights);
        assertThat(weights).containsExactly(2f);
        assertThat(stopping.best()).isEqualTo(.6);
    }

    @Test
    void lossHasNoOverflow() {
        assertThat(Losses.binaryCrossEntropy(0, 1)).isCloseTo(Math.log(2), within(1e-12));
        assertThat(Losses.binaryCrossEntropy(1000, 1)).isZero();
        assertThat(Losses.binaryCrossEntropy(-1000, 1)).isEqualTo(1000);
        double step = 1e-6;
        for (double x = -5; x <= 5; x += .7) {
            double slope = (Losses.binaryCrossEntropy(x + step, 1) - Losses.binaryCrossEntropy(x - step, 1)) / 2 / step;
            assertThat(Losses.sigmoid(x) - 1).isCloseTo(slope, within(1e-8));
        }
    }

    /** Of 30 customers with 10 items one each is held out; who is asked for just that has a perfect ranking. */
    @Test
    void holdsOutAPartAndRanksIt() {
        int customers = 30;
        int[] starts = new int[customers + 2];
        int[] items = new int[customers * 10 + 2];
        for (int c = 0; c < customers; c++) {
            starts[c + 1] = starts[c] + 10;
            for (int k = 0; k < 10; k++) {
                items[starts[c] + k] = 4 * k + c % 4;
            }
        }
        starts[customers + 1] = starts[customers] + 2;
        items[customers * 10 + 1] = 5;
        SparseMatrix pairs = SparseMatrix.of(customers + 1, 40, starts, items, new float[0]);
        HeldOut held = HeldOut.of(pairs, RandomStream.of(1));
        assertThat(held.train().size()).isEqualTo(customers * 9 + 2);
        assertThat(held.train().size(customers)).as("too few to hold any out").isEqualTo(2);
        double perfect = held.ndcg(
                () -> (customer, scores) -> {
                    for (int item = 0; item < 40; item++) {
                        scores[item] = pairs.find(customer, item) >= 0 ? 1f : 0f;
                    }
                },
                Parallel.sequential());
        assertThat(perfect).isEqualTo(1);
        double nothing = held.ndcg(() -> (customer, scores) -> Arrays.fill(scores, Float.NaN), Parallel.sequential());
        assertThat(nothing).isZero();
    }

    @Test
    void spreadsWhatAnIntegralMissed() {
        double[] parts = {3, -1, 0};
        assertThat(Attribution.settle(parts, 4)).isZero();
        assertThat(parts).containsExactly(new double[] {4.5, -.5, 0}, within(1e-12));
        assertThat(Attribution.settle(new double[2], 4)).isEqualTo(4);
    }

    /** Every pair stands in one slot, four of a customer at most in each. */
    @Test
    void sharesPairsOutAmongSlots() {
        int[] starts = {0, 10, 10, 11, 31};
        int[] items = new int[31];
        for (int r = 0; r < 4; r++) {
            for (int p = starts[r]; p < starts[r + 1]; p++) {
                items[p] = p - starts[r];
            }
        }
        Slots slots = new Slots(SparseMatrix.of(4, 20, starts, items, new float[0]), 4, RandomStream.of(3));
        assertThat(slots.size()).isEqualTo(3 + 1 + 5);
        boolean[] seen = new boolean[31];
        for (int place = 0; place < slots.size(); place++) {
            int customer = slots.customer(place);
            assertThat(slots.positions(place)).hasSizeBetween(1, 4);
            for (int p : slots.positions(place)) {
                assertThat(p).isBetween(starts[customer], starts[customer + 1] - 1);
                assertThat(seen[p]).isFalse();
                seen[p] = true;
            }
        }
        assertThat(seen).doesNotContain(false);
    }
}
