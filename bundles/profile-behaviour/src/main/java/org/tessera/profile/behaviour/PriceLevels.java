// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.ItemCatalog;

/**
 * How dear an item is among those of its first category, or in the whole catalogue where the category has too few prices
 * to tell. Immutable and safe for many threads; does not keep the catalogue.
 */
final class PriceLevels {
    /** With fewer prices than that a rank says little. */
    private static final int ENOUGH = 10;

    private static final int ALL = 0;

    private final WeakReference<ItemCatalog> catalog;
    private final int[] groupOf;
    private final double[][] prices;

    private PriceLevels(ItemCatalog catalog, int[] groupOf, double[][] prices) {
        this.catalog = new WeakReference<>(catalog);
        this.groupOf = groupOf;
        this.prices = prices;
    }

    static PriceLevels of(ItemCatalog catalog) {
        int n = catalog.size();
        Map<String, Integer> groups = new HashMap<>();
        int[] groupOf = new int[n];
        double[] priceOf = new double[n];
        int[] sizes = new int[16];
        for (int item = 0; item < n; item++) {
            List<String> categories = catalog.categories(item);
            int group = categories.isEmpty() ? ALL : groups.computeIfAbsent(categories.get(0), c -> groups.size() + 1);
            groupOf[item] = group;
            priceOf[item] = catalog.isProduct(item) ? catalog.price(item) : Double.NaN;
            if (priceOf[item] > 0) {
                sizes = group < sizes.length ? sizes : Arrays.copyOf(sizes, 2 * group);
                sizes[group] += group == ALL ? 0 : 1;
                sizes[ALL]++;
            }
        }
        double[][] prices = new double[groups.size() + 1][];
        for (int group = 0; group < prices.length; group++) {
            prices[group] = new double[group < sizes.length ? sizes[group] : 0];
        }
        int[] filled = new int[prices.length];
        for (int item = 0; item < n; item++) {
            if (priceOf[item] > 0) {
                int group = groupOf[item];
                prices[ALL][filled[ALL]++] = priceOf[item];
                if (group != ALL) {
                    prices[group][filled[group]++] = priceOf[item];
                }
            }
        }
        for (double[] sorted : prices) {
            Arrays.sort(sorted);
        }
        return new PriceLevels(catalog, groupOf, prices);
    }

    boolean isOf(ItemCatalog other) {
        return catalog.refersTo(other);
    }

    /**
     * Share of the prices that are below, counting half of those that are equal: 0..1.
     *
     * @return NaN where there are too few prices to tell
     */
    double rank(int item, double price) {
        double[] own = item < groupOf.length ? prices[groupOf[item]] : prices[ALL];
        double[] sorted = own.length >= ENOUGH ? own : prices[ALL];
        if (sorted.length < ENOUGH) {
            return Double.NaN;
        }
        return (below(sorted, price) + below(sorted, Math.nextUp(price))) / (2.0 * sorted.length);
    }

    /** Number of sorted prices below one. */
    private static int below(double[] sorted, double price) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < price) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
