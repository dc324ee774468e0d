// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.Arrays;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemCatalog;

/** Makes histories from events, one customer after another. For one thread. */
final class HistoryBuilder {
    private final EventWeights weighing;
    private final ItemCatalog catalog;
    /** Item in the upper half, number of the event in the lower one. */
    private long[] keys = new long[64];

    private float[] weights = new float[64];
    private long[] times = new long[64];
    private int size;

    HistoryBuilder(EventWeights weighing, ItemCatalog catalog) {
        this.weighing = weighing;
        this.catalog = catalog;
    }

    /** Takes an event of the customer into account, if it counts. */
    void add(Event event) {
        float weight = weighing.of(event);
        if (weight > 0 && event.item() < catalog.size() && catalog.isProduct(event.item())) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, 2 * size);
                weights = Arrays.copyOf(weights, 2 * size);
                times = Arrays.copyOf(times, 2 * size);
            }
            keys[size] = (long) event.item() << 32 | size;
            weights[size] = weight;
            times[size++] = event.time();
        }
    }

    /** The history of what was added: each item with the strongest weight and the newest time. Begins another one. */
    History build() {
        Arrays.sort(keys, 0, size);
        int[] items = new int[size];
        float[] strongest = new float[size];
        long[] newest = new long[size];
        int distinct = 0;
        for (int k = 0; k < size; k++) {
            int item = (int) (keys[k] >>> 32);
            int number = (int) keys[k];
            if (distinct == 0 || items[distinct - 1] != item) {
                items[distinct] = item;
                strongest[distinct] = weights[number];
                newest[distinct++] = times[number];
            } else {
                strongest[distinct - 1] = Math.max(strongest[distinct - 1], weights[number]);
                newest[distinct - 1] = Math.max(newest[distinct - 1], times[number]);
            }
        }
        size = 0;
        return History.ofSorted(
                Arrays.copyOf(items, distinct), Arrays.copyOf(strongest, distinct), Arrays.copyOf(newest, distinct));
    }
}
