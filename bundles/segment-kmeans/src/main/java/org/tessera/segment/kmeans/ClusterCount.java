// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.clusters.Agreement;
import org.tessera.numerics.dense.SquaredDistances;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * The number of clusters and why. On a sample of the rows that weigh anything every k from kmin to kmax is tried, and the one of the highest
 * silhouette (Rousseeuw 1987) is taken among those that are stable and balanced: two clusterings of random halves agree
 * on the whole sample (adjusted Rand index of at least .8; Lange, Roth, Braun and Buhmann 2004 judge a k by such
 * agreement), and the smallest cluster has at least 1 % of the rows. Where no k is both, balance alone counts, and where
 * none is balanced, the silhouette alone. Customers often form a continuum, in which two halves have the highest
 * silhouette and say the least: where the highest is .5 or less, a weak structure (Kaufman and Rousseeuw 1990, table
 * 2.4), the largest k is taken whose silhouette comes near it.
 *
 * @param text in words
 */
record ClusterCount(int k, String text) {
    private static final int SAMPLE = 2_000;
    private static final double STABLE = 0.8;
    private static final double SMALLEST = 0.01;
    private static final double WEAK = 0.5;
    private static final double NEAR = 0.85;

    /** How one number of clusters did. */
    private record Trial(int k, double silhouette, double stability, double smallest) {}

    static ClusterCount choose(
            Rows rows, KMeansSettings settings, Parallel parallel, RandomStream random, Progress progress) {
        int counting = rows.weighty().length;
        Rows sample = rows.sample(SAMPLE, random.part(0));
        int n = sample.n();
        int most = Math.min(settings.kmax(), n - 1);
        int fewest = Math.min(settings.kmin(), most);
        if (fewest < 2) {
            return new ClusterCount(
                    1,
                    "k = 1, as there are only " + counting + " rows"
                            + (counting < rows.n() ? " that weigh anything" : ""));
        }
        float[] distances = distances(sample, parallel);
        List<Trial> trials = new ArrayList<>();
        for (int k = fewest; k <= most; k++) {
            progress.report("choosing k", k - fewest, most - fewest + 1);
            Progress watched = watched(progress, k - fewest, most - fewest + 1);
            RandomStream stream = random.part(k);
            Lloyd.Result result = KMeansRun.best(sample, k, settings, parallel, stream.part(0), watched);
            if (result.centres().length < k * sample.d()) {
                break;
            }
            int[] labels = result.labels();
            trials.add(new Trial(
                    k,
                    silhouette(distances, labels, k, parallel),
                    stability(sample, k, settings, parallel, stream.part(1), watched),
                    smallest(labels, k)));
        }
        return pick(trials, counting, n, fewest, most);
    }

    private static Progress watched(Progress progress, int done, int total) {
        return (phase, inner, innerTotal) -> progress.report("choosing k", done, total);
    }

    private static ClusterCount pick(List<Trial> trials, int rows, int sample, int fewest, int most) {
        if (trials.isEmpty()) {
            return new ClusterCount(1, "k = 1, as too few rows are different");
        }
        Predicate<Trial> balanced = trial -> trial.smallest() >= SMALLEST;
        Predicate<Trial> stable = trial -> trial.stability() >= STABLE;
        for (Predicate<Trial> wanted : List.of(balanced.and(stable), balanced, (Predicate<Trial>) trial -> true)) {
            @Nullable Trial best = best(trials.stream().filter(wanted).toList());
            if (best != null) {
                return new ClusterCount(
                        best.k(),
                        String.format(
                                Locale.ROOT,
                                "k = %d chosen out of %d to %d%s: silhouette %.3f, agreement of halves %.2f, smallest"
                                        + " segment %.1f %%",
                                best.k(),
                                fewest,
                                most,
                                sample < rows ? " on a sample of " + sample + " rows" : "",
                                best.silhouette(),
                                best.stability(),
                                100 * best.smallest()));
            }
        }
        throw new AssertionError("the last condition accepts every trial");
    }

    private static @Nullable Trial best(List<Trial> trials) {
        double highest = trials.stream().mapToDouble(Trial::silhouette).max().orElse(Double.NaN);
        Comparator<Trial> preference = highest > WEAK
                // Of equal ones the smallest k.
                ? Comparator.comparingDouble(Trial::silhouette)
                        .thenComparing(Comparator.comparingInt(Trial::k).reversed())
                : Comparator.comparing((Trial trial) -> trial.silhouette() >= NEAR * highest)
                        .thenComparingInt(Trial::k);
        return trials.stream().max(preference).orElse(null);
    }

    private static float[] distances(Rows rows, Parallel parallel) {
        int n = rows.n();
        float[] distances = new float[n * n];
        parallel.ranges(n, 16, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int j = 0; j < n; j++) {
                    distances[i * n + j] = (float) Math.sqrt(
                            SquaredDistances.between(rows.x(), i * rows.d(), rows.x(), j * rows.d(), rows.d()));
                }
            }
        });
        return distances;
    }

    /** Mean silhouette of all rows; 0 for a row that is alone in its cluster, and where there is no other cluster. */
    static double silhouette(float[] distances, int[] labels, int k, Parallel parallel) {
        int n = labels.length;
        int[] sizes = new int[k];
        for (int label : labels) {
            sizes[label]++;
        }
        double[] scores = new double[n];
        parallel.ranges(n, 64, (from, to) -> {
            double[] sums = new double[k];
            for (int i = from; i < to; i++) {
                Arrays.fill(sums, 0);
                for (int j = 0; j < n; j++) {
                    sums[labels[j]] += distances[i * n + j];
                }
                int own = labels[i];
                if (sizes[own] < 2) {
                    continue;
                }
                double inside = sums[own] / (sizes[own] - 1);
                double outside = Double.MAX_VALUE;
                for (int c = 0; c < k; c++) {
                    if (c != own && sizes[c] > 0) {
                        outside = Math.min(outside, sums[c] / sizes[c]);
                    }
                }
                double larger = Math.max(inside, outside);
                scores[i] = larger > 0 && outside < Double.MAX_VALUE ? (outside - inside) / larger : 0;
            }
        });
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        return sum / n;
    }

    /** How much two clusterings, each learned from a random half of the rows, agree on all of them. */
    private static double stability(
            Rows rows, int k, KMeansSettings settings, Parallel parallel, RandomStream random, Progress progress) {
        int n = rows.n();
        if (n < 4 * k) {
            return 0;
        }
        int[] order = random.part(0).permutation(n);
        int[][] labels = new int[2][];
        for (int half = 0; half < 2; half++) {
            Rows part = rows.subset(Arrays.copyOfRange(order, half * (n / 2), (half + 1) * (n / 2)));
            double[] centres = KMeansRun.best(part, k, settings, parallel, random.part(1 + half), progress)
                    .centres();
            int found = centres.length / rows.d();
            labels[half] = new Centres(
                            centres,
                            found,
                            rows.d(),
                            rows.origin(),
                            IntStream.range(0, found).toArray())
                    .assign(rows.x(), n);
        }
        return Agreement.of(labels[0], labels[1]).adjustedRand();
    }

    private static double smallest(int[] labels, int k) {
        int[] sizes = new int[k];
        for (int label : labels) {
            sizes[label]++;
        }
        return (double) Arrays.stream(sizes).min().orElse(0) / labels.length;
    }
}
