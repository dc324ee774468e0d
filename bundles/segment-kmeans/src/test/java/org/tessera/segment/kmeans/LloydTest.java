// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.segment.kmeans.KMeansSettings.Bounds;

/** Against Lloyd's algorithm written down as plainly as can be. */
class LloydTest {
    static Stream<Arguments> boundsAndSeeds() {
        return Arrays.stream(Bounds.values())
                .flatMap(bounds -> LongStream.rangeClosed(1, 12).mapToObj(seed -> Arguments.of(bounds, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("boundsAndSeeds")
    void boundsChangeNothing(Bounds bounds, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int d = 1 + random.nextInt(12);
        int k = 1 + random.nextInt(30);
        int n = k + random.nextInt(5_000);
        // From well separated to a single cloud, some on a grid so that distances tie.
        double spread = random.nextDouble() * 4;
        boolean grid = random.nextInt(3) == 0;
        double[] x = new double[n * d];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(5) + spread * (random.nextDouble() + random.nextDouble() - 1);
            if (grid) {
                x[i] = Math.rint(x[i]);
            }
        }
        double[] centres = new double[k * d];
        for (int c = 0; c < k; c++) {
            System.arraycopy(x, random.nextInt(n) * d, centres, c * d, d);
        }
        for (int iterations : new int[] {1, 2, 7, 25}) {
            Lloyd.Result result = new Lloyd(
                            Rows.of(x, n, d), centres, bounds, Parallel.sequential(), Progress.unwatched())
                    .run(iterations, 0);
            double[] plain = new double[k * d];
            // Ties and empty clusters may be settled differently, but labels must be nearest centres of the result.
            double inertia = 0;
            for (int i = 0; i < n; i++) {
                double best = Double.MAX_VALUE;
                for (int c = 0; c < k; c++) {
                    best = Math.min(best, squared(x, i * d, result.centres(), c * d, d));
                }
                assertThat(squared(x, i * d, result.centres(), result.labels()[i] * d, d))
                        .as("seed %d, %d iterations, row %d", seed, iterations, i)
                        .isCloseTo(best, within(1e-9));
                inertia += best;
            }
            assertThat(result.inertia()).isCloseTo(inertia, within(1e-9 * (1 + inertia)));
            if (!grid && plain(x, n, d, k, centres, iterations, plain)) {
                assertThat(result.labels()).as("seed %d", seed).isEqualTo(nearest(x, n, d, k, plain));
                assertThat(result.centres()).as("seed %d", seed).containsExactly(plain, within(1e-9));
            }
        }
    }

    @Test
    void boundsAreChosenByShape() {
        assertThat(Bounds.AUTO.chosenFor(100_000, 4, 100)).isEqualTo(Bounds.EXPONION);
        assertThat(Bounds.AUTO.chosenFor(10_000, 4, 100)).isEqualTo(Bounds.HAMERLY);
        assertThat(Bounds.AUTO.chosenFor(100_000, 16, 100)).isEqualTo(Bounds.HAMERLY);
        assertThat(Bounds.AUTO.chosenFor(100_000, 4, 10)).isEqualTo(Bounds.HAMERLY);
        assertThat(Bounds.NONE.chosenFor(100_000, 4, 100)).isEqualTo(Bounds.NONE);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void weightsCountAsOftenAsTheRowWould(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int d = 3;
        int n = 400;
        int k = 7;
        double[] x = random.doubles((long) n * d, -5, 5).toArray();
        double[] weights = random.ints(n, 0, 4).asDoubleStream().toArray();
        int[] repeated = IntStream.range(0, n)
                .flatMap(row -> IntStream.generate(() -> row).limit((long) weights[row]))
                .toArray();
        double[] centres = Arrays.copyOf(x, k * d);
        Rows weighted = Rows.of(x, n, d, weights, Parallel.sequential());
        Rows often = Rows.of(x, n, d).subset(repeated);
        for (Bounds bounds : Bounds.values()) {
            Lloyd.Result one =
                    new Lloyd(weighted, centres, bounds, Parallel.sequential(), Progress.unwatched()).run(12, 0);
            Lloyd.Result other =
                    new Lloyd(often, centres, bounds, Parallel.sequential(), Progress.unwatched()).run(12, 0);
            assertThat(one.centres()).containsExactly(other.centres(), within(1e-9));
            assertThat(one.inertia()).isCloseTo(other.inertia(), within(1e-9 * other.inertia()));
        }
    }

    @ParameterizedTest(name = "k = {0}")
    @ValueSource(ints = {2, 1_000, 10_000})
    void sumsHaveSeveralChunksHoweverLarge(int k) {
        int n = 64 * 1024;
        int d = 30;
        ClusterSums sums = new ClusterSums(Rows.of(new double[n * d], n, d), k, Parallel.sequential());
        assertThat(Parallel.rangeCount(n, sums.grain())).isBetween(10, 256);
    }

    /** Against looking through all rows for each empty cluster, on a grid so that many rows are equally far. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void emptyClustersGetTheFarthestRowsInTurn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 5_000;
        int d = 2;
        int k = 40;
        double[] x = random.doubles((long) n * d, 0, 9).map(Math::rint).toArray();
        double[] weights = random.ints(n, 0, 3).asDoubleStream().toArray();
        double[] initial = random.doubles((long) k * d, 0, 9).toArray();
        // These have no rows, and one row has a cluster of its own that it keeps however far it is.
        Arrays.fill(initial, 10 * d, k * d, 1e6);
        Arrays.fill(initial, 9 * d, 10 * d, 1_000);
        Arrays.fill(x, (n - 1) * d, n * d, 900);
        weights[n - 1] = 1;
        Rows rows = Rows.of(x, n, d, weights, Parallel.sequential());
        double[] expected = refilled(rows, initial, k);
        List<Long> reports = Collections.synchronizedList(new ArrayList<>());
        for (Bounds bounds : Bounds.values()) {
            reports.clear();
            Lloyd lloyd =
                    new Lloyd(rows, initial, bounds, Parallel.sequential(), (phase, done, total) -> reports.add(done));
            assertThat(lloyd.run(1, 0).centres()).containsExactly(expected, within(1e-9));
            assertThat(reports).isSorted();
            assertThat(Collections.frequency(reports, (long) n)).isGreaterThan(30);
        }
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Lloyd lloyd = new Lloyd(rows, initial, Bounds.AUTO, new Parallel(threads, 4), Progress.unwatched());
            assertThat(lloyd.run(1, 0).centres()).containsExactly(expected, within(1e-9));
        } finally {
            threads.shutdownNow();
        }
    }

    private static double[] refilled(Rows rows, double[] initial, int k) {
        int n = rows.n();
        int d = rows.d();
        int[] labels = nearest(rows.x(), n, d, k, initial);
        double[] centres = initial.clone();
        int[] counts = new int[k];
        for (int i = 0; i < n; i++) {
            counts[labels[i]] += rows.weight(i) > 0 ? 1 : 0;
        }
        for (int c = 0; c < k; c++) {
            if (counts[c] == 0) {
                int farthest = -1;
                double most = 0;
                for (int i = 0; i < n; i++) {
                    double distance = squared(rows.x(), i * d, centres, labels[i] * d, d);
                    if (rows.weight(i) > 0 && counts[labels[i]] > 1 && distance > most) {
                        farthest = i;
                        most = distance;
                    }
                }
                counts[labels[farthest]]--;
                labels[farthest] = c;
                counts[c]++;
                System.arraycopy(rows.x(), farthest * d, centres, c * d, d);
            }
        }
        double[] masses = new double[k];
        double[] sums = new double[k * d];
        for (int i = 0; i < n; i++) {
            masses[labels[i]] += rows.weight(i);
            for (int j = 0; j < d; j++) {
                sums[labels[i] * d + j] += rows.weight(i) * rows.x()[i * d + j];
            }
        }
        return IntStream.range(0, k * d)
                .mapToDouble(i -> sums[i] / masses[i / d])
                .toArray();
    }

    private static int[] nearest(double[] x, int n, int d, int k, double[] centres) {
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            for (int c = 1; c < k; c++) {
                if (squared(x, i * d, centres, c * d, d) < squared(x, i * d, centres, labels[i] * d, d)) {
                    labels[i] = c;
                }
            }
        }
        return labels;
    }

    /** Returns whether no cluster was ever empty. */
    private static boolean plain(double[] x, int n, int d, int k, double[] initial, int iterations, double[] centres) {
        System.arraycopy(initial, 0, centres, 0, initial.length);
        int[] labels = new int[n];
        Arrays.fill(labels, -1);
        for (int iteration = 0; iteration < iterations; iteration++) {
            boolean changed = false;
            double[] sums = new double[k * d];
            int[] counts = new int[k];
            for (int i = 0; i < n; i++) {
                int nearest = 0;
                for (int c = 1; c < k; c++) {
                    if (squared(x, i * d, centres, c * d, d) < squared(x, i * d, centres, nearest * d, d)) {
                        nearest = c;
                    }
                }
                changed |= labels[i] != nearest;
                labels[i] = nearest;
                counts[nearest]++;
                for (int j = 0; j < d; j++) {
                    sums[nearest * d + j] += x[i * d + j];
                }
            }
            for (int c = 0; c < k; c++) {
                if (counts[c] == 0) {
                    return false;
                }
                for (int j = 0; j < d; j++) {
                    centres[c * d + j] = sums[c * d + j] / counts[c];
                }
            }
            if (!changed) {
                return true;
            }
        }
        return true;
    }

    private static double squared(double[] x, int xo, double[] y, int yo, int d) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
            sum += (x[xo + j] - y[yo + j]) * (x[xo + j] - y[yo + j]);
        }
        return sum;
    }
}
