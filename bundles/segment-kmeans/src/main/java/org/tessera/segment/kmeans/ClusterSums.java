// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.Arrays;
import org.tessera.numerics.parallel.Parallel;

/**
 * Sums of the rows of each cluster, kept from one iteration to the next and corrected by the rows that changed sides.
 * Changes are collected in chunks of rows that depend on the size of the data alone and added in their order, so that
 * results do not depend on threads.
 */
final class ClusterSums {
    private static final int SMALLEST_CHUNK = 1024;
    private static final long CHUNKS = 256;
    /** However large sums are, for chunks are also what is handed out to threads and what progress is told after. */
    private static final long FEWEST_CHUNKS = 16;

    private static final long CHUNK_VALUES = 500_000;

    private final Rows rows;
    private final int d;
    private final Parallel parallel;
    private final int grain;
    private final Part total;
    private final Part[] chunks;

    /** Sums over some of the rows. */
    static final class Part {
        private final double[] sums;
        private final double[] masses;
        private final int[] counts;
        private int changes;

        Part(int k, int d) {
            this.sums = new double[k * d];
            this.masses = new double[k];
            this.counts = new int[k];
        }

        void clear() {
            Arrays.fill(sums, 0);
            Arrays.fill(masses, 0);
            Arrays.fill(counts, 0);
            changes = 0;
        }

        private void add(Part other) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] += other.sums[j];
            }
            for (int c = 0; c < masses.length; c++) {
                masses[c] += other.masses[c];
                counts[c] += other.counts[c];
            }
        }
    }

    ClusterSums(Rows rows, int k, Parallel parallel) {
        this.rows = rows;
        this.d = rows.d();
        this.parallel = parallel;
        long most = Math.max(FEWEST_CHUNKS, Math.min(CHUNKS, CHUNK_VALUES / ((long) k * d)));
        this.grain =
                (int) Math.max(SMALLEST_CHUNK, (rows.n() / most + SMALLEST_CHUNK) / SMALLEST_CHUNK * SMALLEST_CHUNK);
        this.total = new Part(k, d);
        this.chunks = new Part[Parallel.rangeCount(rows.n(), grain)];
        Arrays.setAll(chunks, chunk -> new Part(k, d));
    }

    /** Rows of a chunk. */
    int grain() {
        return grain;
    }

    /** What changes in the chunk that begins with a row. */
    Part chunk(int firstRow) {
        return chunks[firstRow / grain];
    }

    /** A row leaves a cluster, unless that is negative, and enters another. */
    void change(Part part, int row, int from, int to) {
        double weight = rows.weight(row);
        if (from >= 0) {
            add(part, row, from, -weight);
        }
        add(part, row, to, weight);
        part.changes++;
    }

    /** How many rows changed sides since the chunks were cleared. */
    int changes() {
        return Arrays.stream(chunks).mapToInt(chunk -> chunk.changes).sum();
    }

    /** Adds what the chunks have collected. */
    void addChanges() {
        for (Part chunk : chunks) {
            if (chunk.changes > 0) {
                total.add(chunk);
            }
        }
    }

    /** Adds everything up afresh. */
    void renew(int[] labels) {
        parallel.ranges(rows.n(), grain, (from, to) -> {
            Part part = chunk(from);
            part.clear();
            for (int i = from; i < to; i++) {
                add(part, i, labels[i], rows.weight(i));
            }
        });
        total.clear();
        for (Part chunk : chunks) {
            total.add(chunk);
        }
    }

    /** A row of one cluster becomes the only one of another that is empty. */
    void move(int row, int from, int to) {
        double weight = rows.weight(row);
        add(total, row, from, -weight);
        Arrays.fill(total.sums, to * d, (to + 1) * d, 0);
        total.masses[to] = 0;
        add(total, row, to, weight);
    }

    /** Rows of a cluster that weigh anything. */
    int count(int cluster) {
        return total.counts[cluster];
    }

    /** Writes the mean of a cluster that is not empty to its place among the centres. */
    void mean(int cluster, double[] centres) {
        double mass = total.masses[cluster];
        for (int j = cluster * d; j < (cluster + 1) * d; j++) {
            centres[j] = total.sums[j] / mass;
        }
    }

    private void add(Part part, int row, int cluster, double weight) {
        double[] x = rows.x();
        double[] sums = part.sums;
        int o = row * d;
        int s = cluster * d;
        for (int j = 0; j < d; j++) {
            sums[s + j] += weight * x[o + j];
        }
        part.masses[cluster] += weight;
        part.counts[cluster] += (int) Math.signum(weight);
    }
}
