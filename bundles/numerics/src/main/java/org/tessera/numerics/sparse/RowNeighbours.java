// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.tessera.api.TesseraException;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;

/**
 * The most similar other rows of every row of a sparse matrix, without ever holding a matrix of rows by rows: for one
 * row at a time the dot products with all others are added up over its columns (the inverted index), turned into
 * similarities, and the best are kept. Time grows with the sum over columns of their squared number of entries.
 *
 * <p>Dot products are added up in single precision in the order of the columns, and of equal similarities the lower row
 * is kept, so the result does not depend on the number of threads.
 */
public final class RowNeighbours {
    /** Rows that a thread takes at a time: little enough that costly rows spread out. */
    private static final int GRAIN = 32;

    private final SparseMatrix rows;
    private final SparseMatrix columns;
    private final Postings postings;
    private final float[] scales;
    private final SimilarityTable table;
    private final int k;
    private final float[] squares;
    private final int[][] chunkIds;
    private final float[][] chunkScores;
    private final int[] counts;

    private RowNeighbours(SparseMatrix rows, SparseMatrix columns, Similarity similarity, int k) {
        int n = rows.rows();
        this.rows = rows;
        this.columns = columns;
        float[] common = Postings.commonValues(columns);
        this.postings = Postings.of(columns, common.length < columns.rows());
        this.scales = common.length < columns.rows() ? ones(columns.rows()) : common;
        this.k = k;
        this.squares = squares(rows);
        this.table = new SimilarityTable(similarity, squares);
        int chunks = Parallel.rangeCount(n, GRAIN);
        this.chunkIds = new int[chunks][];
        this.chunkScores = new float[chunks][];
        this.counts = new int[n];
    }

    /**
     * Finds them.
     *
     * @param rows the vectors; values must not be negative
     * @param transposed the same matrix by column
     * @param k how many neighbours to keep for each row at most
     * @param watcher told how many rows are done; throws to stop
     * @return rows by rows; entry (r, s) is the similarity of s to r where s is among the k most similar to r; the
     *     diagonal and similarities of 0 are left out
     * @throws TesseraException if the result has more than 2^31 entries
     */
    public static SparseMatrix of(
            SparseMatrix rows,
            SparseMatrix transposed,
            Similarity similarity,
            int k,
            Parallel parallel,
            IntConsumer watcher) {
        if (transposed.rows() != rows.columns()
                || transposed.columns() != rows.rows()
                || transposed.size() != rows.size()) {
            throw new IllegalArgumentException(transposed + " is not the transposed of " + rows);
        }
        RowNeighbours search = new RowNeighbours(rows, transposed, similarity, k);
        parallel.ranges(rows.rows(), GRAIN, search::newWorker, watcher);
        return search.assemble();
    }

    /** The sum of the squared values of each row. */
    public static float[] squares(SparseMatrix matrix) {
        float[] squares = new float[matrix.rows()];
        for (int r = 0; r < squares.length; r++) {
            double sum = 0;
            for (int p = matrix.start(r); p < matrix.end(r); p++) {
                sum += (double) matrix.value(p) * matrix.value(p);
            }
            squares[r] = (float) sum;
        }
        return squares;
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1f);
        return ones;
    }

    private RangeBody newWorker() {
        return new Worker();
    }

    private SparseMatrix assemble() {
        int n = counts.length;
        int[] starts = new int[n + 1];
        long size = 0;
        for (int r = 0; r < n; r++) {
            size += counts[r];
            if (size > Integer.MAX_VALUE - 8) {
                throw new TesseraException(
                        k + " neighbours for each of " + n + " are more than " + Integer.MAX_VALUE + " in all",
                        "keep fewer neighbours");
            }
            starts[r + 1] = (int) size;
        }
        int[] ids = new int[(int) size];
        float[] scores = new float[(int) size];
        for (int c = 0; c < chunkIds.length; c++) {
            System.arraycopy(chunkIds[c], 0, ids, starts[c * GRAIN], chunkIds[c].length);
            System.arraycopy(chunkScores[c], 0, scores, starts[c * GRAIN], chunkScores[c].length);
        }
        return SparseMatrix.of(n, n, starts, ids, scores);
    }

    /** What one thread needs: arrays over all rows, used again for row after row. */
    private final class Worker implements RangeBody {
        private final float[] dots = new float[rows.rows()];
        private final float[] scores = new float[rows.rows()];
        private final int[] touched = new int[rows.rows() + 1];
        private final TopK best = new TopK(k);
        private long[] sorted = new long[GRAIN];

        @Override
        public void run(int from, int to) {
            int[] ids = new int[Math.min(k, 64) * (to - from)];
            float[] kept = new float[ids.length];
            int size = 0;
            for (int r = from; r < to; r++) {
                search(r);
                int found = best.size();
                if (size + found > ids.length) {
                    ids = Arrays.copyOf(ids, Math.max(size + found, 2 * ids.length));
                    kept = Arrays.copyOf(kept, ids.length);
                }
                best.drainUnordered(ids, kept, size);
                sortById(ids, kept, size, found);
                counts[r] = found;
                size += found;
            }
            chunkIds[from / GRAIN] = Arrays.copyOf(ids, size);
            chunkScores[from / GRAIN] = Arrays.copyOf(kept, size);
        }

        /** Where few rows have anything in common with this one, noting them is quicker than looking at all. */
        private void search(int row) {
            long updates = 0;
            for (int p = rows.start(row); p < rows.end(row); p++) {
                updates += columns.size(rows.column(p));
            }
            if (updates < dots.length / 8) {
                searchTouched(row);
            } else {
                searchAll(row);
            }
        }

        private void searchTouched(int row) {
            int count = 0;
            for (int p = rows.start(row); p < rows.end(row); p++) {
                int c = rows.column(p);
                float factor = rows.value(p) * scales[c];
                count = postings.addTracked(dots, touched, count, columns.start(c), columns.end(c), factor);
            }
            dots[row] = 0f;
            SimilarityTable.Row of = table.row(squares[row]);
            for (int t = 0; t < count; t++) {
                int s = touched[t];
                float dot = dots[s];
                dots[s] = 0f;
                float score = table.of(of, dot, s);
                if (score > 0f && score >= best.bar()) {
                    best.offer(s, score);
                }
            }
        }

        private void searchAll(int row) {
            for (int p = rows.start(row); p < rows.end(row); p++) {
                int c = rows.column(p);
                postings.add(dots, columns.start(c), columns.end(c), rows.value(p) * scales[c]);
            }
            dots[row] = 0f;
            SimilarityTable.Row of = table.row(squares[row]);
            score(dots, scores, table.factors, table.terms, of.factor(), of.term(), of.dotFactor());
            Arrays.fill(dots, 0f);
            float bar = Float.MIN_VALUE;
            for (int s = 0; s < scores.length; s++) {
                if (scores[s] >= bar) {
                    best.offer(s, scores[s]);
                    bar = Math.max(Float.MIN_VALUE, (float) best.bar());
                }
            }
        }

        private void sortById(int[] ids, float[] kept, int from, int count) {
            if (sorted.length < count) {
                sorted = new long[Math.max(count, 2 * sorted.length)];
            }
            for (int i = 0; i < count; i++) {
                sorted[i] = (long) ids[from + i] << 32 | Float.floatToRawIntBits(kept[from + i]);
            }
            Arrays.sort(sorted, 0, count);
            for (int i = 0; i < count; i++) {
                ids[from + i] = (int) (sorted[i] >>> 32);
                kept[from + i] = Float.intBitsToFloat((int) sorted[i]);
            }
        }
    }

    /** Kept apart and free of branches, so that the compiler uses vector instructions. 0 / 0 is NaN, which no bar lets pass. */
    private static void score(
            float[] dots,
            float[] scores,
            float[] factors,
            float[] terms,
            float rowFactor,
            float rowTerm,
            float dotFactor) {
        for (int s = 0; s < scores.length; s++) {
            scores[s] = dots[s] / (rowFactor * factors[s] + rowTerm + terms[s] + dotFactor * dots[s]);
        }
    }
}
