// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tessera.api.segment.Drift;

/** Says in words that customers have moved away from what their segments were formed of. */
final class DriftWords {
    private static final int NAMED = 3;

    private DriftWords() {}

    /** @param why customers cannot be compared with what they were */
    static String untold(String why) {
        return "how far customers have changed cannot be said: " + why + "; form segments again: segment";
    }

    /** @param shifts the largest first; empty where nothing is to be warned of */
    static String warning(List<Drift.Shift> shifts) {
        List<Drift.Shift> telling = shifts.stream()
                .filter(shift -> !shift.strength().equals("none"))
                .toList();
        if (telling.isEmpty()) {
            return "";
        }
        String named = telling.stream()
                .limit(NAMED)
                .map(shift ->
                        String.format(Locale.ROOT, "%s (%s, PSI %.2f)", shift.trait(), shift.strength(), shift.index()))
                .collect(Collectors.joining(", "));
        String more = telling.size() > NAMED ? " and " + (telling.size() - NAMED) + " more" : "";
        return "customers have changed since these segments were formed: " + named + more
                + "; form them again: segment";
    }
}
