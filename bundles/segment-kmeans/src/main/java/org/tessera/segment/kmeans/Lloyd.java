// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.stream.IntStream;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.dense.SquaredDistances;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.segment.kmeans.KMeansSettings.Bounds;

/**
 * Lloyd's algorithm (Lloyd 1982, Least squares quantization in PCM): assign every row to its nearest centre, move every
 * centre to the mean of its rows, until nothing changes. One instance is one run.
 *
 * <p>Assignment is in {@link Assignment}. Sums are corrected from one iteration to the next; every now and then, and
 * where no row changes sides any more, they are added up afresh, as a far outlier that leaves a sum takes digits along.
 */
final class Lloyd {
    private static final int FRESH_SUMS_EVERY = 10;

    private final Rows rows;
    private final int k;
    private final Progress progress;
    private final Assignment assignment;
    private final double[] centres;

    /**
     * What a run found.
     *
     * @param centres {@code k × d}
     * @param labels nearest centre of each row
     * @param inertia sum of squared distances of the rows to their centres
     * @param iterations how often the centres were moved, or of how many batches they have learned
     * @param converged whether the centres came to rest before the limit
     */
    record Result(double[] centres, int[] labels, double inertia, int iterations, boolean converged) {}

    Lloyd(Rows rows, double[] initial, Bounds bounds, Parallel parallel, Progress progress) {
        this.rows = rows;
        this.k = initial.length / rows.d();
        this.progress = progress;
        this.centres = initial.clone();
        this.assignment = new Assignment(rows, k, bounds.chosenFor(rows.n(), rows.d(), k), parallel);
    }

    /**
     * Runs to the end.
     *
     * @param tolerance stops when the squared movements of all centres add up to at most this share of the variance
     */
    Result run(int iterations, double tolerance) {
        double rest = tolerance * rows.variance();
        int moved = 0;
        boolean converged = false;
        while (moved < iterations && !converged) {
            int changed = assign(moved, iterations);
            boolean unchanged = changed == 0 && moved > 0;
            if (unchanged || moved % FRESH_SUMS_EVERY == FRESH_SUMS_EVERY - 1) {
                assignment.sums().renew(assignment.labels());
            } else {
                assignment.sums().addChanges();
            }
            double movement = moveCentres(moved, iterations);
            moved++;
            // Fresh sums differ from corrected ones in the last digits, not by a movement.
            converged = movement <= (unchanged ? Math.max(rest, 1e-20 * rows.variance()) : rest);
        }
        assign(moved, iterations);
        return new Result(centres, assignment.labels(), assignment.inertia(centres), moved, converged);
    }

    private int assign(int iteration, int iterations) {
        return assignment.assign(centres, done -> report(iteration, done, iterations));
    }

    private void report(int iteration, int done, int iterations) {
        progress.report("iterations", (long) rows.n() * iteration + done, (long) rows.n() * (iterations + 1));
    }

    /** Moves every centre to the mean of its rows and returns the sum of the squared movements. */
    private double moveCentres(int iteration, int iterations) {
        double[] before = centres.clone();
        ClusterSums sums = assignment.sums();
        int[] empty = IntStream.range(0, k).filter(c -> sums.count(c) == 0).toArray();
        if (empty.length > 0) {
            fill(empty, () -> report(iteration, rows.n(), iterations));
        }
        for (int c = 0; c < k; c++) {
            if (sums.count(c) > 0) {
                sums.mean(c, centres);
            }
        }
        return SquaredDistances.between(centres, 0, before, 0, centres.length);
    }

    /**
     * A cluster that has lost all rows gets the row that is farthest from its centre, as scikit-learn does, unless it is
     * the only one of its cluster; none where all rows are on centres, as then there are fewer different rows than
     * clusters.
     */
    private void fill(int[] empty, Runnable watcher) {
        int d = rows.d();
        Farthest farthest = assignment.farthest(centres, done -> watcher.run());
        for (int c : empty) {
            watcher.run();
            int row = farthest.next();
            while (row >= 0 && assignment.alone(row)) {
                row = farthest.next();
            }
            if (row < 0) {
                return;
            }
            assignment.move(row, c);
            System.arraycopy(rows.x(), row * d, centres, c * d, d);
        }
    }
}
