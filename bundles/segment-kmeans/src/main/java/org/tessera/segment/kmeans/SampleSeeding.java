// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.Optional;
import java.util.function.IntConsumer;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;
import org.tessera.segment.kmeans.KMeansSettings.Bounds;

/**
 * Centres that k-means has found on a sample of the rows, the best of several seedings by k-means++ (Bradley and Fayyad
 * 1998, Refining initial points for k-means clustering, ICML, with one sample): where the sample is a small part of the
 * rows, many seedings cost less than one on all rows, and the iterations that follow are few.
 */
final class SampleSeeding {
    private static final int SEEDINGS = 8;
    private static final int SMALLEST = 10_000;
    private static final int ROWS_PER_CENTRE = 100;
    private static final int ITERATIONS = 50;
    private static final double TOLERANCE = 1e-3;

    private SampleSeeding() {}

    /** How many rows are enough for so many centres. */
    static long sampleSize(int k) {
        return Math.max(SMALLEST, (long) ROWS_PER_CENTRE * k);
    }

    /** As {@link PlusPlus#choose}. */
    static double[] choose(Rows rows, int k, Parallel parallel, RandomStream random, IntConsumer watcher) {
        int[] weighty = rows.weighty();
        int size = (int) Math.min(weighty.length, sampleSize(k));
        int[] chosen = random.part(0).sample(weighty.length, size);
        for (int s = 0; s < size; s++) {
            chosen[s] = weighty[chosen[s]];
        }
        Rows sample = rows.subset(chosen);
        Optional<Lloyd.Result> best = Optional.empty();
        for (int seeding = 0; seeding < SEEDINGS; seeding++) {
            double[] seeds = new PlusPlus(sample, parallel, random.part(1 + seeding)).choose(k, watcher);
            Progress watched = (phase, done, total) -> watcher.accept(k);
            Lloyd.Result result = new Lloyd(sample, seeds, Bounds.AUTO, parallel, watched).run(ITERATIONS, TOLERANCE);
            if (best.isEmpty() || result.inertia() < best.get().inertia()) {
                best = Optional.of(result);
            }
        }
        double[] centres = best.orElseThrow().centres();
        // Too few different rows in the sample say nothing about the whole.
        return centres.length < k * rows.d() ? new PlusPlus(rows, parallel, random).choose(k, watcher) : centres;
    }
}
