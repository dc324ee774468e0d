// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.associations;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.tessera.api.data.Sessions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.sparse.Evidence;

/**
 * Baskets of frequent items, which are known by rank here: 0 for the most frequent one. Immutable by convention: nobody
 * changes the arrays.
 *
 * @param size number of baskets, empty ones included
 * @param least number of baskets that must hold what counts as frequent
 * @param items item index by rank
 * @param counts number of baskets by rank, not ascending
 * @param starts of length {@code size + 1}: the entries of basket b stand from {@code starts[b]} to below
 *     {@code starts[b + 1]}
 * @param ranks ascending within a basket, all different
 */
record Baskets(int size, int least, int[] items, int[] counts, int[] starts, int[] ranks) {
    /** Baskets of sessions; an item is in a basket once, however often it was bought. */
    static Baskets of(Sessions sessions, int items, IntUnaryOperator least) {
        int[] starts = new int[sessions.size() + 1];
        int[] entries = new int[sessions.entries()];
        int n = 0;
        for (int s = 0; s < sessions.size(); s++) {
            int from = n;
            for (int p = sessions.start(s); p < sessions.end(s); p++) {
                entries[n++] = sessions.item(p);
            }
            n = distinct(entries, from, n);
            starts[s + 1] = n;
        }
        return ranked(starts, entries, items, least.applyAsInt(sessions.size()));
    }

    /** Baskets of all that a customer has, of weights above 0. */
    static Baskets of(SparseMatrix byCustomer, IntUnaryOperator least) {
        SparseMatrix having = Evidence.BINARY.of(byCustomer);
        int[] starts = new int[having.rows() + 1];
        int[] entries = new int[having.size()];
        for (int c = 0; c < having.rows(); c++) {
            starts[c + 1] = starts[c] + having.copyColumns(c, entries, starts[c]);
        }
        return ranked(starts, entries, having.columns(), least.applyAsInt(having.rows()));
    }

    private static int distinct(int[] entries, int from, int to) {
        Arrays.sort(entries, from, to);
        int n = from;
        for (int p = from; p < to; p++) {
            if (n == from || entries[n - 1] != entries[p]) {
                entries[n++] = entries[p];
            }
        }
        return n;
    }

    private static Baskets ranked(int[] starts, int[] entries, int items, int least) {
        int[] counts = new int[items];
        int end = starts[starts.length - 1];
        for (int p = 0; p < end; p++) {
            counts[entries[p]]++;
        }
        // The most frequent first, ties by item: count and item in one number.
        long[] order = new long[items];
        int frequent = 0;
        for (int i = 0; i < items; i++) {
            if (counts[i] >= least) {
                order[frequent++] = (long) (Integer.MAX_VALUE - counts[i]) << 32 | i;
            }
        }
        Arrays.sort(order, 0, frequent);
        int[] itemOf = new int[frequent];
        int[] countOf = new int[frequent];
        int[] rankOf = new int[items];
        Arrays.fill(rankOf, -1);
        for (int r = 0; r < frequent; r++) {
            itemOf[r] = (int) order[r];
            countOf[r] = counts[itemOf[r]];
            rankOf[itemOf[r]] = r;
        }
        int[] rankStarts = new int[starts.length];
        int[] ranks = new int[end];
        int n = 0;
        for (int b = 0; b + 1 < starts.length; b++) {
            int from = n;
            for (int p = starts[b]; p < starts[b + 1]; p++) {
                if (rankOf[entries[p]] >= 0) {
                    ranks[n++] = rankOf[entries[p]];
                }
            }
            Arrays.sort(ranks, from, n);
            rankStarts[b + 1] = n;
        }
        return new Baskets(starts.length - 1, least, itemOf, countOf, rankStarts, Arrays.copyOf(ranks, n));
    }
}
