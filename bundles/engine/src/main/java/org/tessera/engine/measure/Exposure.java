// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.util.Arrays;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;

/**
 * How recommendations fall on the items of a catalogue.
 *
 * @param coverage share of the items that were recommended to anybody
 * @param gini coefficient of the number of recommendations of each item (Fleder and Hosanagar 2009): 0 if all items are
 *     recommended alike, towards 1 if few are; NaN without any
 * @param novelty mean of -log2 of the share of customers that had a recommended item (Vargas and Castells 2011); an item
 *     nobody had counts as if one had; NaN without any
 */
public record Exposure(double coverage, double gini, double novelty) {
    /**
     * @param lists items answered, a list for each customer
     * @param train what customers had before
     */
    static Exposure of(int[][] lists, Interactions train) {
        SparseMatrix byItem = train.byItem();
        long[] counts = new long[train.items()];
        double information = 0;
        long places = 0;
        for (int[] list : lists) {
            for (int item : list) {
                counts[item]++;
                information += Math.log((double) train.customers() / Math.max(1, byItem.size(item))) / Math.log(2);
                places++;
            }
        }
        long recommended = Arrays.stream(counts).filter(count -> count > 0).count();
        return new Exposure(
                (double) recommended / Math.max(1, counts.length),
                gini(counts, places),
                places == 0 ? Double.NaN : information / places);
    }

    private static double gini(long[] counts, long sum) {
        Arrays.sort(counts);
        int n = counts.length;
        double weighted = 0;
        for (int place = 0; place < n; place++) {
            weighted += (2.0 * (place + 1) - n - 1) * counts[place];
        }
        return sum == 0 ? Double.NaN : weighted / ((double) n * sum);
    }
}
