// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.Arrays;
import java.util.Locale;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.neighbours.KdTree;
import org.tessera.numerics.neighbours.NeighbourSearch;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * An eps suggested for rows. Eps follows from the range over which the number of large clusters stays the same for
 * longest, in logarithms, taken near its upper end, where fewest rows are noise. Where there are never two of them it is
 * the knee of the k-distance curve (Satopaa, Albrecht, Irwin and Raghavan, Finding a "kneedle" in a haystack, ICDCS
 * workshops 2011). Of many rows a sample is looked at, and its eps carried over to the same place of their own curve.
 *
 * @param curve distances of rows to the neighbour that makes them core rows
 * @param text how it was found, for a person
 */
record EpsChoice(double eps, DistanceCurve curve, String text) {
    /** Share of the rows from which on a cluster counts. */
    private static final double LARGE = 0.02;

    /** An eps at which fewer rows are core rows is too small to be suggested. */
    private static final double CORE = 0.7;

    /** How far towards the upper end, in logarithms. */
    private static final double PLACE = 0.9;

    /** Few, as each can take long where minPts is large. */
    private static final int GRAIN = 16;

    private static final int LARGEST_SAMPLE = 8192;
    private static final int SMALLEST_SAMPLE = 2048;

    /** Differences of coordinates that a spanning tree may take. */
    private static final double BUDGET = 6e8;

    /**
     * @param x {@code n × d}, row-major, at least two rows
     */
    static EpsChoice of(
            double[] x, int n, int d, int minPts, Parallel parallel, RandomStream random, Progress progress) {
        int m = Math.min(n, Math.max(SMALLEST_SAMPLE, (int) Math.min(LARGEST_SAMPLE, Math.sqrt(BUDGET / d))));
        progress.report("measuring densities", 0, m);
        double[] sample = x;
        if (m < n) {
            int[] rows = random.sample(n, m);
            sample = new double[m * d];
            for (int i = 0; i < m; i++) {
                System.arraycopy(x, rows[i] * d, sample, i * d, d);
            }
        }
        double[] core = KdTree.of(sample, m, d, parallel)
                .kthSquared(minPts, parallel, done -> progress.report("measuring densities", done, m));
        ReachTree tree = ReachTree.of(sample, m, d, core, progress);
        int large = Math.max(minPts, (int) Math.ceil(LARGE * m));
        Persistence longest = Persistence.of(tree, core, large, (int) Math.ceil(CORE * m));
        double[] curve = ascending(core);
        double eps;
        String text;
        if (longest.clusters() > 0) {
            eps = Math.sqrt(longest.at(PLACE));
            text = String.format(
                    Locale.ROOT,
                    "from %.4g to %.4g there are %d clusters of at least %d %% of the rows, the longest such range",
                    Math.sqrt(longest.lower()),
                    Math.sqrt(longest.upper()),
                    longest.clusters(),
                    Math.round(100 * LARGE));
        } else {
            eps = knee(curve);
            text = "the knee of the k-distance curve, as there are never two large clusters";
        }
        if (m < n) {
            double[] whole = ascending(distances(KdTree.of(x, n, d, parallel), sample, m, minPts, parallel, progress));
            eps = carriedOver(eps, curve, whole);
            curve = whole;
            text += String.format(Locale.ROOT, ", in a sample of %d rows; carried over to all of them", m);
        }
        return new EpsChoice(eps, DistanceCurve.of(curve), String.format(Locale.ROOT, "eps = %.4g: %s", eps, text));
    }

    /** Squared distances of some rows to the k-th nearest of all. */
    private static double[] distances(
            KdTree tree, double[] sample, int m, int k, Parallel parallel, Progress progress) {
        double[] squared = new double[m];
        int d = tree.dimensions();
        parallel.ranges(
                m,
                GRAIN,
                () -> {
                    NeighbourSearch search = tree.search();
                    return (from, to) -> {
                        for (int i = from; i < to; i++) {
                            squared[i] = search.kthSquared(sample, i * d, k);
                        }
                    };
                },
                finished -> progress.report("measuring all densities", finished, m));
        return squared;
    }

    private static double[] ascending(double[] squared) {
        return Arrays.stream(squared).sorted().map(Math::sqrt).toArray();
    }

    /**
     * The value of the curve where it is farthest below the straight line between its ends; where that is 0, half of the
     * smallest value that is not.
     */
    static double knee(double[] curve) {
        int last = curve.length - 1;
        int knee = last;
        double farthest = 0;
        for (int i = 0; i <= last; i++) {
            double below = (double) i / last - (curve[i] - curve[0]) / (curve[last] - curve[0]);
            if (below > farthest) {
                farthest = below;
                knee = i;
            }
        }
        if (curve[knee] > 0) {
            return curve[knee];
        }
        return Arrays.stream(curve).filter(distance -> distance > 0).findFirst().orElse(1) / 2;
    }

    /** Both curves at the same rank tell how much nearer neighbours are among all rows than in the sample. */
    private static double carriedOver(double eps, double[] sample, double[] all) {
        int rank = Arrays.binarySearch(sample, eps);
        int at = Math.min(rank < 0 ? -rank - 1 : rank, (int) (0.95 * sample.length));
        return sample[at] > 0 && all[at] > 0 ? eps * all[at] / sample[at] : eps;
    }
}
