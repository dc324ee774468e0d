// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.Arrays;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.dense.SquaredDistances;

/**
 * The minimum spanning tree of rows under mutual reachability, the smallest eps at which two rows are core rows and
 * neighbours: it tells the clusters of every eps at once (Campello, Moulavi and Sander, Density-based clustering based on
 * hierarchical density estimates, PAKDD 2013). By the algorithm of Prim (1957) in {@code O(n²)} time and {@code O(n)}
 * memory, so for a few thousand rows.
 *
 * @param from one row of each edge
 * @param to the other row
 * @param squared weight of each edge, squared, in no order
 */
record ReachTree(int[] from, int[] to, double[] squared) {
    /**
     * @param x {@code n × d}, row-major
     * @param core squared distance of each row to the neighbour that makes it a core row
     */
    static ReachTree of(double[] x, int n, int d, double[] core, Progress progress) {
        int[] from = new int[n - 1];
        int[] to = new int[n - 1];
        double[] squared = new double[n - 1];
        int[] open = new int[n - 1];
        int[] nearest = new int[n - 1];
        double[] least = new double[n - 1];
        for (int i = 0; i < n - 1; i++) {
            open[i] = i + 1;
        }
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        int last = 0;
        for (int edge = 0; edge < n - 1; edge++) {
            if ((edge & 0xFF) == 0) {
                progress.report("suggesting eps", edge, n - 1);
            }
            int left = n - 1 - edge;
            int best = 0;
            for (int i = 0; i < left; i++) {
                int row = open[i];
                double weight = Math.max(core[last], core[row]);
                if (weight < least[i]) {
                    weight = Math.max(weight, SquaredDistances.between(x, last * d, x, row * d, d));
                    if (weight < least[i]) {
                        least[i] = weight;
                        nearest[i] = last;
                    }
                }
                if (least[i] < least[best]) {
                    best = i;
                }
            }
            from[edge] = nearest[best];
            to[edge] = open[best];
            squared[edge] = least[best];
            last = open[best];
            open[best] = open[left - 1];
            nearest[best] = nearest[left - 1];
            least[best] = least[left - 1];
        }
        return new ReachTree(from, to, squared);
    }
}
