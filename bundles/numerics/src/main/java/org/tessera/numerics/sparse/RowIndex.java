// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;

/**
 * An inverted index over the rows of a sparse matrix: finds the rows most like a vector by adding up the dot products
 * with all of them over the lists of the vector's terms. Immutable and safe for many threads, each with a {@link Search}
 * of its own.
 */
public final class RowIndex {
    /** Rows looked at in one go, so that their sums stay in the first cache while they are. */
    private static final int BLOCK = 1024;

    /** Below this, similarities of vectors with negative values are what rounding has left of 0. */
    private static final float NOISE = 1e-6f;

    private final SparseMatrix lists;
    private final Postings postings;
    private final float[] scales;
    private final SimilarityTable table;
    private final float least;

    /**
     * @param lists terms by rows: the transposed of the matrix
     * @param table what the similarities need of each row
     */
    public RowIndex(SparseMatrix lists, SimilarityTable table) {
        this.lists = lists;
        this.scales = Postings.commonValues(lists);
        this.postings = Postings.of(lists, scales.length < lists.rows());
        this.table = table;
        this.least = hasNegative(lists) ? NOISE : Float.MIN_VALUE;
    }

    /** Memory to search with, for one thread at a time. */
    public Search search(int k) {
        return new Search(k);
    }

    private static boolean hasNegative(SparseMatrix matrix) {
        for (int p = 0; !matrix.isBinary() && p < matrix.size(); p++) {
            if (matrix.value(p) < 0f) {
                return true;
            }
        }
        return false;
    }

    /** Finds rows, one vector after the other. Not safe for many threads. */
    public final class Search {
        private final float[] dots = new float[lists.columns()];
        private final TopK best;

        private Search(int k) {
            this.best = new TopK(k);
        }

        /**
         * The rows most like a vector, of which the similarity is more than 0; to be drained before the next search.
         *
         * @param terms of the vector, in the order in which products are to be added up
         * @param values of the terms, which may be negative
         * @param count how many terms there are
         * @param square squared length of the vector
         * @param self a row to leave out, or a negative number
         */
        public TopK nearest(int[] terms, float[] values, int count, float square, int self) {
            long updates = 0;
            for (int t = 0; t < count; t++) {
                int term = terms[t];
                updates += lists.size(term);
                float factor = scales.length == 0 ? values[t] : values[t] * scales[term];
                postings.add(dots, lists.start(term), lists.end(term), factor);
            }
            if (self >= 0 && self < dots.length) {
                dots[self] = 0f;
            }
            SimilarityTable.Row row = table.row(square);
            // Where few rows have anything in common with the vector, going along the lists once more is quicker than
            // looking at all rows.
            if (updates < dots.length / 8) {
                for (int t = 0; t < count; t++) {
                    lookAtList(terms[t], row);
                }
            } else {
                for (int from = 0; from < dots.length; from += BLOCK) {
                    lookAtBlock(from, Math.min(dots.length, from + BLOCK), row);
                }
            }
            return best;
        }

        /** Sums are set back once they are looked at, so that a row met again counts no more. */
        private void lookAtList(int term, SimilarityTable.Row row) {
            for (int p = lists.start(term); p < lists.end(term); p++) {
                int r = lists.column(p);
                float dot = dots[r];
                if (dot != 0f) {
                    dots[r] = 0f;
                    offer(r, table.of(row, dot, r));
                }
            }
        }

        /**
         * Compares products, not fractions: a division for each row takes longer than all the rest. What comes near the
         * bar is then looked at closely.
         */
        private void lookAtBlock(int from, int to, SimilarityTable.Row row) {
            float[] factors = table.factors;
            float[] terms = table.terms;
            float bar = bar();
            float perFactor = bar * row.factor();
            float fixed = bar * row.term();
            float perDot = 1f - bar * row.dotFactor();
            for (int r = from; r < to; r++) {
                if (perDot * dots[r] >= perFactor * factors[r] + bar * terms[r] + fixed && dots[r] > 0f) {
                    if (offer(r, table.of(row, dots[r], r))) {
                        bar = bar();
                        perFactor = bar * row.factor();
                        fixed = bar * row.term();
                        perDot = 1f - bar * row.dotFactor();
                    }
                }
            }
            Arrays.fill(dots, from, to, 0f);
        }

        /** A little below what is needed, for the sake of rounding. */
        private float bar() {
            return Math.max(least, (float) best.bar()) * (1f - 1e-5f);
        }

        private boolean offer(int row, float similarity) {
            return similarity >= least && similarity >= best.bar() && best.offer(row, similarity);
        }
    }
}
