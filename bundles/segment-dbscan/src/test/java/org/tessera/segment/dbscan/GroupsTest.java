// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.parallel.Parallel;

/** Against DBSCAN written down as plainly as can be, and against scikit-learn. */
class GroupsTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void gridAndTreeSayWhatComparingAllPairsSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int d = 1 + random.nextInt(6);
        int n = 1 + random.nextInt(900);
        boolean lattice = random.nextInt(3) == 0;
        double[] x = new double[n * d];
        for (int i = 0; i < n; i++) {
            int blob = random.nextInt(4);
            for (int j = 0; j < d; j++) {
                double value = blob * 3 + random.nextDouble() * (1 + blob) * 2;
                // Distances of exactly eps, and many equal rows.
                x[i * d + j] = lattice ? Math.rint(value) : value;
            }
        }
        for (double eps : new double[] {0.1, 0.5, 1, 1.7, 3, 30}) {
            int minPts = 1 + random.nextInt(12);
            int[] expected = plain(x, n, d, eps, minPts);
            Density density = new Density(eps, minPts, Parallel.sequential(), Progress.unwatched());
            assertThat(canonical(Groups.find(x, n, d, density).labels()))
                    .as("seed %d, %d rows of %d, eps %s, minPts %d", seed, n, d, eps, minPts)
                    .isEqualTo(expected);
            assertThat(canonical(Groups.byTree(x, n, d, density).labels()))
                    .as("tree, seed %d, %d rows of %d, eps %s, minPts %d", seed, n, d, eps, minPts)
                    .isEqualTo(expected);
        }
    }

    /** Values of scikit-learn 1.2.1, {@code DBSCAN(eps, min_samples, algorithm="brute")}, on the same numbers. */
    @ParameterizedTest(name = "{0} rows of {1}")
    @CsvSource({
        "2000, 1, 0.03, 4, 84, 1600, 245, 252868, 7",
        "3000, 2, 2.0, 6, 153, 1140, 985, 1480078, 69",
        "3000, 3, 6.0, 6, 108, 2022, 314, 462265, 12",
        "2000, 5, 22.0, 6, 27, 593, 643, 641938, 566",
        "2000, 8, 42.0, 8, 19, 1245, 181, 182500, 147"
    })
    void agreesWithScikitLearn(
            int n, int d, double eps, int minPts, int clusters, int noise, int cores, int sumOfCoreRows, int largest) {
        double[] x = numbers(n * d);
        Groups groups = Groups.find(x, n, d, new Density(eps, minPts, Parallel.sequential(), Progress.unwatched()));
        int[] labels = groups.labels();
        boolean[] core = groups.core();
        int[] coreRows = IntStream.range(0, n).filter(row -> core[row]).toArray();
        Map<Integer, Integer> sizes = new HashMap<>();
        Arrays.stream(coreRows).forEach(row -> sizes.merge(labels[row], 1, Integer::sum));
        assertThat(sizes).hasSize(clusters);
        assertThat(Arrays.stream(labels).filter(label -> label < 0)).hasSize(noise);
        assertThat(coreRows).hasSize(cores);
        assertThat(Arrays.stream(coreRows).sum()).isEqualTo(sumOfCoreRows);
        assertThat(sizes.values().stream().mapToInt(Integer::intValue).max()).hasValue(largest);
    }

    @Test
    void isTheSameOnAnyNumberOfThreads() {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int d : new int[] {2, 6}) {
                int n = 20_000;
                double[] x = numbers(n * d);
                double eps = d == 2 ? 0.8 : 18;
                Groups one = Groups.find(x, n, d, new Density(eps, 6, Parallel.sequential(), Progress.unwatched()));
                for (int round = 0; round < 5; round++) {
                    Groups many =
                            Groups.find(x, n, d, new Density(eps, 6, new Parallel(threads, 4), Progress.unwatched()));
                    assertThat(many.labels()).isEqualTo(one.labels());
                    assertThat(many.core()).isEqualTo(one.core());
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest(name = "{0} columns")
    @ValueSource(ints = {1, 2, 3, 4, 8})
    @Timeout(60)
    void aMillionEqualRowsAreNotComparedWithEachOther(int d) {
        int n = 1_000_000;
        double[] x = new double[n * d];
        // Two customers half a million times each, 1.5 apart, and ten rows alone.
        for (int i = 0; i < n; i++) {
            x[i * d] = i < 10 ? 100 + 10 * i : i % 2 * 1.5;
        }
        for (double eps : new double[] {1, 2}) {
            Groups groups = Groups.find(x, n, d, new Density(eps, 5, Parallel.sequential(), Progress.unwatched()));
            assertThat(Arrays.stream(groups.labels()).filter(label -> label < 0)).hasSize(10);
            assertThat(Arrays.stream(groups.labels()).distinct()).hasSize(eps < 1.5 ? 3 : 2);
        }
    }

    @Test
    @Timeout(60)
    void largeCellsThatNearlyTouchAreNotComparedPairByPair() {
        // Two bands of 200,000 different rows each, their gap just beyond eps.
        int n = 400_000;
        double[] x = new double[2 * n];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < n; i++) {
            x[2 * i] = i % 2 == 0 ? -random.nextDouble() * 0.3 : 1.000001 + random.nextDouble() * 0.3;
            x[2 * i + 1] = random.nextDouble() * 0.3;
        }
        Groups groups = Groups.find(x, n, 2, new Density(1, 5, Parallel.sequential(), Progress.unwatched()));
        assertThat(Arrays.stream(groups.labels()).distinct()).hasSize(2).doesNotContain(-1);
    }

    @Test
    void rowsTooFarApartForAGridAreLeftToTheTree() {
        double[] x = {0, 0, 1e-3, 0, 0, 1e-3, 1e90, 0, 1e90, 0, 1e90, 0};
        assertThat(Cells.of(x, 6, 2, 1e-2)).isEmpty();
        Groups groups = Groups.find(x, 6, 2, new Density(1e-2, 3, Parallel.sequential(), Progress.unwatched()));
        assertThat(canonical(groups.labels())).containsExactly(0, 0, 0, 3, 3, 3);
    }

    /** Uniform in 0..100, by a generator that is easily repeated elsewhere. */
    private static double[] numbers(int count) {
        double[] numbers = new double[count];
        long state = 42;
        for (int i = 0; i < count; i++) {
            state = (state * 1103515245 + 12345) % (1L << 31);
            numbers[i] = state / (double) (1L << 31) * 100;
        }
        return numbers;
    }

    /** Each cluster under the number of its first row. */
    private static int[] canonical(int[] labels) {
        Map<Integer, Integer> first = new HashMap<>();
        int[] canonical = new int[labels.length];
        for (int row = 0; row < labels.length; row++) {
            int at = row;
            canonical[row] = labels[row] < 0 ? -1 : first.computeIfAbsent(labels[row], label -> at);
        }
        return canonical;
    }

    private static int[] plain(double[] x, int n, int d, double eps, int minPts) {
        boolean[] core = new boolean[n];
        for (int i = 0; i < n; i++) {
            int count = 0;
            for (int j = 0; j < n; j++) {
                count += squared(x, i, j, d) <= eps * eps ? 1 : 0;
            }
            core[i] = count >= minPts;
        }
        int[] labels = new int[n];
        Arrays.fill(labels, -1);
        for (int i = 0; i < n; i++) {
            if (core[i] && labels[i] < 0) {
                spread(x, n, d, eps, core, labels, i);
            }
        }
        for (int i = 0; i < n; i++) {
            double least = eps * eps;
            int nearest = -1;
            for (int j = 0; j < n && !core[i]; j++) {
                double squared = squared(x, i, j, d);
                if (core[j] && (squared < least || (squared == least && nearest < 0))) {
                    least = squared;
                    nearest = j;
                }
            }
            labels[i] = nearest < 0 ? labels[i] : labels[nearest];
        }
        return canonical(labels);
    }

    private static void spread(double[] x, int n, int d, double eps, boolean[] core, int[] labels, int from) {
        int[] queue = new int[n];
        int end = 1;
        queue[0] = from;
        labels[from] = from;
        for (int at = 0; at < end; at++) {
            for (int j = 0; j < n; j++) {
                if (core[j] && labels[j] < 0 && squared(x, queue[at], j, d) <= eps * eps) {
                    labels[j] = from;
                    queue[end++] = j;
                }
            }
        }
    }

    private static double squared(double[] x, int a, int b, int d) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
            double difference = x[a * d + j] - x[b * d + j];
            sum += difference * difference;
        }
        return sum;
    }
}
