// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.segment.kmeans.KMeansSettings.Bounds;

/** Against Lloyd's algorithm written down as plainly as can be. */
class LloydTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void boundsChangeNothing(long seed) {
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
            Lloyd.Result result = new Lloyd(Rows.of(x, n, d), centres, Bounds.AUTO, Parallel.sequential(), Progress.unwatched())
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
                assertThat(result.centres()).as("seed %d", seed).containsExactly(plain, within(1e-9));
            }
        }
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
