// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts of a fixed set of names as shares. */
final class Ranked {
    private Ranked() {}

    /** Shares of the names that occur, the largest first and equal ones in the order of the names. */
    static Map<String, Double> shares(String[] names, int[] counts) {
        return shares(names, counts, new int[counts.length]);
    }

    /** As above around a clock: of equal ones, the one with more on either side comes first. */
    static Map<String, Double> cyclicShares(String[] names, int[] counts) {
        int n = counts.length;
        int[] beside = new int[n];
        for (int k = 0; k < n; k++) {
            beside[k] = counts[(k + 1) % n] + counts[(k + n - 1) % n];
        }
        return shares(names, counts, beside);
    }

    private static Map<String, Double> shares(String[] names, int[] counts, int[] second) {
        int[] order = new int[counts.length];
        int used = 0;
        long total = 0;
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] > 0) {
                int at = used++;
                while (at > 0 && isLess(order[at - 1], k, counts, second)) {
                    order[at] = order[at - 1];
                    at--;
                }
                order[at] = k;
                total += counts[k];
            }
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int k = 0; k < used; k++) {
            shares.put(names[order[k]], (double) counts[order[k]] / total);
        }
        return shares;
    }

    private static boolean isLess(int a, int b, int[] counts, int[] second) {
        return counts[a] != counts[b] ? counts[a] < counts[b] : second[a] < second[b];
    }
}
