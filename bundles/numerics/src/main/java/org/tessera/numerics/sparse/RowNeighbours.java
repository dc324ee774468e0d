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
    private final RowIndex index;
    private final int k;
    private final float[] squares;
    private final int[][] chunkIds;
    private final float[][] chunkScores;
    private final int[] counts;

    private RowNeighbours(SparseMatrix rows, RowIndex index, float[] squares, int k) {
        this.rows = rows;
        this.index = index;
        this.squares = squares;
        this.k = k;
        int chunks = Parallel.rangeCount(rows.rows(), GRAIN);
        this.chunkIds = new int[chunks][];
        this.chunkScores = new float[chunks][];
        this.counts = new int[rows.rows()];
    }

    /**
     * Finds them.
     *
     * @param rows the vectors; values may be negative, and negative similarities are left out
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
        checkShape(rows, transposed);
        float[] squares = squares(rows);
        return search(rows, transposed, new SimilarityTable(similarity, squares), squares, k, parallel, watcher);
    }

    /**
     * The greatest entries of each row of a product of two matrices, divided by a number of each column.
     *
     * @param left rows by columns, values not negative
     * @param right columns by rows, values not negative, with entries where the transposed of {@code left} has some
     * @param divisors of each column of the product, above 0
     * @param k how many entries to keep for each row at most
     * @param watcher told how many rows are done; throws to stop
     * @return rows by rows, the diagonal and entries of 0 left out
     * @throws TesseraException if the result has more than 2^31 entries
     */
    public static SparseMatrix ofProduct(
            SparseMatrix left, SparseMatrix right, float[] divisors, int k, Parallel parallel, IntConsumer watcher) {
        checkShape(left, right);
        float[] squares = new float[left.rows()];
        Arrays.fill(squares, 1f);
        return search(left, right, SimilarityTable.dividing(divisors), squares, k, parallel, watcher);
    }

    private static SparseMatrix search(
            SparseMatrix rows,
            SparseMatrix columns,
            SimilarityTable table,
            float[] squares,
            int k,
            Parallel parallel,
            IntConsumer watcher) {
        RowNeighbours search = new RowNeighbours(rows, new RowIndex(columns, table), squares, k);
        parallel.ranges(rows.rows(), GRAIN, search::newWorker, watcher);
        return search.assemble();
    }

    private static void checkShape(SparseMatrix rows, SparseMatrix transposed) {
        if (transposed.rows() != rows.columns()
                || transposed.columns() != rows.rows()
                || transposed.size() != rows.size()) {
            throw new IllegalArgumentException(transposed + " is not the transposed of " + rows);
        }
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
        private final RowIndex.Search search = index.search(k);
        private int[] terms = new int[64];
        private float[] values = new float[64];
        private long[] sorted = new long[GRAIN];

        @Override
        public void run(int from, int to) {
            int[] ids = new int[Math.min(k, 64) * (to - from)];
            float[] kept = new float[ids.length];
            int size = 0;
            for (int r = from; r < to; r++) {
                TopK best = search(r);
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

        private TopK search(int row) {
            int count = rows.size(row);
            if (terms.length < count) {
                terms = new int[Math.max(count, 2 * terms.length)];
                values = new float[terms.length];
            }
            rows.copyColumns(row, terms, 0);
            for (int t = 0; t < count; t++) {
                values[t] = rows.value(rows.start(row) + t);
            }
            return search.nearest(terms, values, count, squares[row], row);
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
}
