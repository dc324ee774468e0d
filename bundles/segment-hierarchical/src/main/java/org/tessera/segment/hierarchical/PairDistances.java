// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.Arrays;
import java.util.Locale;
import org.tessera.api.TesseraException;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.clusters.DistinctRows;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;

/**
 * A distance for each pair of {@code m} groups, {@code m (m - 1) / 2} of them: of group g first those to the groups before
 * it. Several arrays, as one ends at 65,536 groups.
 */
final class PairDistances {
    /** With its header an array of so many fits into 32 MB, the largest region of the collector. */
    private static final int CHUNK = (1 << 22) - 64;

    /** Of the whole heap; the rest is for everything else. */
    private static final double MOST = 0.85;

    private static final int GRAIN = 4;

    private final double[][] chunks;
    private final int[] chunkOf;
    private final int[] offset;

    private PairDistances(double[][] chunks, int[] chunkOf, int[] offset) {
        this.chunks = chunks;
        this.chunkOf = chunkOf;
        this.offset = offset;
    }

    /**
     * Mean or largest Euclidean distances of the rows of groups.
     *
     * @param members rows of each group
     * @param linkage average or complete
     * @throws TesseraException if they do not fit into memory
     */
    static PairDistances of(DistinctRows rows, int[][] members, Linkage linkage, Parallel parallel, Progress progress) {
        PairDistances pairs = allocate(members.length, linkage);
        Members sorted = Members.of(rows, members);
        parallel.ranges(
                members.length,
                GRAIN,
                () -> pairs.new Filler(sorted, linkage == Linkage.AVERAGE),
                done -> progress.report("distances", done, members.length));
        return pairs;
    }

    /**
     * Refuses what does not fit, before anything is allocated.
     *
     * @param heap the most memory this JVM will use, in bytes
     */
    static void check(int groups, Linkage linkage, long heap) {
        if (bytes(groups) > MOST * heap) {
            throw tooLarge(groups, linkage, heap);
        }
    }

    private static long bytes(long groups) {
        return groups * (groups - 1) / 2 * Double.BYTES;
    }

    private static TesseraException tooLarge(int groups, Linkage linkage, long heap) {
        // Pairs of so many rows take half of the heap.
        long fits = (long) Math.sqrt(heap / (double) Double.BYTES);
        return new TesseraException(
                String.format(
                        Locale.ROOT,
                        "%s linkage needs a number for every pair of the %,d groups that are left, %.1f GB of memory, and"
                                + " this JVM has %.1f GB",
                        linkage.text(),
                        groups,
                        bytes(groups) / 1e9,
                        heap / 1e9),
                String.format(
                        Locale.ROOT,
                        "choose linkage ward or single, which need no pairs, set sample to %,d or fewer, or give the JVM"
                                + " more memory with -Xmx",
                        fits));
    }

    private static PairDistances allocate(int groups, Linkage linkage) {
        long heap = Runtime.getRuntime().maxMemory();
        check(groups, linkage, heap);
        int[] chunkOf = new int[groups];
        int[] offset = new int[groups];
        int chunk = 0;
        int used = 0;
        for (int g = 0; g < groups; g++) {
            if (g > CHUNK - used) {
                chunk++;
                used = 0;
            }
            chunkOf[g] = chunk;
            offset[g] = used;
            used += g;
        }
        double[][] chunks = new double[chunk + 1][];
        try {
            for (int c = 0; c < chunk; c++) {
                chunks[c] = new double[CHUNK];
            }
            chunks[chunk] = new double[used];
        } catch (OutOfMemoryError full) {
            // Others hold too much of the heap; what was taken here is free again.
            throw tooLarge(groups, linkage, heap);
        }
        return new PairDistances(chunks, chunkOf, offset);
    }

    /** Distance of two groups, {@code low < high}. */
    double get(int low, int high) {
        return chunks[chunkOf[high]][offset[high] + low];
    }

    /** The array that holds the distances of a group to those before it, from {@link #offset} on. */
    double[] row(int g) {
        return chunks[chunkOf[g]];
    }

    int offset(int g) {
        return offset[g];
    }

    /**
     * Rows in the order of their groups.
     *
     * @param columns {@code d × n}
     * @param weights rows that each stands for
     * @param starts of each group, and the end
     */
    private record Members(double[][] columns, double[] weights, int[] starts) {
        static Members of(DistinctRows rows, int[][] members) {
            double[][] columns = new double[rows.d()][rows.count()];
            double[] weights = new double[rows.count()];
            int[] starts = new int[members.length + 1];
            int at = 0;
            for (int g = 0; g < members.length; g++) {
                for (int row : members[g]) {
                    for (int j = 0; j < columns.length; j++) {
                        columns[j][at] = rows.x()[row * columns.length + j];
                    }
                    weights[at++] = rows.weights()[row];
                }
                starts[g + 1] = at;
            }
            return new Members(columns, weights, starts);
        }

        double weight(int group) {
            double sum = 0;
            for (int i = starts[group]; i < starts[group + 1]; i++) {
                sum += weights[i];
            }
            return sum;
        }
    }

    /** One thread's work: groups compared with all rows of the groups before them. */
    private final class Filler implements RangeBody {
        private final Members members;
        private final boolean average;
        private final double[] squares;
        private final double[] gathered;

        Filler(Members members, boolean average) {
            this.members = members;
            this.average = average;
            this.squares = new double[members.weights().length];
            this.gathered = new double[members.weights().length];
        }

        @Override
        public void run(int from, int to) {
            for (int g = from; g < to; g++) {
                fill(g);
            }
        }

        private void fill(int g) {
            int end = members.starts()[g];
            Arrays.fill(gathered, 0, end, 0);
            for (int i = end; i < members.starts()[g + 1]; i++) {
                Arrays.fill(squares, 0, end, 0);
                for (double[] column : members.columns()) {
                    addSquares(column, column[i], squares, end);
                }
                if (average) {
                    addRoots(squares, members.weights()[i], gathered, end);
                } else {
                    takeLarger(squares, gathered, end);
                }
            }
            double[] out = row(g);
            int o = offset(g);
            double weight = members.weight(g);
            for (int h = 0; h < g; h++) {
                out[o + h] = average ? mean(h) / (weight * members.weight(h)) : Math.sqrt(largest(h));
            }
        }

        private double mean(int h) {
            double sum = 0;
            for (int k = members.starts()[h]; k < members.starts()[h + 1]; k++) {
                sum += gathered[k] * members.weights()[k];
            }
            return sum;
        }

        private double largest(int h) {
            double largest = 0;
            for (int k = members.starts()[h]; k < members.starts()[h + 1]; k++) {
                largest = Math.max(largest, gathered[k]);
            }
            return largest;
        }

        private static void addSquares(double[] column, double value, double[] sums, int count) {
            for (int k = 0; k < count; k++) {
                double t = column[k] - value;
                sums[k] += t * t;
            }
        }

        private static void addRoots(double[] squares, double weight, double[] sums, int count) {
            for (int k = 0; k < count; k++) {
                sums[k] += weight * Math.sqrt(squares[k]);
            }
        }

        private static void takeLarger(double[] squares, double[] largest, int count) {
            for (int k = 0; k < count; k++) {
                largest[k] = Math.max(largest[k], squares[k]);
            }
        }
    }
}
