// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which segments continue which, and the names that are known for that reason. A strategy that names its clusters is
 * listened to; else a segment keeps the name of the one it continues, unless a strategy had given that. Numbers go by size
 * all the same.
 *
 * @param names by label now
 * @param inherited those of them that come from before
 */
record Continuation(SegmentMatching matching, Map<Integer, String> names, Map<Integer, String> inherited) {
    /**
     * @param labels by dense index of the customer
     * @param given names of the clusters by number; empty where the strategy knows none
     */
    static Continuation of(Optional<FormedSegments> before, int[] labels, List<String> given) {
        int[] labelsBefore = before.map(FormedSegments::labels).orElse(new int[0]);
        SegmentMatching matching = SegmentMatching.of(labelsBefore, labels);
        Map<Integer, String> names = new TreeMap<>();
        if (!given.isEmpty()) {
            for (int label = 0; label < given.size(); label++) {
                if (!given.get(label).isBlank()) {
                    names.put(label, given.get(label));
                }
            }
            return new Continuation(matching, names, Map.of());
        }
        before.filter(formed -> !formed.forming().named())
                .ifPresent(formed -> matching.pairs().forEach((now, pair) -> {
                    if (now >= 0 && !formed.nameOf(pair.before()).isEmpty()) {
                        names.put(now, formed.nameOf(pair.before()));
                    }
                }));
        return new Continuation(matching, names, names);
    }

    /** Labels whose names were carried over. */
    Set<Integer> carried(FormedSegments now) {
        Set<Integer> carried = new TreeSet<>();
        inherited.forEach((label, name) -> {
            if (now.nameOf(label).equals(name)) {
                carried.add(label);
            }
        });
        return carried;
    }
}
