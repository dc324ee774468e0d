// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ranking;

import java.util.Arrays;
import org.tessera.api.data.History;
import org.tessera.api.recommend.Query;
import org.tessera.numerics.sparse.Evidence;

/**
 * The items of a question in the order in which they tell what is wanted next: the newest first. Each has a place, 1 for
 * the newest; items of one time, of which nobody knows which came first, share a place. Immutable by convention: nobody
 * changes the arrays.
 *
 * @param items different items the model knows
 * @param places of the same length, never descending, from 1 on
 */
public record RecentItems(int[] items, int[] places) {
    private static final int INDEX_BITS = 23;
    private static final long OLDEST = (1L << (63 - INDEX_BITS)) - 1;
    private static final RecentItems NONE = new RecentItems(new int[0], new int[0]);

    /** How many. */
    public int size() {
        return items.length;
    }

    /**
     * All that the one asking had to do with: the basket, what was put there last first, then the rest of the history.
     *
     * @param known items the model knows: indexes below this
     * @param most how many at most
     */
    public static RecentItems all(Query query, int known, int most) {
        RecentItems basket = basket(query, known, most);
        RecentItems history = history(query.history(), known, Long.MAX_VALUE);
        if (basket.size() == 0) {
            return history.first(most);
        }
        int[] sorted = basket.items.clone();
        Arrays.sort(sorted);
        int[] items = Arrays.copyOf(basket.items, basket.size() + history.size());
        int[] places = Arrays.copyOf(basket.places, items.length);
        int n = basket.size();
        int behind = basket.places[n - 1];
        int before = -1;
        int place = behind;
        for (int k = 0; k < history.size(); k++) {
            if (Arrays.binarySearch(sorted, history.items[k]) < 0) {
                place += history.places[k] == before ? 0 : 1;
                before = history.places[k];
                items[n] = history.items[k];
                places[n++] = place;
            }
        }
        return new RecentItems(Arrays.copyOf(items, n), Arrays.copyOf(places, n)).first(most);
    }

    /**
     * The current session: the basket where there is one, else the newest items with no more than a gap between one and
     * the next.
     *
     * @param known items the model knows: indexes below this
     * @param gap in milliseconds
     * @param most how many at most
     */
    public static RecentItems session(Query query, int known, long gap, int most) {
        RecentItems basket = basket(query, known, most);
        return basket.size() > 0
                ? basket
                : history(query.history(), known, gap).first(most);
    }

    private RecentItems first(int most) {
        return items.length <= most ? this : new RecentItems(Arrays.copyOf(items, most), Arrays.copyOf(places, most));
    }

    /** A basket is in order, so each item has a place of its own; an item put there twice counts where it is newest. */
    private static RecentItems basket(Query query, int known, int most) {
        int[] basket = query.context().basket();
        if (basket.length == 0) {
            return NONE;
        }
        int[] items = new int[Math.min(basket.length, most)];
        int n = 0;
        for (int k = basket.length - 1; k >= 0 && n < items.length; k--) {
            int item = basket[k];
            boolean isNew = item >= 0 && item < known;
            for (int m = 0; m < n && isNew; m++) {
                isNew = items[m] != item;
            }
            if (isNew) {
                items[n++] = item;
            }
        }
        int[] places = new int[n];
        for (int k = 0; k < n; k++) {
            places[k] = k + 1;
        }
        return new RecentItems(Arrays.copyOf(items, n), places);
    }

    private static RecentItems history(History history, int known, long gap) {
        int n = 0;
        long newest = Long.MIN_VALUE;
        int size = Math.min(history.size(), 1 << INDEX_BITS);
        for (int k = 0; k < size && history.item(k) < known; k++) {
            if (Evidence.BINARY.of(history.weight(k)) > 0) {
                n++;
                newest = Math.max(newest, history.time(k));
            }
        }
        // Age and index in one number, so that sorting needs no objects.
        long[] order = new long[n];
        int last = 0;
        for (int k = 0; last < n; k++) {
            if (Evidence.BINARY.of(history.weight(k)) > 0) {
                long age = newest - history.time(k);
                order[last++] = (age < 0 || age > OLDEST ? OLDEST : age) << INDEX_BITS | k;
            }
        }
        Arrays.sort(order);
        int[] items = new int[n];
        int[] places = new int[n];
        int place = 0;
        long before = -1;
        int kept = 0;
        for (; kept < n; kept++) {
            long age = order[kept] >>> INDEX_BITS;
            if (kept > 0 && age - before > gap) {
                break;
            }
            place += age == before ? 0 : 1;
            before = age;
            items[kept] = history.item((int) (order[kept] & ((1 << INDEX_BITS) - 1)));
            places[kept] = place;
        }
        return new RecentItems(items, places).first(kept);
    }
}
