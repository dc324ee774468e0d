// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.function.IntConsumer;
import org.tessera.numerics.parallel.Parallel;

/**
 * Rows from the one farthest from its centre on, of equally far ones the first. Distances are computed once, as giving a
 * row to an empty cluster moves no centre of the others. One instance serves one iteration, one thread at a time.
 */
final class Farthest {
    private static final int GRAIN = 1024;

    private final double[] distances;
    private final int[] farthest;

    /**
     * @param labels the centre of each row
     * @param watcher told how many rows are finished, by whoever finished them; throws to stop
     */
    Farthest(Rows rows, double[] centres, int[] labels, Parallel parallel, IntConsumer watcher) {
        int n = rows.n();
        this.distances = new double[n];
        this.farthest = new int[Parallel.rangeCount(n, GRAIN)];
        parallel.ranges(
                n,
                GRAIN,
                () -> (from, to) -> {
                    for (int i = from; i < to; i++) {
                        distances[i] = rows.weight(i) > 0 ? rows.squaredDistance(i, centres, labels[i]) : 0;
                    }
                    farthest[from / GRAIN] = among(from, to);
                },
                watcher);
    }

    private int among(int from, int to) {
        int most = from;
        for (int i = from + 1; i < to; i++) {
            if (distances[i] > distances[most]) {
                most = i;
            }
        }
        return most;
    }

    /** The next row that weighs anything and is away from its centre; -1 if there is none left. */
    int next() {
        int row = farthest[0];
        for (int candidate : farthest) {
            if (distances[candidate] > distances[row]) {
                row = candidate;
            }
        }
        if (distances[row] <= 0) {
            return -1;
        }
        distances[row] = 0;
        int chunk = row / GRAIN;
        farthest[chunk] = among(chunk * GRAIN, Math.min(distances.length, (chunk + 1) * GRAIN));
        return row;
    }
}
