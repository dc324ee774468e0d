// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts of a fixed set of names as shares. */
final class Ranked {
    private Ranked() {}

    /** Shares of the names that occur, the largest first and equal ones in the order of the names. */
    static Map<String, Double> shares(String[] names, int[] counts) {
        int[] order = new int[counts.length];
        int used = 0;
        long total = 0;
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] > 0) {
                int at = used++;
                while (at > 0 && counts[order[at - 1]] < counts[k]) {
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
}
