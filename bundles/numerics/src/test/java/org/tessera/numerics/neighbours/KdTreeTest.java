// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.numerics.parallel.Parallel;

/** Against comparing all pairs. */
class KdTreeTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void findsWhatComparingAllPairsFinds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int d = 1 + random.nextInt(13);
        int n = 1 + random.nextInt(600);
        double[] x = points(random, n, d);
        KdTree tree = KdTree.of(x, n, d, 2 + random.nextInt(40), Parallel.sequential());
        NeighbourSearch search = tree.search();
        for (int round = 0; round < 40; round++) {
            double[] q = points(random, 1, d);
            if (round % 2 == 0) {
                System.arraycopy(x, random.nextInt(n) * d, q, 0, d);
            }
            double[] squared = IntStream.range(0, n)
                    .mapToDouble(i -> squared(x, i * d, q, d))
                    .toArray();
            int[] order = IntStream.range(0, n)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(i -> squared[i]).thenComparing(i -> i))
                    .mapToInt(i -> i)
                    .toArray();
            // Beyond 128, they are kept in a heap.
            int k = 1 + random.nextInt(round % 4 < 2 ? 30 : 700);
            int found = search.nearest(q, 0, k);
            assertThat(IntStream.range(0, found).map(search::row).toArray())
                    .as("seed %d, %d nearest", seed, k)
                    .isEqualTo(Arrays.copyOf(order, Math.min(k, n)));
            assertThat(search.squared(found - 1)).isEqualTo(squared[order[found - 1]]);
            assertThat(search.kthSquared(q, 0, k)).isEqualTo(squared[order[found - 1]]);

            double radius = squared[order[random.nextInt(n)]];
            int within = (int) Arrays.stream(squared).filter(v -> v <= radius).count();
            assertThat(search.count(q, 0, radius, n)).isEqualTo(within);
            int enough = 1 + random.nextInt(within);
            assertThat(search.count(q, 0, radius, enough)).isBetween(enough, within);

            found = search.nearest(q, 0, k, radius);
            assertThat(IntStream.range(0, found).map(search::row).toArray())
                    .isEqualTo(Arrays.copyOf(order, Math.min(k, within)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void boundsHoldToTheLastBit(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int d = 1 + random.nextInt(9);
        int n = 2 + random.nextInt(400);
        double[] x = points(random, n, d);
        KdTree tree = KdTree.of(x, n, d, 2 + random.nextInt(20), Parallel.sequential());
        for (int round = 0; round < 500; round++) {
            int a = random.nextInt(tree.nodes());
            int b = random.nextInt(tree.nodes());
            int i = tree.row(tree.start(a) + random.nextInt(tree.count(a))) * d;
            int j = tree.row(tree.start(b) + random.nextInt(tree.count(b))) * d;
            double squared = squared(x, j, Arrays.copyOfRange(x, i, i + d), d);
            assertThat(squared).isBetween(tree.minSquared(a, b), tree.maxSquared(a, b));
            assertThat(squared).isBetween(tree.minSquared(b, x, i), tree.maxSquared(b, x, i));
        }
    }

    @Test
    void nodesPartitionThePoints() {
        int n = 1000;
        KdTree tree = KdTree.of(points(new SplittableRandom(5), n, 3), n, 3, 7, Parallel.sequential());
        assertThat(IntStream.range(0, n).map(tree::row).sorted().toArray())
                .isEqualTo(IntStream.range(0, n).toArray());
        for (int node = 0; node < tree.nodes(); node++) {
            int from = tree.start(node);
            int to = tree.end(node);
            assertThat(IntStream.range(from, to).map(tree::row).min()).hasValue(tree.leastRow(node));
            if (tree.isLeaf(node)) {
                assertThat(tree.count(node)).isBetween(1, 7).isLessThanOrEqualTo(tree.largestLeaf());
            } else {
                assertThat(tree.start(tree.left(node))).isEqualTo(from);
                assertThat(tree.end(tree.left(node))).isEqualTo(tree.start(tree.right(node)));
                assertThat(tree.end(tree.right(node))).isEqualTo(to);
            }
        }
    }

    @Test
    void isTheSameOnAnyNumberOfThreads() {
        int n = 20_000;
        double[] x = points(new SplittableRandom(6), n, 4);
        KdTree one = KdTree.of(x, n, 4, Parallel.sequential());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Parallel parallel = new Parallel(threads, 4);
            KdTree many = KdTree.of(x, n, 4, parallel);
            assertThat(IntStream.range(0, n).map(many::row).toArray())
                    .isEqualTo(IntStream.range(0, n).map(one::row).toArray());
            double[] squared = many.kthSquared(5, parallel, done -> {});
            assertThat(squared).isEqualTo(one.kthSquared(5, Parallel.sequential(), done -> {}));
            NeighbourSearch search = one.search();
            search.nearest(x, 4 * 77, 5);
            assertThat(squared[77]).isEqualTo(search.squared(4));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @Timeout(60)
    void equalRowsByTheHundredThousandAreNotComparedWithEachOther() {
        int n = 300_000;
        double[] x = new double[2 * n];
        for (int i = 0; i < n; i++) {
            x[2 * i] = i % 3;
        }
        KdTree tree = KdTree.of(x, n, 2, Parallel.sequential());
        double[] squared = tree.kthSquared(10, Parallel.sequential(), done -> {});
        assertThat(squared).containsOnly(0);
        NeighbourSearch search = tree.search();
        for (int i = 0; i < n; i++) {
            assertThat(search.count(x, 2 * i, 0.5, n)).isEqualTo(n / 3);
        }
        assertThat(search.nearest(x, 2 * 299_999, 3)).isEqualTo(3);
        assertThat(IntStream.range(0, 3).map(search::row).toArray()).containsExactly(2, 5, 8);
    }

    @Test
    @Timeout(60)
    void tensOfThousandsOfNeighboursAreFoundInTimeThatIsNotQuadratic() {
        int n = 200_000;
        int k = 50_000;
        // Rows that come the farthest first, which is the worst for a list that is kept in order.
        double[] x = IntStream.range(0, n).mapToDouble(i -> n - i).toArray();
        NeighbourSearch search = KdTree.of(x, n, 1, Parallel.sequential()).search();
        for (int round = 0; round < 200; round++) {
            assertThat(search.kthSquared(new double[] {-round}, 0, k)).isEqualTo((double) (k + round) * (k + round));
        }
        assertThat(search.nearest(new double[] {0}, 0, k)).isEqualTo(k);
        assertThat(search.row(0)).isEqualTo(n - 1);
        assertThat(search.row(k - 1)).isEqualTo(n - k);
    }

    @Test
    void aWatcherStopsTheSearchOfAllRows() {
        int n = 10_000;
        KdTree tree = KdTree.of(points(new SplittableRandom(7), n, 2), n, 2, Parallel.sequential());
        List<Integer> told = new ArrayList<>();
        assertThatThrownBy(() -> tree.kthSquared(5, Parallel.sequential(), done -> {
                    told.add(done);
                    if (told.size() == 3) {
                        throw new CancellationException("enough");
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(told).hasSize(3).isSorted();
        assertThat(told.get(2)).isLessThan(n / 10);
    }

    @Test
    void asManyNeighboursAsThereAre() {
        KdTree tree = KdTree.of(new double[] {4, 1, 9}, 3, 1, Parallel.sequential());
        assertThat(tree.kthSquared(10, Parallel.sequential(), done -> {})).containsExactly(25, 64, 64);
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> KdTree.of(new double[5], 3, 2, Parallel.sequential()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 points of 2 dimensions in 5 values");
        assertThatThrownBy(() -> KdTree.of(new double[0], 0, 2, Parallel.sequential()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Some of them on a grid, so that distances tie, some spread over many orders of magnitude. */
    private static double[] points(SplittableRandom random, int n, int d) {
        int kind = random.nextInt(3);
        return IntStream.range(0, n * d)
                .mapToDouble(i -> switch (kind) {
                    case 0 -> random.nextInt(4);
                    case 1 -> random.nextDouble();
                    default -> Math.pow(10, random.nextInt(12)) * (random.nextDouble() - 0.5);
                })
                .toArray();
    }

    private static double squared(double[] x, int at, double[] q, int d) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
            double a = q[j] - x[at + j];
            sum += a * a;
        }
        return sum;
    }
}
