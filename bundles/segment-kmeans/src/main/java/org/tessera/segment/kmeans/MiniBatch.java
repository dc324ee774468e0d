// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.Arrays;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.dense.PackedPoints;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * Mini-batch k-means (Sculley 2010, Web-scale k-means clustering, WWW, algorithm 1): each centre moves towards the rows
 * of a random batch that are nearest to it, at a rate of its own that falls as 1 over the rows it has seen. Ends when the
 * smoothed sum of squared distances of the batches has not become lower for ten batches, or when the rows have been seen
 * so often in all as there may be iterations. One instance is one run.
 */
final class MiniBatch {
    private static final int GRAIN = 1024;
    private static final int PATIENCE = 10;
    /** A centre that has seen less than this share of what the average one has starts anew from a row of the batch. */
    private static final double NEGLECTED = 0.01;

    private final Rows rows;
    private final int k;
    private final int d;
    private final int batch;
    private final Parallel parallel;
    private final RandomStream random;
    private final double[] centres;
    private final double[] seen;
    private final int[] offsets;
    private final int[] nearest;
    private final double[] lowest;
    private final double[] second;
    private int learned;

    MiniBatch(Rows rows, double[] initial, int batch, Parallel parallel, RandomStream random) {
        this.rows = rows;
        this.d = rows.d();
        this.k = initial.length / d;
        this.batch = Math.min(batch, rows.n());
        this.parallel = parallel;
        this.random = random;
        this.centres = initial.clone();
        this.seen = new double[k];
        this.offsets = new int[this.batch];
        this.nearest = new int[this.batch];
        this.lowest = new double[this.batch];
        this.second = new double[this.batch];
    }

    /** Runs to the end and returns the centres, {@code k × d}. */
    double[] run(int iterations, Progress progress) {
        long most = Math.max(1, (long) iterations * rows.n() / batch);
        // As many batches as go into the rows, at least ten, have half of the weight.
        double rate = Math.min(1, 2.0 * batch / (rows.n() + 1.0));
        double smoothed = Double.NaN;
        double best = Double.MAX_VALUE;
        int waited = 0;
        for (long step = 0; step < most && waited < PATIENCE; step++) {
            progress.report("batches", step, most);
            double mean = step();
            learned = (int) Math.min(Integer.MAX_VALUE, step + 1);
            // The first batch is met by untrained centres.
            if (step > 0) {
                smoothed = step == 1 ? mean : smoothed + rate * (mean - smoothed);
                waited = smoothed < best ? 0 : waited + 1;
                best = Math.min(best, smoothed);
            }
            if (step % PATIENCE == PATIENCE - 1) {
                restartNeglected();
            }
        }
        return centres;
    }

    /** From how many batches the centres have learned. */
    int learned() {
        return learned;
    }

    /** Learns from one batch; returns its mean squared distance before. */
    private double step() {
        for (int s = 0; s < batch; s++) {
            offsets[s] = random.nextInt(rows.n()) * d;
        }
        PackedPoints points = PackedPoints.of(centres, k, d, rows.origin());
        parallel.ranges(
                batch,
                GRAIN,
                () -> {
                    PackedPoints.Search search = points.search();
                    return (from, to) -> search.nearest(rows.x(), offsets, from, to, nearest, lowest, second);
                },
                done -> {});
        double total = 0;
        double mass = 0;
        double[] sums = new double[k * d];
        double[] masses = new double[k];
        double[] x = rows.x();
        for (int s = 0; s < batch; s++) {
            int row = offsets[s] / d;
            double weight = rows.weight(row);
            total += weight * Math.max(0, lowest[s] + rows.norms()[row]);
            mass += weight;
            masses[nearest[s]] += weight;
            for (int j = 0, to = nearest[s] * d; j < d; j++) {
                sums[to + j] += weight * x[offsets[s] + j];
            }
        }
        for (int c = 0; c < k; c++) {
            if (masses[c] > 0) {
                // The same as a step of 1 / seen for each of the rows in turn.
                seen[c] += masses[c];
                for (int j = c * d; j < (c + 1) * d; j++) {
                    centres[j] += (sums[j] - masses[c] * centres[j]) / seen[c];
                }
            }
        }
        return mass > 0 ? total / mass : 0;
    }

    private void restartNeglected() {
        double least = NEGLECTED * Arrays.stream(seen).sum() / k;
        for (int c = 0; c < k; c++) {
            if (seen[c] < least) {
                int from = offsets[random.nextInt(batch)];
                if (rows.weight(from / d) > 0) {
                    System.arraycopy(rows.x(), from, centres, c * d, d);
                    seen[c] = least;
                }
            }
        }
    }
}
