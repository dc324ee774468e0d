// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which segment of one run continues which of another, by the customers in both runs. A pair may go together from a
 * Jaccard overlap of a half on, below which a cluster counts as dissolved (Hennig 2007, "Cluster-wise assessment of
 * cluster stability", section 3); the largest overlap is taken first, of equal ones the lower numbers. Noise only ever
 * continues noise.
 *
 * @param pairs by label now
 * @param counts customers by label before and label now
 */
record SegmentMatching(Map<Integer, Pair> pairs, Map<Integer, Map<Integer, Integer>> counts) {
    private static final double LEAST = .5;

    /** A segment and the one it continues. */
    record Pair(int before, int now, double overlap) {}

    /**
     * @param before labels by dense index of the customer, {@link FormedSegments#ABSENT} where there is none
     * @param now likewise; may be of another length
     */
    static SegmentMatching of(int[] before, int[] now) {
        Map<Integer, Map<Integer, Integer>> counts = new TreeMap<>();
        for (int customer = 0; customer < Math.max(before.length, now.length); customer++) {
            int from = at(before, customer);
            int to = at(now, customer);
            if (from != FormedSegments.ABSENT || to != FormedSegments.ABSENT) {
                counts.computeIfAbsent(from, label -> new TreeMap<>()).merge(to, 1, Integer::sum);
            }
        }
        return new SegmentMatching(match(counts), counts);
    }

    static int at(int[] labels, int customer) {
        return customer < labels.length ? labels[customer] : FormedSegments.ABSENT;
    }

    private static Map<Integer, Pair> match(Map<Integer, Map<Integer, Integer>> counts) {
        Map<Integer, Integer> sizesBefore = new TreeMap<>();
        Map<Integer, Integer> sizesNow = new TreeMap<>();
        counts.forEach((from, row) -> row.forEach((to, count) -> {
            if (from != FormedSegments.ABSENT && to != FormedSegments.ABSENT) {
                sizesBefore.merge(from, count, Integer::sum);
                sizesNow.merge(to, count, Integer::sum);
            }
        }));
        List<Pair> candidates = new ArrayList<>();
        sizesBefore.forEach((from, size) -> sizesNow.forEach((to, sizeNow) -> {
            int both = counts.getOrDefault(from, Map.of()).getOrDefault(to, 0);
            double overlap = (double) both / (size + sizeNow - both);
            if (overlap >= LEAST && (from < 0) == (to < 0)) {
                candidates.add(new Pair(from, to, overlap));
            }
        }));
        candidates.sort(Comparator.comparingDouble((Pair pair) -> -pair.overlap())
                .thenComparingInt(Pair::now)
                .thenComparingInt(Pair::before));
        Map<Integer, Pair> pairs = new LinkedHashMap<>();
        for (Pair pair : candidates) {
            if (!pairs.containsKey(pair.now())
                    && pairs.values().stream().noneMatch(taken -> taken.before() == pair.before())) {
                pairs.put(pair.now(), pair);
            }
        }
        return pairs;
    }

    /** Customers of a label before that have a label now. */
    int count(int before, int now) {
        return counts.getOrDefault(before, Map.of()).getOrDefault(now, 0);
    }
}
