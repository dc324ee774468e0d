// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.parallel.Parallel;

/**
 * Average and complete linkage on the distances of all pairs, kept up in place by the formula of Lance and Williams (A
 * general theory of classificatory sorting strategies, 1967). The mean distance of the rows of two groups, and so the
 * largest, is never below the distance of their means (the triangle inequality, averaged), which is what a search goes by.
 */
final class PairChain extends NearestChain {
    private final Groups groups;
    private final PairDistances pairs;
    private final boolean average;
    private final double slack;
    private final int[] active;

    /** Merges of rows by their numbers in {@code rows}. */
    static Merges run(DistinctRows rows, Linkage linkage, Parallel parallel, Progress progress) {
        PairDistances.check(rows.count(), linkage, Runtime.getRuntime().maxMemory());
        return new PairChain(
                        new Groups(rows, false),
                        PairDistances.of(rows, linkage, parallel, progress),
                        linkage,
                        parallel,
                        progress)
                .run();
    }

    private PairChain(
            Groups groups, PairDistances pairs, Linkage linkage, Parallel parallel, Progress progress) {
        super(groups, parallel, progress);
        this.groups = groups;
        this.pairs = pairs;
        this.average = linkage == Linkage.AVERAGE;
        // What rounding can make of a mean that has moved with every merge.
        this.slack = 0x1p-50 * groups.rows() * groups.extent() * Math.sqrt(groups.dimensions());
        this.active = IntStream.range(0, groups.rows()).toArray();
    }

    @Override
    double distance(int one, int other, double squaredOfMeans) {
        return one < other ? pairs.get(one, other) : pairs.get(other, one);
    }

    @Override
    double reach(double distance) {
        double most = distance * (1 + 1e-9) + slack;
        return most * most;
    }

    @Override
    double height(double distance) {
        return distance;
    }

    /** The later one: its distances to those before it are a row of the triangle. */
    @Override
    int kept(int one, int other) {
        return Math.max(one, other);
    }

    @Override
    void joining(int kept, int gone) {
        double keptSize = groups.size(kept);
        double goneSize = groups.size(gone);
        int live = groups.live();
        int gonePlace = Arrays.binarySearch(active, 0, live, gone);
        int keptPlace = Arrays.binarySearch(active, gonePlace, live, kept);
        double[] goneRow = pairs.row(gone);
        int goneOffset = pairs.offset(gone);
        double[] keptRow = pairs.row(kept);
        int keptOffset = pairs.offset(kept);
        for (int t = 0; t < gonePlace; t++) {
            int k = active[t];
            keptRow[keptOffset + k] =
                    combined(goneRow[goneOffset + k], goneSize, keptRow[keptOffset + k], keptSize);
        }
        for (int t = gonePlace + 1; t < keptPlace; t++) {
            int k = active[t];
            keptRow[keptOffset + k] = combined(pairs.get(gone, k), goneSize, keptRow[keptOffset + k], keptSize);
        }
        for (int t = keptPlace + 1; t < live; t++) {
            double[] row = pairs.row(active[t]);
            int offset = pairs.offset(active[t]);
            row[offset + kept] = combined(row[offset + gone], goneSize, row[offset + kept], keptSize);
        }
        System.arraycopy(active, gonePlace + 1, active, gonePlace, live - gonePlace - 1);
    }

    private double combined(double a, double sizeA, double b, double sizeB) {
        return average ? (sizeA * a + sizeB * b) / (sizeA + sizeB) : Math.max(a, b);
    }
}
