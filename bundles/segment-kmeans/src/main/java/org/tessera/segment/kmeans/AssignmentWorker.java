// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import org.tessera.numerics.dense.PackedPoints;
import org.tessera.numerics.parallel.RangeBody;

/** One thread's work on an {@link Assignment}, chunk by chunk. Rows that have to be compared are collected to blocks. */
final class AssignmentWorker implements RangeBody {
    private static final int BLOCK = 1024;
    /** Bounds are kept as floats: outward by more than half a unit in the last place. */
    private static final double UP = 1 + 0x1p-23;

    private static final double DOWN = 1 - 0x1p-23;

    private final Assignment assignment;
    private final Rows rows;
    private final int d;
    private final int[] labels;
    private final float[] upper;
    private final float[] lower;
    private final Step step;
    private final boolean useBounds;
    private final boolean tighten;
    /** Between squared distances of different sides of a bound, so that scores would not say otherwise. */
    private final double slack;
    /** Rounding of the norm of a row, as a share of it. */
    private final double normError;

    private final PackedPoints.Search search;
    private final int[] ids = new int[2 * BLOCK];
    private final int[] offsets = new int[2 * BLOCK];
    private final double[] others = new double[2 * BLOCK];
    private final int[] nearest = new int[2 * BLOCK];
    private final double[] lowest = new double[2 * BLOCK];
    private final double[] second = new double[2 * BLOCK];
    private final double[] found = new double[2];
    private int waiting;
    private int doubtful;
    private int cleared;

    /**
     * @param useBounds whether rows have bounds from before
     * @param tighten whether to compute the distance to its own centre before a row is compared with all
     */
    AssignmentWorker(Assignment assignment, Step step, boolean useBounds, boolean tighten) {
        this.assignment = assignment;
        this.rows = assignment.rows();
        this.d = rows.d();
        this.labels = assignment.labels();
        this.upper = assignment.upper();
        this.lower = assignment.lower();
        this.step = step;
        this.useBounds = useBounds;
        this.tighten = tighten;
        this.slack = 4 * step.scoreError();
        this.normError = 2 * (d + 4) * 0x1p-53;
        this.search = step.points().search();
    }

    @Override
    public void run(int from, int to) {
        ClusterSums.Part part = assignment.sums().chunk(from);
        part.clear();
        doubtful = 0;
        cleared = 0;
        waiting = 0;
        for (int block = from; block < to; block += BLOCK) {
            if (waiting > BLOCK) {
                compare(part);
            }
            int end = Math.min(to, block + BLOCK);
            if (useBounds) {
                moveBounds(block, end, part);
            } else {
                for (int i = block; i < end; i++) {
                    await(i, 0);
                }
            }
        }
        compare(part);
        if (useBounds) {
            assignment.count(from, doubtful, cleared);
        }
    }

    private void await(int row, double lowerBound) {
        ids[waiting] = row;
        offsets[waiting] = row * d;
        nearest[waiting] = labels[row];
        others[waiting] = lowerBound;
        waiting++;
    }

    /** Moves the bounds along with the centres, and collects the rows whose nearest centre may be another now. */
    private void moveBounds(int from, int to, ClusterSums.Part part) {
        double[] movement = step.movement();
        double[] gap = step.gap();
        int most = step.most();
        double largest = step.largest()[0];
        double nextLargest = step.largest()[1];
        for (int i = from; i < to; i++) {
            int label = labels[i];
            double u = upper[i] + movement[label];
            double l = lower[i] - (label == most ? nextLargest : largest);
            if (!certain(u, Math.max(l, gap[label] - u))) {
                doubtful++;
                if (!tighten) {
                    await(i, l);
                    continue;
                }
                double own = rows.squaredDistance(i, step.centres(), label);
                u = UP * Math.sqrt(own);
                if (!certain(u, Math.max(l, gap[label] - u))) {
                    if (step.neighbours().isEmpty() || !amongNeighbours(i, label, u, own, part)) {
                        await(i, l);
                    }
                    continue;
                }
                cleared++;
            }
            upper[i] = up(u);
            lower[i] = down(l);
        }
    }

    private boolean certain(double u, double nearestOther) {
        return nearestOther > 0 && u * u + slack < nearestOther * nearestOther;
    }

    /** Returns false where two centres are so close that scores have to decide. */
    private boolean amongNeighbours(int row, int label, double u, double own, ClusterSums.Part part) {
        double radius = 2 * u + UP * step.gap()[label];
        int now = step.neighbours().orElseThrow().nearest(rows, row, step.centres(), label, radius, own, found);
        if (found[0] + slack >= found[1] * DOWN) {
            return false;
        }
        if (now != label) {
            labels[row] = now;
            assignment.sums().change(part, row, label, now);
        }
        upper[row] = up(UP * Math.sqrt(found[0]));
        lower[row] = down(DOWN * Math.sqrt(found[1]));
        return true;
    }

    /** Compares the rows that wait with all centres. */
    private void compare(ClusterSums.Part part) {
        search.nearest(rows.x(), offsets, 0, waiting, nearest, lowest, second);
        for (int s = 0; s < waiting; s++) {
            int row = ids[s];
            int label = labels[row];
            int now = nearest[s];
            if (now != label) {
                labels[row] = now;
                assignment.sums().change(part, row, label, now);
            }
            if (assignment.bounded()) {
                bound(row, s, now == label);
            }
        }
        waiting = 0;
    }

    private void bound(int row, int s, boolean stayed) {
        double norm = rows.norms()[row];
        double error = step.scoreError() + normError * norm;
        double u = UP * Math.sqrt(Math.max(0, lowest[s] + norm) + error);
        upper[row] = up(u);
        lower[row] = down(DOWN * Math.sqrt(Math.max(0, second[s] + norm - error)));
        if (useBounds && !tighten && stayed && certain(u, Math.max(others[s], step.gap()[labels[row]] - u))) {
            cleared++;
        }
    }

    private static float up(double value) {
        return (float) Math.min(value * UP, Float.MAX_VALUE) + Float.MIN_VALUE;
    }

    private static float down(double value) {
        return (float) Math.min(Math.max(0, value * DOWN), Float.MAX_VALUE);
    }
}
