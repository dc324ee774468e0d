// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.clusters.DistinctRows;
import org.tessera.numerics.dense.SquaredDistances;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * Where to cut a tree when nobody says, and why. Cuts whose smallest group has at least 1 % of the rows come first. Of
 * Ward, average and complete linkage the cut of the highest mean silhouette (Rousseeuw 1987) on a sample is taken; where
 * that is .5 or less, a weak structure (Kaufman and Rousseeuw 1990, table 2.4), the largest k that comes near it, as two
 * halves of a continuum say the least. Single linkage finds groups of any shape, which a silhouette does not understand:
 * there it is the cut with the largest factor between the heights of the merges above and below it.
 *
 * @param text in words
 */
record CutChoice(int k, String text) {
    private static final int SAMPLE = 2_000;
    private static final double SMALLEST = 0.01;
    private static final double WEAK = 0.5;
    private static final double NEAR = 0.85;

    /** How one cut did. */
    private record Trial(int k, double score, double smallest) {}

    static CutChoice choose(
            MergeTree tree,
            DistinctRows rows,
            HierarchicalSettings settings,
            Parallel parallel,
            RandomStream random,
            Progress progress) {
        int most = Math.min(settings.kmax(), rows.count() - 1);
        int fewest = Math.min(settings.kmin(), most);
        if (fewest < 2) {
            return new CutChoice(1, "k = 1, as there are only " + rows.count() + " different rows");
        }
        boolean single = settings.linkage() == Linkage.SINGLE;
        int n = rows.of().length;
        int[] sample = random.sample(n, Math.min(n, SAMPLE));
        for (int i = 0; i < sample.length; i++) {
            sample[i] = rows.of()[sample[i]];
        }
        float[] distances = single ? new float[0] : distances(rows, sample, parallel);
        List<Trial> trials = new ArrayList<>();
        for (int k = fewest; k <= most; k++) {
            progress.report("choosing k", k - fewest, most - fewest + 1L);
            int[] cut = tree.cut(k);
            double score = single ? gap(tree, k) : silhouette(distances, sample, cut, k, parallel);
            trials.add(new Trial(k, score, smallest(cut, rows.weights(), k)));
        }
        boolean balanced = trials.stream().anyMatch(trial -> trial.smallest() >= SMALLEST);
        Trial best = best(
                trials.stream()
                        .filter(trial -> !balanced || trial.smallest() >= SMALLEST)
                        .toList(),
                single);
        String by = single
                ? "the next merge is %.2f times as high as the last one"
                : "silhouette %.3f" + (sample.length < n ? " on " + sample.length + " rows" : "");
        return new CutChoice(
                best.k(),
                String.format(
                        Locale.ROOT,
                        "k = %d chosen out of %d to %d: " + by + ", smallest segment %.1f %%",
                        best.k(),
                        fewest,
                        most,
                        best.score(),
                        100 * best.smallest()));
    }

    private static Trial best(List<Trial> trials, boolean single) {
        double highest = trials.stream().mapToDouble(Trial::score).max().orElseThrow();
        // Of equal ones the smallest k, but of a continuum the largest.
        Comparator<Trial> preference = single || highest > WEAK
                ? Comparator.comparingDouble(Trial::score)
                        .thenComparing(Comparator.comparingInt(Trial::k).reversed())
                : Comparator.comparing((Trial trial) -> trial.score() >= NEAR * highest)
                        .thenComparingInt(Trial::k);
        return trials.stream().max(preference).orElseThrow();
    }

    private static double gap(MergeTree tree, int k) {
        int next = tree.leaves() - k;
        double[] heights = tree.heights();
        return heights[next] / heights[next - 1];
    }

    private static double smallest(int[] cut, int[] weights, int k) {
        long[] sizes = new long[k];
        for (int i = 0; i < cut.length; i++) {
            sizes[cut[i]] += weights[i];
        }
        return Arrays.stream(sizes).min().orElse(0)
                / (double) Arrays.stream(sizes).sum();
    }

    private static float[] distances(DistinctRows rows, int[] sample, Parallel parallel) {
        int n = sample.length;
        int d = rows.d();
        float[] distances = new float[n * n];
        parallel.ranges(n, 16, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int j = 0; j < n; j++) {
                    distances[i * n + j] = (float)
                            Math.sqrt(SquaredDistances.between(rows.x(), sample[i] * d, rows.x(), sample[j] * d, d));
                }
            }
        });
        return distances;
    }

    /** Mean silhouette of the sample; 0 for a row that is alone in its group. */
    private static double silhouette(float[] distances, int[] sample, int[] cut, int k, Parallel parallel) {
        int n = sample.length;
        int[] sizes = new int[k];
        for (int row : sample) {
            sizes[cut[row]]++;
        }
        double[] scores = new double[n];
        parallel.ranges(n, 64, (from, to) -> {
            double[] sums = new double[k];
            for (int i = from; i < to; i++) {
                Arrays.fill(sums, 0);
                for (int j = 0; j < n; j++) {
                    sums[cut[sample[j]]] += distances[i * n + j];
                }
                int own = cut[sample[i]];
                if (sizes[own] < 2) {
                    continue;
                }
                double inside = sums[own] / (sizes[own] - 1);
                double outside = Double.POSITIVE_INFINITY;
                for (int c = 0; c < k; c++) {
                    if (c != own && sizes[c] > 0) {
                        outside = Math.min(outside, sums[c] / sizes[c]);
                    }
                }
                double larger = Math.max(inside, outside);
                scores[i] = larger > 0 && outside < Double.POSITIVE_INFINITY ? (outside - inside) / larger : 0;
            }
        });
        return Arrays.stream(scores).sum() / n;
    }
}
