// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.Locale;
import org.tessera.api.segment.Figure;

/**
 * Distances of rows to their k-th nearest row in ascending order, as few points as a picture needs.
 *
 * @param ranks share of the rows that are at most so far from theirs, 0..1, ascending
 * @param distances of as many rows
 */
record DistanceCurve(double[] ranks, double[] distances) {
    private static final int POINTS = 200;

    /**
     * @param sorted ascending, at least one
     */
    static DistanceCurve of(double[] sorted) {
        int points = Math.min(POINTS, sorted.length);
        double[] ranks = new double[points];
        double[] distances = new double[points];
        for (int i = 0; i < points; i++) {
            int at = points == 1 ? 0 : (int) ((long) i * (sorted.length - 1) / (points - 1));
            ranks[i] = (at + 1.0) / sorted.length;
            distances[i] = sorted[at];
        }
        return new DistanceCurve(ranks, distances);
    }

    Figure.Curve figure(int minPts, double eps) {
        return new Figure.Curve(
                "Distance to the " + (minPts - 1) + ". nearest neighbour",
                "share of rows",
                "distance",
                ranks.clone(),
                distances.clone(),
                eps,
                String.format(Locale.ROOT, "eps = %.4g", eps));
    }
}
