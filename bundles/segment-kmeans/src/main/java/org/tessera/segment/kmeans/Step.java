// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.Arrays;
import java.util.Optional;
import org.tessera.numerics.dense.PackedPoints;
import org.tessera.numerics.dense.SquaredDistances;
import org.tessera.numerics.parallel.Parallel;

/**
 * Where the centres stand, and how they got there since the last assignment. Distances are rounded to the safe side.
 *
 * @param points the centres, packed
 * @param movement of each centre
 * @param most the centre that moved most
 * @param largest movement of that one, and the largest of the others
 * @param gap distance of each centre to the nearest other one, or 0 where that would cost more than it saves
 * @param scoreError how far a score may be from the truth through rounding
 * @param neighbours for Exponion's bounds
 */
record Step(
        double[] centres,
        PackedPoints points,
        double[] movement,
        int most,
        double[] largest,
        double[] gap,
        double scoreError,
        Optional<Neighbours> neighbours) {
    private static final double UP = 1 + 0x1p-40;
    private static final double DOWN = 1 - 0x1p-40;
    /** Distances between all centres, for each row at most so many. */
    private static final int GAPS_PER_ROW = 4;

    /** The first assignment, or one that keeps no bounds. */
    static Step plain(double[] centres, int k, Rows rows) {
        PackedPoints points = PackedPoints.of(centres, k, rows.d(), rows.origin());
        return new Step(
                centres,
                points,
                new double[k],
                0,
                new double[2],
                new double[k],
                points.scoreError(rows.extent()),
                Optional.empty());
    }

    static Step from(double[] previous, double[] centres, int k, Rows rows, boolean exponion, Parallel parallel) {
        Step plain = plain(centres, k, rows);
        int d = rows.d();
        int most = 0;
        double[] largest = plain.largest;
        double[] movement = plain.movement;
        for (int c = 0; c < k; c++) {
            movement[c] = UP * Math.sqrt(SquaredDistances.between(centres, c * d, previous, c * d, d));
            if (movement[c] > largest[0]) {
                largest[1] = largest[0];
                largest[0] = movement[c];
                most = c;
            } else {
                largest[1] = Math.max(largest[1], movement[c]);
            }
        }
        if (exponion || (long) k * k <= (long) GAPS_PER_ROW * rows.n()) {
            gaps(centres, k, d, plain.gap, parallel);
        }
        return new Step(
                centres,
                plain.points,
                movement,
                most,
                largest,
                plain.gap,
                plain.scoreError,
                exponion ? Optional.of(Neighbours.of(centres, k, d, parallel)) : Optional.empty());
    }

    private static void gaps(double[] centres, int k, int d, double[] gap, Parallel parallel) {
        Arrays.fill(gap, Double.MAX_VALUE);
        parallel.ranges(k, 16, (from, to) -> {
            for (int a = from; a < to; a++) {
                double least = Double.MAX_VALUE;
                for (int b = 0; b < k; b++) {
                    if (b != a) {
                        least = Math.min(least, SquaredDistances.between(centres, a * d, centres, b * d, d));
                    }
                }
                gap[a] = least == Double.MAX_VALUE ? least : DOWN * Math.sqrt(least);
            }
        });
    }
}
