// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleTables;

class MiniBatchTest {
    /**
     * Against KMeans(n_init=10) of scikit-learn 1.2.1 on the same rows, 219994.2 and 101520.3. Its
     * MiniBatchKMeans(batch_size=1024, n_init=3) finds from 220027.9 to 326936.8 and from 101728.3 to 105370.0, over five
     * seeds.
     */
    @ParameterizedTest(name = "k = {0}, seed {2}")
    @CsvSource({"8, 219994.2, 1", "8, 219994.2, 2", "8, 219994.2, 3", "25, 101520.3, 1", "25, 101520.3, 2"})
    void comesNearWhatAllRowsWouldGive(int k, double inertia, long seed) {
        KMeansModel model = new KMeans()
                .train(
                        waves(),
                        Map.of("k", k, "batch", 1024, "starts", 3, "scaling", "none", "logs", "never"),
                        TrainingContext.sequential(seed));
        assertThat(model.inertia()).isLessThan(1.05 * inertia);
        // More than patience has to wait for, and at most as many as go into 300 passes.
        assertThat(model.iterations()).isBetween(11, 300 * 20_000 / 1024);
        assertThat(model.clusters()).isEqualTo(k);
    }

    private static FeatureTable waves() {
        int n = 20_000;
        double[] x = new double[3 * n];
        for (int i = 0; i < n; i++) {
            int group = i % 8;
            x[3 * i] = 10 * (group % 3) + 3 * Math.sin(i * 1.7);
            x[3 * i + 1] = 10 * (group / 3) + 3 * Math.cos(i * 2.3);
            x[3 * i + 2] = group * 5 % 7 + 2 * Math.sin(i * 0.9);
        }
        return FeatureTable.ofRowMajor(x, n, List.of("x", "y", "z"));
    }

    @Test
    void isTheSameOnAnyNumberOfThreads() {
        FeatureTable table = SampleTables.blobs(9_000, 4, 6, 3, 1);
        Map<String, ?> settings = Map.of("k", 9, "batch", 3_000);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            KMeansModel alone = new KMeans().train(table, settings, TrainingContext.sequential(4));
            KMeansModel together =
                    new KMeans().train(table, settings, new TrainingContext(4, Progress.unwatched(), threads, 4));
            assertThat(together.labels()).isEqualTo(alone.labels());
            assertThat(together.centres().values()).isEqualTo(alone.centres().values());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aBatchOfAllRowsAndMoreIsNoFailure() {
        KMeansModel model = new KMeans()
                .train(SampleTables.mixed(300, 1), Map.of("k", 3, "batch", 100_000), TrainingContext.sequential(1));
        assertThat(model.labels()).isEqualTo(SampleTables.groups(300));
    }
}
