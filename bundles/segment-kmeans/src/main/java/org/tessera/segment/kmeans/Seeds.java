// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.function.IntConsumer;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;
import org.tessera.segment.kmeans.KMeansSettings.Seeding;

/** Chooses the first centres. */
final class Seeds {
    private Seeds() {}

    /**
     * @param watcher told how many of the centres there are; throws to stop
     * @return {@code k × d}, or fewer rows where there are fewer different ones
     */
    static double[] choose(
            Rows rows, int k, Seeding seeding, Parallel parallel, RandomStream random, IntConsumer watcher) {
        return switch (seeding.chosenFor(rows.n(), k)) {
            case PARALLEL -> new ParallelSeeding(rows, parallel, random).choose(k, watcher);
            case SAMPLE -> SampleSeeding.choose(rows, k, parallel, random, watcher);
            case RANDOM -> random(rows, k, random);
            default -> new PlusPlus(rows, parallel, random).choose(k, watcher);
        };
    }

    private static double[] random(Rows rows, int k, RandomStream random) {
        int[] weighty = rows.weighty();
        int[] chosen = random.sample(weighty.length, Math.min(k, weighty.length));
        int d = rows.d();
        double[] centres = new double[chosen.length * d];
        for (int c = 0; c < chosen.length; c++) {
            System.arraycopy(rows.x(), weighty[chosen[c]] * d, centres, c * d, d);
        }
        return centres;
    }
}
