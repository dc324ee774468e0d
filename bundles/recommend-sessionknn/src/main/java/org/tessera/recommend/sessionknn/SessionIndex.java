// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.sessionknn;

import java.util.Arrays;
import org.tessera.api.data.Sessions;
import org.tessera.api.data.SparseMatrix;

/**
 * Past sessions of two items and more, the newest first, with the way back from an item to the sessions that hold it.
 * Immutable by convention: nobody changes the arrays.
 *
 * @param byItem items by sessions, ascending, which is from the newest on
 * @param bySession sessions by items; values are places in the session, from 1, at which the item was last; items of one
 *     time share a place
 * @param customers whose session each is
 * @param times of the last event of each, in ms since 1970; 0 where unknown
 */
record SessionIndex(SparseMatrix byItem, SparseMatrix bySession, int[] customers, long[] times) {
    private static final int REPORT_EVERY = 1 << 12;
    /** Places are kept as floats, which count exactly up to here. */
    private static final int LAST_PLACE = 1 << 24;

    /** Told how many of how many are done. */
    @FunctionalInterface
    interface Watcher {
        void done(int done, int total);
    }

    static SessionIndex of(SparseMatrix bySession, int[] customers, long[] times) {
        return new SessionIndex(bySession.transposed(), bySession, customers, times);
    }

    static SessionIndex of(Sessions sessions, int items, Watcher watcher) {
        int all = sessions.size();
        int[] order = newestFirst(sessions);
        int[] starts = new int[all + 1];
        int[] columns = new int[sessions.entries()];
        float[] places = new float[columns.length];
        int[] customers = new int[all];
        long[] times = new long[all];
        long[] entries = new long[16];
        int n = 0;
        int kept = 0;
        for (int k = 0; k < all; k++) {
            if (k % REPORT_EVERY == 0) {
                watcher.done(k, all);
            }
            int s = order[k];
            int length = sessions.end(s) - sessions.start(s);
            entries = entries.length < length ? new long[length] : entries;
            int place = 1;
            for (int p = sessions.start(s); p < sessions.end(s); p++) {
                place += p > sessions.start(s) && sessions.itemTime(p) != sessions.itemTime(p - 1) ? 1 : 0;
                entries[p - sessions.start(s)] = (long) sessions.item(p) << 32 | Math.min(place, LAST_PLACE);
            }
            Arrays.sort(entries, 0, length);
            int from = n;
            for (int e = 0; e < length; e++) {
                if (e + 1 == length || entries[e] >>> 32 != entries[e + 1] >>> 32) {
                    columns[n] = (int) (entries[e] >>> 32);
                    places[n++] = (int) entries[e];
                }
            }
            if (n - from < 2) {
                n = from;
                continue;
            }
            customers[kept] = sessions.customer(s);
            times[kept] = sessions.time(s);
            starts[++kept] = n;
        }
        watcher.done(all, all);
        return of(
                SparseMatrix.of(
                        kept,
                        items,
                        Arrays.copyOf(starts, kept + 1),
                        Arrays.copyOf(columns, n),
                        Arrays.copyOf(places, n)),
                Arrays.copyOf(customers, kept),
                Arrays.copyOf(times, kept));
    }

    /** Of those of one time the later one comes first. A merge sort over indexes, as there may be millions. */
    private static int[] newestFirst(Sessions sessions) {
        int n = sessions.size();
        int[] order = new int[n];
        for (int k = 0; k < n; k++) {
            order[k] = n - 1 - k;
        }
        int[] merged = new int[n];
        for (int width = 1; width < n && width > 0; width *= 2) {
            for (int from = 0; from < n; from += 2 * width) {
                int middle = (int) Math.min((long) from + width, n);
                int end = (int) Math.min((long) from + 2L * width, n);
                int a = from;
                int b = middle;
                for (int k = from; k < end; k++) {
                    boolean first = a < middle
                            && (b == end || sessions.time(order[a]) >= sessions.time(order[b]));
                    merged[k] = order[first ? a++ : b++];
                }
            }
            int[] swapped = order;
            order = merged;
            merged = swapped;
        }
        return order;
    }
}
