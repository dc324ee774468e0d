// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import org.tessera.numerics.dense.PackedPoints;

/**
 * The centres of a model, in the order in which training compared rows with them, so that a row that is as near to one as
 * to another gets the same answer later.
 *
 * @param values {@code k × d}, row-major
 * @param origin see {@link PackedPoints}
 * @param number of the segment of each centre
 */
record Centres(double[] values, int k, int d, double[] origin, int[] number) {
    private static final int BLOCK = 1024;

    /** The segment of each of {@code n} rows. */
    int[] assign(double[] x, int n) {
        PackedPoints.Search search = PackedPoints.of(values, k, d, origin).search();
        int[] offsets = new int[BLOCK];
        int[] nearest = new int[BLOCK];
        double[] lowest = new double[BLOCK];
        double[] second = new double[BLOCK];
        int[] segments = new int[n];
        for (int from = 0; from < n; from += BLOCK) {
            int count = Math.min(BLOCK, n - from);
            for (int i = 0; i < count; i++) {
                offsets[i] = (from + i) * d;
            }
            search.nearest(x, offsets, 0, count, nearest, lowest, second);
            for (int i = 0; i < count; i++) {
                segments[from + i] = number[nearest[i]];
            }
        }
        return segments;
    }
}
