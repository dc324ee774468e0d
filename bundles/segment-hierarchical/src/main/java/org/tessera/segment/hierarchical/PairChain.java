// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.clusters.DistinctRows;
import org.tessera.numerics.dense.SquaredDistances;
import org.tessera.numerics.parallel.Parallel;

/**
 * Average and complete linkage. The mean distance of the rows of two groups, and so the largest, is never below the
 * distance of their means (the triangle inequality, averaged), which is what a search goes by: few groups have to be
 * compared row by row.
 *
 * <p>That is done as it is needed, as long as groups are small. Once it has cost half as much as a look at every pair of
 * rows, the distances of all pairs of groups that are left are computed, a fraction of what all pairs of rows would take,
 * and kept up in place by the formula of Lance and Williams (A general theory of classificatory sorting strategies, 1967).
 */
final class PairChain extends NearestChain {
    /** A search on one thread: what it costs decides when pairs are computed, which must not depend on threads. */
    private static final Parallel ALONE = Parallel.sequential();

    private final DistinctRows rows;
    private final Groups groups;
    private final Linkage linkage;
    private final Parallel parallel;
    private final Progress progress;
    private final double slack;
    private final int[] next;
    private final int[] last;
    private final long enough;
    private long compared;

    /** Distances of all pairs of those groups that were left when they were computed. */
    private @Nullable PairDistances pairs;

    /** By group, its number there; and the numbers of those that are left. */
    private int[] places = {};

    private int[] active = {};

    PairChain(DistinctRows rows, Linkage linkage, Parallel parallel, Progress progress) {
        this(rows, new Groups(rows, false), linkage, parallel, progress);
    }

    private PairChain(DistinctRows rows, Groups groups, Linkage linkage, Parallel parallel, Progress progress) {
        super(groups, ALONE, progress);
        this.rows = rows;
        this.groups = groups;
        this.linkage = linkage;
        this.parallel = parallel;
        this.progress = progress;
        int n = rows.count();
        // What rounding can make of a mean that has moved with every merge.
        this.slack = 0x1p-50 * n * groups.extent() * Math.sqrt(rows.d());
        this.next = new int[n];
        Arrays.fill(next, -1);
        this.last = IntStream.range(0, n).toArray();
        this.enough = (long) n * n / 4;
    }

    @Override
    void searching() {
        if (pairs == null && compared > enough) {
            int[] left = IntStream.range(0, groups.rows())
                    .filter(id -> !groups.isGone(id))
                    .toArray();
            int[][] members = new int[left.length][];
            places = new int[groups.rows()];
            for (int g = 0; g < left.length; g++) {
                places[left[g]] = g;
                members[g] = IntStream.iterate(left[g], row -> row >= 0, row -> next[row])
                        .toArray();
            }
            active = IntStream.range(0, left.length).toArray();
            // Part of the merging, which goes on behind it.
            long merged = (long) groups.rows() - left.length;
            pairs = PairDistances.of(
                    rows,
                    members,
                    linkage,
                    parallel,
                    (phase, done, total) -> progress.report(MERGING, merged, groups.rows() - 1L));
        }
    }

    @Override
    double distance(int one, int other, double squaredOfMeans) {
        int low = Math.min(one, other);
        int high = Math.max(one, other);
        return pairs == null ? compare(low, high) : pairs.get(places[low], places[high]);
    }

    private double compare(int one, int other) {
        double[] x = rows.x();
        int d = rows.d();
        double sum = 0;
        double largest = 0;
        long count = 0;
        for (int i = one; i >= 0; i = next[i]) {
            double own = 0;
            for (int j = other; j >= 0; j = next[j]) {
                double square = SquaredDistances.between(x, i * d, x, j * d, d);
                if (linkage == Linkage.AVERAGE) {
                    own += rows.weights()[j] * Math.sqrt(square);
                } else {
                    largest = Math.max(largest, square);
                }
                count++;
            }
            sum += rows.weights()[i] * own;
        }
        compared += count;
        return linkage == Linkage.AVERAGE ? sum / (groups.size(one) * groups.size(other)) : Math.sqrt(largest);
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
        next[last[kept]] = gone;
        last[kept] = last[gone];
        if (pairs != null) {
            combine(pairs, places[kept], places[gone], groups.size(kept), groups.size(gone));
        }
    }

    private void combine(PairDistances all, int kept, int gone, double keptSize, double goneSize) {
        int live = groups.live();
        int gonePlace = Arrays.binarySearch(active, 0, live, gone);
        int keptPlace = Arrays.binarySearch(active, gonePlace, live, kept);
        double[] goneRow = all.row(gone);
        int goneOffset = all.offset(gone);
        double[] keptRow = all.row(kept);
        int keptOffset = all.offset(kept);
        for (int t = 0; t < gonePlace; t++) {
            int k = active[t];
            keptRow[keptOffset + k] = combined(goneRow[goneOffset + k], goneSize, keptRow[keptOffset + k], keptSize);
        }
        for (int t = gonePlace + 1; t < keptPlace; t++) {
            int k = active[t];
            keptRow[keptOffset + k] = combined(all.get(gone, k), goneSize, keptRow[keptOffset + k], keptSize);
        }
        for (int t = keptPlace + 1; t < live; t++) {
            double[] row = all.row(active[t]);
            int offset = all.offset(active[t]);
            row[offset + kept] = combined(row[offset + gone], goneSize, row[offset + kept], keptSize);
        }
        System.arraycopy(active, gonePlace + 1, active, gonePlace, live - gonePlace - 1);
    }

    private double combined(double a, double sizeA, double b, double sizeB) {
        return linkage == Linkage.AVERAGE ? (sizeA * a + sizeB * b) / (sizeA + sizeB) : Math.max(a, b);
    }
}
