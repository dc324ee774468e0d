// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tessera.api.data.Event;
import org.tessera.api.recommend.Reason;

/** Puts reasons in order. */
public final class Reasons {
    /** More reasons than this nobody reads. */
    public static final int MOST = 20;

    private Reasons() {}

    /** The weightiest first, ties by item; what is beyond {@link #MOST} is added up in one reason at the end. */
    public static List<Reason> weightiest(List<Reason> reasons) {
        List<Reason> sorted = new ArrayList<>(reasons);
        sorted.sort(Comparator.comparingDouble(Reason::weight).reversed().thenComparingInt(Reason::item));
        if (sorted.size() <= MOST) {
            return List.copyOf(sorted);
        }
        List<Reason> others = sorted.subList(MOST - 1, sorted.size());
        double rest = others.stream().mapToDouble(Reason::weight).sum();
        Reason last = new Reason(Reason.OTHERS, Event.NONE, Integer.toString(others.size()), rest);
        others.clear();
        sorted.add(last);
        return List.copyOf(sorted);
    }
}
