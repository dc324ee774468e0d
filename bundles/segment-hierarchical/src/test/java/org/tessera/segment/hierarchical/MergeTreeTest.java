// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.clusters.DistinctRows;
import org.tessera.numerics.parallel.Parallel;

/** Against merging the two nearest of all groups, compared row by row, as plainly as can be. */
class MergeTreeTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyLinkageIsThePlainOne(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int d = 1 + random.nextInt(6);
        int n = 2 + random.nextInt(150);
        double[] x = random(random, n, d);
        for (Linkage linkage : Linkage.values()) {
            MergeTree tree = tree(x, n, d, linkage);
            double[] heights = tree.heights();
            assertThat(heights).hasSize(n - 1).isSorted();
            List<int[]> cuts = new ArrayList<>();
            assertThat(heights).as("%s", linkage).containsExactly(plain(x, n, d, linkage, cuts), within(1e-9));
            for (int k = 1; k <= n; k++) {
                int[] cut = tree.cut(k);
                assertThat(Arrays.stream(cut).distinct().count()).isEqualTo(k);
                assertThat(cut).as("%s, k %d", linkage, k).isEqualTo(cuts.get(n - k));
                assertThat(tree.groupsAt(k == 1 ? heights[n - 2] : tree.between(k)))
                        .isEqualTo(k);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void heightsAscendAndCutsAreExactOnManyTies(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 600;
        double[] x = random.ints(2L * n, 0, 25).asDoubleStream().toArray();
        DistinctRows rows = DistinctRows.of(x, 2, IntStream.range(0, n).toArray());
        assertThat(rows.count()).isLessThan(n);
        for (Linkage linkage : Linkage.values()) {
            MergeTree tree = MergeTree.of(rows.count(), merges(rows, linkage, Parallel.sequential()));
            assertThat(tree.heights()).hasSize(rows.count() - 1).isSorted();
            for (int k : new int[] {1, 2, 17, rows.count() - 1, rows.count()}) {
                assertThat(Arrays.stream(tree.cut(k)).distinct().count()).isEqualTo(k);
            }
        }
    }

    /** More rows than fit two blocks, so that boxes, rebuilding and pairs of groups are at work. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void wardFromSizesAndMeansIsThatOfPairs(long seed) {
        int n = 700;
        int d = 40;
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = random(random, n, d);
        for (Linkage linkage : Linkage.values()) {
            assertThat(tree(x, n, d, linkage).heights())
                    .as("%s", linkage)
                    .containsExactly(plain(x, n, d, linkage, new ArrayList<>()), within(1e-9));
        }
    }

    private static double[] random(SplittableRandom random, int n, int d) {
        double spread = random.nextDouble(4);
        double[] x = new double[n * d];
        for (int i = 0; i < n; i++) {
            int group = random.nextInt(5);
            for (int j = 0; j < d; j++) {
                x[i * d + j] = (group * 7 + j * 3) % 5 + spread * (random.nextDouble() + random.nextDouble() - 1);
            }
        }
        return x;
    }

    private static MergeTree tree(double[] x, int n, int d, Linkage linkage) {
        DistinctRows rows = DistinctRows.of(x, d, IntStream.range(0, n).toArray());
        return MergeTree.of(n, merges(rows, linkage, Parallel.sequential()));
    }

    static Merges merges(DistinctRows rows, Linkage linkage, Parallel parallel) {
        return switch (linkage) {
            case WARD -> new WardChain(rows, parallel, Progress.unwatched()).run();
            case SINGLE -> new SpanningTree(rows, Progress.unwatched()).run();
            case AVERAGE, COMPLETE -> new PairChain(rows, linkage, parallel, Progress.unwatched()).run();
        };
    }

    /** Distances of all groups by the formula of Lance and Williams; the labels after each merge go to {@code cuts}. */
    private static double[] plain(double[] x, int n, int d, Linkage linkage, List<int[]> cuts) {
        double[][] distance = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int c = 0; c < d; c++) {
                    sum += (x[i * d + c] - x[j * d + c]) * (x[i * d + c] - x[j * d + c]);
                }
                distance[i][j] = Math.sqrt(sum);
            }
        }
        int[] sizes = new int[n];
        Arrays.fill(sizes, 1);
        int[] labels = IntStream.range(0, n).toArray();
        cuts.add(labels.clone());
        double[] heights = new double[n - 1];
        for (int merge = 0; merge < n - 1; merge++) {
            int a = -1;
            int b = -1;
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; j < n; j++) {
                    if (sizes[i] > 0 && sizes[j] > 0 && (a < 0 || distance[i][j] < distance[a][b])) {
                        a = i;
                        b = j;
                    }
                }
            }
            heights[merge] = distance[a][b];
            for (int k = 0; k < n; k++) {
                if (sizes[k] > 0 && k != a && k != b) {
                    double merged = combined(linkage, distance[a][k], distance[b][k], distance[a][b], sizes, a, b, k);
                    distance[a][k] = merged;
                    distance[k][a] = merged;
                }
            }
            sizes[a] += sizes[b];
            sizes[b] = 0;
            for (int i = 0; i < n; i++) {
                labels[i] = labels[i] == b ? a : labels[i];
            }
            cuts.add(byFirst(labels));
        }
        return heights;
    }

    private static double combined(Linkage linkage, double ak, double bk, double ab, int[] sizes, int a, int b, int k) {
        double na = sizes[a];
        double nb = sizes[b];
        double nk = sizes[k];
        return switch (linkage) {
            case SINGLE -> Math.min(ak, bk);
            case COMPLETE -> Math.max(ak, bk);
            case AVERAGE -> (na * ak + nb * bk) / (na + nb);
            case WARD -> Math.sqrt(((na + nk) * ak * ak + (nb + nk) * bk * bk - nk * ab * ab) / (na + nb + nk));
        };
    }

    private static int[] byFirst(int[] labels) {
        List<Integer> seen = new ArrayList<>();
        int[] numbered = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            if (!seen.contains(labels[i])) {
                seen.add(labels[i]);
            }
            numbered[i] = seen.indexOf(labels[i]);
        }
        return numbered;
    }
}
