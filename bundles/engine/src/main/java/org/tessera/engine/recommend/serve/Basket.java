// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.Map;
import java.util.TreeMap;
import org.tessera.api.data.History;

/** Puts a basket into a history, so that every strategy takes it into account. */
public final class Basket {
    private Basket() {}

    /**
     * The history with the items of a basket as its newest part, in their order, each of weight 1 at least.
     *
     * @param items in the order in which they were put there
     * @param now time of the last of them, in ms since 1970
     */
    public static History fold(History history, int[] items, long now) {
        if (items.length == 0) {
            return history;
        }
        Map<Integer, Integer> order = new TreeMap<>();
        for (int k = 0; k < items.length; k++) {
            order.put(items[k], k);
        }
        int fresh = (int)
                order.keySet().stream().filter(item -> !history.contains(item)).count();
        int size = history.size() + fresh;
        int[] folded = new int[size];
        float[] weights = new float[size];
        long[] times = new long[size];
        int[] added = order.keySet().stream().mapToInt(Integer::intValue).toArray();
        int h = 0;
        int b = 0;
        for (int k = 0; k < size; k++) {
            boolean own = b >= added.length || h < history.size() && history.item(h) < added[b];
            if (own) {
                folded[k] = history.item(h);
                weights[k] = history.weight(h);
                times[k] = history.time(h++);
            } else {
                boolean both = h < history.size() && history.item(h) == added[b];
                folded[k] = added[b];
                weights[k] = both ? Math.max(1, history.weight(h)) : 1;
                times[k] = now - (items.length - 1 - order.getOrDefault(added[b], 0));
                h += both ? 1 : 0;
                b++;
            }
        }
        return History.ofSorted(folded, weights, times);
    }
}
