// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The range of eps over which the number of large clusters stays the same for longest.
 *
 * @param clusters how many large clusters there are in it; 0 where there are never two of them
 * @param lower squared eps at which it begins
 * @param upper squared eps at which it ends, as their number changes
 */
record Persistence(int clusters, double lower, double upper) {
    /** Ranges begin at this share of the largest distance, squared: where rows are equal they would at 0. */
    private static final double FLOOR = 1e-6;

    /**
     * Follows the clusters as eps grows.
     *
     * @param core squared distance from which on each row is a core row
     * @param large from so many core rows on a cluster counts
     * @param fewest from so many core rows on, in all clusters, an eps counts
     */
    static Persistence of(ReachTree tree, double[] core, int large, int fewest) {
        int n = core.length;
        int[] rows = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> core[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] edges = IntStream.range(0, n - 1)
                .boxed()
                .sorted(Comparator.comparingDouble(edge -> tree.squared()[edge]))
                .mapToInt(Integer::intValue)
                .toArray();
        double floor = tree.squared()[edges[n - 2]] * FLOOR;
        DisjointSets sets = new DisjointSets(n);
        int[] sizes = new int[n];
        Persistence best = new Persistence(0, 0, 0);
        int count = 0;
        int before = 0;
        double since = 0;
        int row = 0;
        int edge = 0;
        while (row < n || edge < n - 1) {
            double now = Math.min(
                    row < n ? core[rows[row]] : Double.POSITIVE_INFINITY,
                    edge < n - 1 ? tree.squared()[edges[edge]] : Double.POSITIVE_INFINITY);
            for (; row < n && core[rows[row]] <= now; row++) {
                sizes[rows[row]] = 1;
                count += large == 1 ? 1 : 0;
            }
            for (; edge < n - 1 && tree.squared()[edges[edge]] <= now; edge++) {
                int a = sets.find(tree.from()[edges[edge]]);
                int b = sets.find(tree.to()[edges[edge]]);
                int sum = sizes[a] + sizes[b];
                count += (sum >= large ? 1 : 0) - (sizes[a] >= large ? 1 : 0) - (sizes[b] >= large ? 1 : 0);
                sets.join(a, b);
                sizes[sets.find(a)] = sum;
            }
            int counted = row < fewest ? 0 : count;
            if (counted != before) {
                if (before >= 2 && now > floor && now / Math.max(floor, since) > best.ratio(floor)) {
                    best = new Persistence(before, since, now);
                }
                before = counted;
                since = now;
            }
        }
        return best;
    }

    /** A squared eps within it: 0 is the lower end, 1 the upper one, in logarithms. */
    double at(double place) {
        return Math.pow(Math.max(lower, upper * FLOOR), 1 - place) * Math.pow(upper, place);
    }

    private double ratio(double floor) {
        return clusters == 0 ? 1 : upper / Math.max(floor, lower);
    }
}
