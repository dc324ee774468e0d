// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.Locale;
import org.tessera.api.TesseraException;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.parallel.Parallel;

/**
 * A number for each pair of rows, {@code n (n - 1) / 2} of them: of row i first those with the rows before it. Several
 * arrays, as one ends at 65,536 rows.
 */
final class PairDistances {
    /** With its header an array of so many fits into 32 MB, the largest region of the collector. */
    private static final int CHUNK = (1 << 22) - 64;

    /** Of the heap that is there in all, what is left for everything else. */
    private static final double MOST = 0.85;

    private static final int GRAIN = 16;

    private final double[][] chunks;
    private final int[] chunkOf;
    private final int[] offset;

    private PairDistances(double[][] chunks, int[] chunkOf, int[] offset) {
        this.chunks = chunks;
        this.chunkOf = chunkOf;
        this.offset = offset;
    }

    /**
     * Euclidean distances of rows.
     *
     * @throws TesseraException if they do not fit into memory
     */
    static PairDistances of(DistinctRows rows, Linkage linkage, Parallel parallel, Progress progress) {
        int n = rows.count();
        int d = rows.d();
        PairDistances pairs = allocate(n, linkage);
        double[][] columns = new double[d][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                columns[j][i] = rows.x()[i * d + j];
            }
        }
        parallel.ranges(
                n,
                GRAIN,
                () -> (from, to) -> {
                    for (int i = from; i < to; i++) {
                        pairs.fill(columns, i);
                    }
                },
                done -> progress.report("distances", done, n));
        return pairs;
    }

    /** Bytes that the pairs of so many rows take. */
    static long bytes(long n) {
        return n * (n - 1) / 2 * Double.BYTES;
    }

    /**
     * Refuses what does not fit, before anything is allocated.
     *
     * @param heap the most memory this JVM will use, in bytes
     */
    static void check(int n, Linkage linkage, long heap) {
        if (bytes(n) > MOST * heap) {
            throw tooLarge(n, linkage, heap);
        }
    }

    private static TesseraException tooLarge(int n, Linkage linkage, long heap) {
        // Half of the heap is a size that works whatever else there is.
        long fits = (long) Math.sqrt(heap / (double) Double.BYTES);
        return new TesseraException(
                String.format(
                        Locale.ROOT,
                        "%s linkage needs a number for every pair of the %,d different rows, %.1f GB of memory, and this"
                                + " JVM has %.1f GB",
                        linkage.text(),
                        n,
                        bytes(n) / 1e9,
                        heap / 1e9),
                String.format(
                        Locale.ROOT,
                        "choose linkage ward or single, which need no pairs, or set sample to %,d or fewer, or give the"
                                + " JVM more memory with -Xmx",
                        Math.min(fits, n - 1L)));
    }

    private static PairDistances allocate(int n, Linkage linkage) {
        long heap = Runtime.getRuntime().maxMemory();
        check(n, linkage, heap);
        int[] chunkOf = new int[n];
        int[] offset = new int[n];
        int chunk = 0;
        int used = 0;
        for (int i = 0; i < n; i++) {
            if (i > CHUNK - used) {
                chunk++;
                used = 0;
            }
            chunkOf[i] = chunk;
            offset[i] = used;
            used += i;
        }
        double[][] chunks = new double[chunk + 1][];
        try {
            for (int c = 0; c < chunk; c++) {
                chunks[c] = new double[CHUNK];
            }
            chunks[chunk] = new double[used];
        } catch (OutOfMemoryError full) {
            // Others hold too much of it; what was taken here is free again.
            throw tooLarge(n, linkage, heap);
        }
        return new PairDistances(chunks, chunkOf, offset);
    }

    /** What stands for a pair. */
    double get(int low, int high) {
        return chunks[chunkOf[high]][offset[high] + low];
    }

    /** The array that holds the distances of a row to those before it, from {@link #offset} on. */
    double[] row(int i) {
        return chunks[chunkOf[i]];
    }

    int offset(int i) {
        return offset[i];
    }

    private void fill(double[][] x, int i) {
        double[] out = row(i);
        int o = offset[i];
        for (int j = 0; j < x.length; j++) {
            addSquares(x[j], x[j][i], out, o, i);
        }
        for (int k = 0; k < i; k++) {
            out[o + k] = Math.sqrt(out[o + k]);
        }
    }

    private static void addSquares(double[] column, double value, double[] out, int o, int count) {
        for (int k = 0; k < count; k++) {
            double t = column[k] - value;
            out[o + k] += t * t;
        }
    }
}
