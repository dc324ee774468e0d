// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import java.util.stream.IntStream;
import org.tessera.api.data.FeatureTable;
import org.tessera.numerics.clusters.DistinctRows;
import org.tessera.numerics.neighbours.KdTree;
import org.tessera.numerics.parallel.Parallel;

/** Rows that any language makes alike, to the bit: Knuth's linear congruential generator and sums of its numbers. */
final class Samples {
    private long state;

    private Samples(long seed) {
        state = seed;
    }

    private double next() {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (state >>> 11) * 0x1.0p-53;
    }

    /** Groups of growing width, {@code n × d}, row-major; rows take turns. */
    static double[] blobs(long seed, int n, int d, int groups, double spread) {
        Samples random = new Samples(seed);
        double[] centres = IntStream.range(0, groups * d)
                .mapToDouble(i -> random.next() * 10)
                .toArray();
        double[] x = new double[n * d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                double sum = random.next() + random.next() + random.next() + random.next() - 2;
                x[i * d + j] = centres[i % groups * d + j] + spread * (1 + i % groups) * sum;
            }
        }
        return x;
    }

    static FeatureTable table(double[] x, int d) {
        return FeatureTable.ofRowMajor(
                x, x.length / d, IntStream.range(0, d).mapToObj(j -> "x" + j).toList());
    }

    /** Squared core distances and neighbours of different rows. */
    static CoreDistances cores(double[] x, int d, int samples) {
        DistinctRows rows = DistinctRows.of(x, x.length / d, d);
        KdTree tree = KdTree.of(rows.x(), rows.count(), d, Parallel.sequential());
        return CoreDistances.of(tree, rows.weights(), samples, Parallel.sequential(), (phase, done, total) -> {});
    }
}
