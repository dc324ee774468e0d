// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.numerics.clusters.DistinctRows;

/** Against comparing every row with every point. */
class AssignerTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theNearestRowOfTheTreeDecidesAndOfEquallyNearOnesTheFirst(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int d = 1 + random.nextInt(6);
        double[] x = points(random, 1 + random.nextInt(700), d);
        DistinctRows rows = DistinctRows.of(x, x.length / d, d);
        int k = 1 + random.nextInt(Math.min(20, rows.count()));
        int[] cut = IntStream.range(0, rows.count()).map(i -> i % k).toArray();
        double[] asked = points(random, 500, d);
        for (Linkage linkage : new Linkage[] {Linkage.SINGLE, Linkage.AVERAGE}) {
            int[] labels = new int[500];
            Assigner.of(linkage, rows, cut, k).assign(asked, 0, 500, labels);
            assertThat(labels)
                    .isEqualTo(IntStream.range(0, 500)
                            .map(row -> cut[nearest(rows.x(), rows.count(), asked, row, d)])
                            .toArray());
        }
    }

    @ParameterizedTest(name = "{0} groups")
    @ValueSource(ints = {1, 2, 7, 33, 200})
    void theNearestMeanDecidesForWard(int k) {
        SplittableRandom random = new SplittableRandom(k);
        int d = 3;
        // Two rows for each group, on either side of its mean, in numbers that add up without rounding.
        double[] means = points(random, k, d);
        double[] x = new double[2 * k * d];
        for (int i = 0; i < k * d; i++) {
            means[i] = Math.rint(means[i] * 1024) / 1024;
            x[i] = means[i] - 0.25;
            x[k * d + i] = means[i] + 0.25;
        }
        DistinctRows rows = new DistinctRows(
                x, 2 * k, d, new int[2 * k], IntStream.range(0, 2 * k).toArray());
        Arrays.fill(rows.weights(), 1);
        int[] cut = IntStream.range(0, 2 * k).map(i -> i % k).toArray();
        double[] asked = points(random, 500, d);
        int[] renumbered = IntStream.range(0, k).map(c -> k - 1 - c).toArray();
        int[] labels = new int[500];
        Assigner.of(Linkage.WARD, rows, cut, k).renumbered(renumbered).assign(asked, 0, 500, labels);
        assertThat(labels)
                .isEqualTo(IntStream.range(0, 500)
                        .map(row -> k - 1 - nearest(means, k, asked, row, d))
                        .toArray());
    }

    /** Half of them on a grid, so that distances tie. */
    private static double[] points(SplittableRandom random, int n, int d) {
        boolean grid = random.nextBoolean();
        return IntStream.range(0, n * d)
                .mapToDouble(i -> grid ? random.nextInt(5) : 5 * random.nextDouble())
                .toArray();
    }

    private static int nearest(double[] points, int count, double[] x, int row, int d) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double squared = 0;
            for (int j = 0; j < d; j++) {
                double difference = x[row * d + j] - points[i * d + j];
                squared += difference * difference;
            }
            if (squared < least) {
                least = squared;
                nearest = i;
            }
        }
        return nearest;
    }
}
