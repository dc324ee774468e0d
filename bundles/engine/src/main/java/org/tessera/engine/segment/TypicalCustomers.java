// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The rows of each segment that are nearest to its mean, in the space the algorithm saw: the nearest first, of equally
 * near ones the lower row. Time O(rows × dimensions).
 */
final class TypicalCustomers {
    static final int MOST = 3;

    private record Near(int row, double squared) {
        static final Comparator<Near> ORDER =
                Comparator.comparingDouble(Near::squared).thenComparingInt(Near::row);
    }

    private TypicalCustomers() {}

    /**
     * @param embedding row-major {@code rows × dimensions}
     * @return rows by number of the segment in the cohorts; none for noise, which has no centre
     */
    static List<int[]> of(double[] embedding, int dimensions, Cohorts cohorts) {
        List<int[]> typical = new ArrayList<>();
        for (int segment = 0; segment < cohorts.count(); segment++) {
            typical.add(cohorts.isNoise(segment) ? new int[0] : nearest(embedding, dimensions, cohorts, segment));
        }
        return typical;
    }

    private static int[] nearest(double[] embedding, int dimensions, Cohorts cohorts, int segment) {
        int from = cohorts.starts()[segment];
        int to = cohorts.starts()[segment + 1];
        double[] centre = new double[dimensions];
        for (int k = from; k < to; k++) {
            int at = cohorts.rows()[k] * dimensions;
            for (int j = 0; j < dimensions; j++) {
                centre[j] += embedding[at + j] / (to - from);
            }
        }
        PriorityQueue<Near> best = new PriorityQueue<>(Near.ORDER.reversed());
        for (int k = from; k < to; k++) {
            int row = cohorts.rows()[k];
            double squared = 0;
            for (int j = 0; j < dimensions; j++) {
                double difference = embedding[row * dimensions + j] - centre[j];
                squared += difference * difference;
            }
            best.add(new Near(row, squared));
            if (best.size() > MOST) {
                best.remove();
            }
        }
        return best.stream().sorted(Near.ORDER).mapToInt(Near::row).toArray();
    }
}
