// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.numerics.parallel.Parallel;

class MeanDistancesTest {
    @ParameterizedTest(name = "{0} points on {1} threads")
    @CsvSource({
        "1, 2, 4194304",
        "20000, 2, 209",
        "1000000, 2, 8",
        "1000000, 128, 33",
        "10000000, 128, 3",
        "2000000000, 128, 1",
        "2000000000, 2147483647, 1"
    })
    void tilesTogetherKeepToTheirMemory(int n, int threads, int together) {
        assertThat(MeanDistances.together(n, threads)).isEqualTo(together);
        assertThat((long) together * n * Double.BYTES).isLessThanOrEqualTo(Math.max(256L << 20, 8L * n));
    }

    @Test
    void howManyTilesAreTakenTogetherDoesNotMatter() {
        SplittableRandom random = new SplittableRandom(3);
        int n = 3_000;
        double[] x = random.doubles(3L * n).toArray();
        int[] labels = IntStream.range(0, n).map(row -> random.nextInt(7) - 1).toArray();
        LabelledPoints points = LabelledPoints.of(x, n, 3, labels);
        double[] all = MeanDistances.silhouettes(points, Parallel.sequential(), done -> {});
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int together : new int[] {1, 2, 5, 1000}) {
                assertThat(MeanDistances.silhouettes(points, together, new Parallel(threads, 4), done -> {}))
                        .isEqualTo(all);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
