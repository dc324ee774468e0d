// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.Event;
import org.tessera.api.recommend.Reason;
import org.tessera.numerics.ranking.Reasons;

/** Reasons of several parts, each scaled to what the part adds to the score; the same reason of two parts is one. */
final class MergedReasons {
    private record Key(String kind, int item, String detail) {}

    private final Map<Key, Double> named = new LinkedHashMap<>();
    private double others;
    private int unnamed;

    /**
     * @param reasons of a part, which add up to {@code score}
     * @param share what they are to add up to
     * @param strategy the part's
     */
    void add(List<Reason> reasons, double share, double score, String strategy) {
        double factor = share / score;
        if (!(score > 0) && share > 0 || !Double.isFinite(factor) || reasons.isEmpty()) {
            // Its place in the list speaks for the item, though what it knows does not.
            named.merge(new Key("strategy", Event.NONE, strategy), share, Double::sum);
            return;
        }
        for (Reason reason : reasons) {
            if (reason.kind().equals(Reason.OTHERS)) {
                others += factor * reason.weight();
                unnamed += count(reason.detail());
            } else {
                named.merge(
                        new Key(reason.kind(), reason.item(), reason.detail()), factor * reason.weight(), Double::sum);
            }
        }
    }

    private static int count(String detail) {
        try {
            return Integer.parseInt(detail);
        } catch (NumberFormatException notANumber) {
            return 1;
        }
    }

    List<Reason> toList() {
        List<Reason> all = new ArrayList<>();
        named.forEach((key, weight) -> all.add(new Reason(key.kind(), key.item(), key.detail(), weight)));
        List<Reason> sorted = new ArrayList<>(Reasons.weightiest(all));
        if (unnamed == 0) {
            return List.copyOf(sorted);
        }
        int last = sorted.size() - 1;
        if (last >= 0 && sorted.get(last).kind().equals(Reason.OTHERS)) {
            Reason rest = sorted.remove(last);
            others += rest.weight();
            unnamed += count(rest.detail());
        }
        sorted.add(new Reason(Reason.OTHERS, Event.NONE, Integer.toString(unnamed), others));
        return List.copyOf(sorted);
    }
}
