// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;
import org.tessera.segment.kmeans.KMeansSettings.Bounds;
import org.tessera.segment.kmeans.KMeansSettings.Seeding;
import org.tessera.tck.SampleTables;

class SeedingTest {
    /** Mean inertia over seeds, right after seeding and after iterations from there. */
    private record Quality(double seeded, double converged) {}

    @ParameterizedTest(name = "{0}, k = {2}")
    @CsvSource({"PARALLEL, 4, 20", "PARALLEL, 8, 60", "SAMPLE, 4, 20"})
    void isAboutAsGoodAsPlusPlusOverSeeds(Seeding seeding, int d, int k) {
        Rows rows = rows(SampleTables.blobs(15_000, d, k, 2, 3));
        Quality plusPlus = quality(rows, k, Seeding.PLUSPLUS);
        Quality other = quality(rows, k, seeding);
        assertThat(other.seeded()).isLessThan(1.1 * plusPlus.seeded());
        assertThat(other.converged()).isLessThan(1.05 * plusPlus.converged());
    }

    private static Quality quality(Rows rows, int k, Seeding seeding) {
        int seeds = 8;
        double seeded = 0;
        double converged = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            double[] centres =
                    Seeds.choose(rows, k, seeding, Parallel.sequential(), RandomStream.of(seed), chosen -> {});
            assertThat(centres).hasSize(k * rows.d());
            seeded += lloyd(rows, centres, 1) / seeds;
            converged += lloyd(rows, centres, 50) / seeds;
        }
        return new Quality(seeded, converged);
    }

    private static double lloyd(Rows rows, double[] centres, int iterations) {
        return new Lloyd(rows, centres, Bounds.AUTO, Parallel.sequential(), Progress.unwatched())
                .run(iterations, 1e-4)
                .inertia();
    }

    @ParameterizedTest
    @EnumSource(Seeding.class)
    void isTheSameOnAnyNumberOfThreads(Seeding seeding) {
        Rows rows = rows(SampleTables.blobs(20_000, 5, 10, 3, 1));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            double[] alone = Seeds.choose(rows, 30, seeding, Parallel.sequential(), RandomStream.of(5), chosen -> {});
            double[] together =
                    Seeds.choose(rows, 30, seeding, new Parallel(threads, 4), RandomStream.of(5), chosen -> {});
            assertThat(together).isEqualTo(alone);
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(Seeding.class)
    void findsAsManyRowsAsAreDifferent(Seeding seeding) {
        for (int batch : new int[] {0, 4}) {
            KMeansModel model = new KMeans()
                    .train(
                            SampleTables.single(1, 1, 1, 1, 5, 5, 9, 9, 9),
                            Map.of("k", 5, "batch", batch, "seeding", seeding.name()),
                            TrainingContext.sequential(1));
            assertThat(model.clusters()).isBetween(2, 3);
            assertThat(model.preparation()).anyMatch(line -> line.contains("rows are different"));
        }
    }

    @Test
    void isChosenByShape() {
        assertThat(Seeding.AUTO.chosenFor(1_000, 5)).isEqualTo(Seeding.PLUSPLUS);
        assertThat(Seeding.AUTO.chosenFor(100_000, 100)).isEqualTo(Seeding.PARALLEL);
        assertThat(Seeding.AUTO.chosenFor(1_000_000, 20)).isEqualTo(Seeding.SAMPLE);
        assertThat(Seeding.AUTO.chosenFor(100_000, 1_000)).isEqualTo(Seeding.PLUSPLUS);
        assertThat(Seeding.RANDOM.chosenFor(1_000_000, 20)).isEqualTo(Seeding.RANDOM);
    }

    private static Rows rows(FeatureTable table) {
        return Rows.of(
                table.rowMajor().orElseThrow(), table.rows(), table.columns().size());
    }
}
