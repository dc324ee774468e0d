// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.Arrays;
import org.tessera.numerics.dense.SquaredDistances;
import org.tessera.numerics.parallel.Parallel;

/**
 * For each centre the others by their distance to it: where a row is at most {@code u} from its centre, its nearest and
 * second nearest centre are within {@code 2 u + gap} of that centre, {@code gap} being the distance to the centre's own
 * nearest neighbour (Newling and Fleuret 2016, Fast k-means with accurate bounds, ICML, section 3.2: Exponion).
 */
final class Neighbours {
    /** For each centre the others, ascending: the distance as bits of a float, rounded down, above the number. */
    private final long[][] sorted;

    private Neighbours(long[][] sorted) {
        this.sorted = sorted;
    }

    static Neighbours of(double[] centres, int k, int d, Parallel parallel) {
        long[][] sorted = new long[k][];
        parallel.ranges(k, 8, (from, to) -> {
            for (int a = from; a < to; a++) {
                long[] others = new long[k - 1];
                int next = 0;
                for (int b = 0; b < k; b++) {
                    if (b != a) {
                        double distance = Math.sqrt(SquaredDistances.between(centres, a * d, centres, b * d, d));
                        float down = (float) Math.min(Float.MAX_VALUE, distance * (1 - 0x1p-22));
                        others[next++] = ((long) Float.floatToRawIntBits(down) << 32) | b;
                    }
                }
                Arrays.sort(others);
                sorted[a] = others;
            }
        });
        return new Neighbours(sorted);
    }

    /**
     * Finds the nearest and the second nearest centre of a row among those that come into question.
     *
     * @param radius within which of its centre they are
     * @param own squared distance to its centre
     * @param found receives the squared distances of the nearest and the second nearest
     * @return the nearest
     */
    int nearest(Rows rows, int row, double[] centres, int centre, double radius, double own, double[] found) {
        int best = centre;
        double lowest = own;
        double second = Double.MAX_VALUE;
        for (long other : sorted[centre]) {
            if (Float.intBitsToFloat((int) (other >>> 32)) > radius) {
                break;
            }
            double squared = rows.squaredDistance(row, centres, (int) other);
            if (squared < lowest) {
                second = lowest;
                lowest = squared;
                best = (int) other;
            } else if (squared < second) {
                second = squared;
            }
        }
        found[0] = lowest;
        found[1] = second;
        return best;
    }
}
