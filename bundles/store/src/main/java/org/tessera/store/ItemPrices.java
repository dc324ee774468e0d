// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.util.Arrays;

/**
 * What was paid last for each item, and when; of several prices at one time the highest, so that the order in which
 * events come does not matter. Not safe for many threads.
 */
final class ItemPrices {
    private double[] prices = new double[0];
    private long[] times = new long[0];

    /** What is done with each price. */
    @FunctionalInterface
    interface Visitor {
        void visit(int item, double price, long time);
    }

    void put(int item, double price, long time) {
        if (item >= prices.length) {
            int known = prices.length;
            int size = Math.max(item + 1, known * 2);
            prices = Arrays.copyOf(prices, size);
            times = Arrays.copyOf(times, size);
            Arrays.fill(prices, known, size, Double.NaN);
            Arrays.fill(times, known, size, Long.MIN_VALUE);
        }
        if (time > times[item] || (time == times[item] && price > prices[item])) {
            prices[item] = price;
            times[item] = time;
        }
    }

    void forEach(Visitor visitor) {
        for (int item = 0; item < prices.length; item++) {
            if (!Double.isNaN(prices[item])) {
                visitor.visit(item, prices[item], times[item]);
            }
        }
    }
}
