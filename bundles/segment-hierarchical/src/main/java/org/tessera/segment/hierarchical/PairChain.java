// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.parallel.Parallel;

/**
 * Average and complete linkage by chains of nearest neighbours on the distances of all pairs, kept up in place by the
 * formula of Lance and Williams (A general theory of classificatory sorting strategies, 1967); Müllner 2011, section 3.2,
 * figure 3.
 *
 * <p>Rows stand in the order of {@link RowBlocks} and a new chain begins at the last group: its distances are a row of
 * the triangle, while those to groups behind it are strewn over memory. As neighbours stand together, what is nearest to
 * the last is among the last, and few groups are ever behind the one that is looked at.
 */
final class PairChain {
    private static final int REPORT = 64;

    private final PairDistances pairs;
    private final Linkage linkage;
    private final Progress progress;
    private final int[] order;
    private final int[] sizes;
    private final int[] active;
    private int live;

    /** Of the last search: how far the nearest is, and where. */
    private double distance;

    private int found;

    PairChain(DistinctRows rows, Linkage linkage, Parallel parallel, Progress progress) {
        int n = rows.count();
        int d = rows.d();
        this.linkage = linkage;
        this.progress = progress;
        PairDistances.check(n, linkage, Runtime.getRuntime().maxMemory());
        this.order = RowBlocks.order(rows.x(), d, IntStream.range(0, n).toArray());
        double[][] columns = new double[d][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                columns[j][i] = rows.x()[order[i] * d + j];
            }
        }
        this.pairs = PairDistances.of(columns, n, linkage, parallel, progress);
        this.sizes = Arrays.stream(order).map(row -> rows.weights()[row]).toArray();
        this.active = IntStream.range(0, n).toArray();
        this.live = n;
    }

    Merges run() {
        int n = order.length;
        Merges merges = new Merges(n);
        int[] chain = new int[n + 1];
        boolean[] chained = new boolean[n];
        int length = 0;
        while (live > 1) {
            if (length == 0) {
                chain[length++] = active[live - 1];
                chained[chain[0]] = true;
            }
            int tip = chain[length - 1];
            int before = length > 1 ? chain[length - 2] : -1;
            search(tip, before);
            // Rounding can make one nearest that is farther up; then all of them are as near as can be told.
            if (before >= 0 && chained[found]) {
                if (merges.size() % REPORT == 0) {
                    progress.report("merging", merges.size(), n - 1L);
                }
                chained[tip] = false;
                chained[before] = false;
                length -= 2;
                int low = Math.min(tip, before);
                int high = Math.max(tip, before);
                merges.add(order[low], order[high], between(low, high));
                merge(low, high);
            } else {
                chain[length++] = found;
                chained[found] = true;
            }
        }
        return merges;
    }

    private double between(int low, int high) {
        return pairs.row(high)[pairs.offset(high) + low];
    }

    /** Looks for the nearest group; of equally near ones the one before in the chain, then the first. */
    private void search(int tip, int before) {
        found = before;
        distance = before < 0
                ? Double.POSITIVE_INFINITY
                : between(Math.min(tip, before), Math.max(tip, before));
        int place = Arrays.binarySearch(active, 0, live, tip);
        searchRow(pairs.row(tip), pairs.offset(tip), place);
        for (int t = place + 1; t < live; t++) {
            double candidate = between(tip, active[t]);
            if (candidate < distance) {
                distance = candidate;
                found = active[t];
            }
        }
    }

    private void searchRow(double[] row, int offset, int places) {
        double least = distance;
        int at = found;
        for (int t = 0; t < places; t++) {
            double candidate = row[offset + active[t]];
            if (candidate < least) {
                least = candidate;
                at = active[t];
            }
        }
        distance = least;
        found = at;
    }

    /** The group at {@code high} takes over the one at {@code low}. */
    private void merge(int low, int high) {
        double share = (double) sizes[low];
        double other = (double) sizes[high];
        int lowPlace = Arrays.binarySearch(active, 0, live, low);
        int highPlace = Arrays.binarySearch(active, lowPlace, live, high);
        double[] lowRow = pairs.row(low);
        int lowOffset = pairs.offset(low);
        double[] highRow = pairs.row(high);
        int highOffset = pairs.offset(high);
        for (int t = 0; t < lowPlace; t++) {
            int k = active[t];
            highRow[highOffset + k] = combined(lowRow[lowOffset + k], share, highRow[highOffset + k], other);
        }
        for (int t = lowPlace + 1; t < highPlace; t++) {
            int k = active[t];
            highRow[highOffset + k] =
                    combined(pairs.row(k)[pairs.offset(k) + low], share, highRow[highOffset + k], other);
        }
        for (int t = highPlace + 1; t < live; t++) {
            double[] row = pairs.row(active[t]);
            int offset = pairs.offset(active[t]);
            row[offset + high] = combined(row[offset + low], share, row[offset + high], other);
        }
        sizes[high] += sizes[low];
        System.arraycopy(active, lowPlace + 1, active, lowPlace, live - lowPlace - 1);
        live--;
    }

    private double combined(double a, double sizeA, double b, double sizeB) {
        return linkage == Linkage.AVERAGE ? (sizeA * a + sizeB * b) / (sizeA + sizeB) : Math.max(a, b);
    }
}
