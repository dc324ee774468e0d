// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;

/**
 * Passes over the rows, block by block: what each component is responsible for, added up, and who is most likely where.
 * Sums are kept for each part of the rows and added in their order, so they are the same on any number of threads.
 */
final class Expectation {
    /** Room for the sums of many parts, in numbers: 32 MB. */
    private static final long ROOM = 4L << 20;

    /** Room for those of a few parts, which keep several threads at work: 512 MB. */
    private static final long MOST_ROOM = 64L << 20;

    private static final int MOST_PARTS = 64;
    private static final int FEW_PARTS = 16;

    private final double[] x;
    private final int n;
    private final int d;
    private final Parallel parallel;
    private final Runnable watcher;
    private final int[] labels;
    private List<Sums> parts = List.of();
    private int summed;
    private int labelled;

    /**
     * @param x {@code n × d}, row-major; only read
     * @param watcher called for each block by whoever works on it; throws to stop
     */
    Expectation(double[] x, int n, int d, Parallel parallel, Runnable watcher) {
        this.x = x;
        this.n = n;
        this.d = d;
        this.parallel = parallel;
        this.watcher = watcher;
        this.labels = new int[n];
        Arrays.fill(labels, -1);
    }

    /** The most likely component of each row as of the last pass. */
    int[] labels() {
        return labels;
    }

    /** Whether labels are of as many components as a mixture has: not where the last step of EM has left some out. */
    boolean labelled(Mixture mixture) {
        return labelled == mixture.k();
    }

    /** Sums under a mixture. */
    Sums sums(Mixture mixture) {
        int grain = grain(Sums.size(mixture.kind(), mixture.k(), d));
        int count = Parallel.rangeCount(n, grain);
        if (summed != mixture.k() || parts.size() != count) {
            summed = mixture.k();
            parts = new ArrayList<>();
            for (int part = 0; part < count; part++) {
                parts.add(new Sums(mixture.kind(), mixture.k(), d));
            }
        }
        parallel.ranges(n, grain, () -> adding(mixture, grain), finished -> {});
        labelled = mixture.k();
        Sums total = new Sums(mixture.kind(), mixture.k(), d);
        parts.forEach(total::add);
        return total;
    }

    /**
     * How many parts may have sums of their own: whatever the number of threads, so that results do not depend on it.
     *
     * @param size numbers of the sums of a part
     */
    static long parts(long size) {
        long few = Math.min(FEW_PARTS, MOST_ROOM / size);
        return Math.max(1, Math.max(few, Math.min(MOST_PARTS, ROOM / size)));
    }

    /** Rows of a part: whole blocks, few enough parts to leave room for their sums. */
    private int grain(long size) {
        long count = parts(size);
        long blocks = Parallel.rangeCount(n, Densities.BLOCK);
        return (int) Math.max(1, (blocks + count - 1) / count) * Densities.BLOCK;
    }

    private RangeBody adding(Mixture mixture, int grain) {
        Densities densities = new Densities(mixture);
        double[] scratch = new double[Densities.BLOCK * d];
        int k = mixture.k();
        return (first, last) -> {
            Sums sums = parts.get(first / grain);
            sums.clear();
            for (int from = first; from < last; from += Densities.BLOCK) {
                watcher.run();
                int to = Math.min(last, from + Densities.BLOCK);
                densities.evaluate(x, from, to, labels);
                double logLikelihood = 0;
                for (int i = from; i < to; i++) {
                    logLikelihood += densities.normalise(i - from);
                    labels[i] = densities.likeliest(i - from);
                }
                sums.addLogLikelihood(logLikelihood);
                for (int c = 0; c < k; c++) {
                    sums.addRows(x, from, to, mixture.means(), c, densities.logs(), scratch);
                }
            }
        };
    }

    /**
     * Who is most likely where, without sums; {@link #labels()} has it then.
     *
     * @param strengths receives the probability of the most likely component of each row
     * @return the sum of the log densities of the rows
     */
    double assign(Mixture mixture, double[] strengths) {
        int grain = 8 * Densities.BLOCK;
        double[] logLikelihoods = new double[Parallel.rangeCount(n, grain)];
        parallel.ranges(
                n,
                grain,
                () -> {
                    Densities densities = new Densities(mixture);
                    return (first, last) -> {
                        double sum = 0;
                        for (int from = first; from < last; from += Densities.BLOCK) {
                            watcher.run();
                            int to = Math.min(last, from + Densities.BLOCK);
                            densities.evaluate(x, from, to, labels);
                            for (int i = from; i < to; i++) {
                                sum += densities.normalise(i - from);
                                labels[i] = densities.likeliest(i - from);
                                strengths[i] = densities.logs()[(i - from) * mixture.k() + labels[i]];
                            }
                        }
                        logLikelihoods[first / grain] = sum;
                    };
                },
                finished -> {});
        labelled = mixture.k();
        return Arrays.stream(logLikelihoods).sum();
    }
}
