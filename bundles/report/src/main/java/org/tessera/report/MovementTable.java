// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.List;
import java.util.stream.Collectors;
import org.tessera.api.segment.Drift;
import org.tessera.api.segment.Movement;

/**
 * How customers moved since the segments before.
 *
 * @param lead in a sentence or two
 * @param rows what became of each segment
 */
record MovementTable(String lead, List<Row> rows) {
    /** One segment, now or gone. */
    record Row(String name, String before, String size, String entered, String left) {}

    static MovementTable of(Movement movement) {
        String lead = "Since " + Format.day(movement.fromTime()) + ", over "
                + Format.count(movement.customers(), "customer", "customers") + " who were there both times.";
        if (Double.isFinite(movement.agreement())) {
            lead += " The two groupings agree to " + Format.fixed(movement.agreement(), 2)
                    + " (adjusted Rand index; 1 is the same, 0 is chance).";
        }
        List<Drift.Shift> moved = movement.drift().stream()
                .filter(shift -> !shift.strength().equals("none"))
                .toList();
        if (!moved.isEmpty()) {
            lead += " Traits that moved: "
                    + moved.stream()
                            .map(shift -> Format.words(shift.trait()) + " (" + shift.strength() + ")")
                            .collect(Collectors.joining(", "))
                    + ".";
        }
        return new MovementTable(
                lead,
                movement.segments().stream()
                        .map(change -> new Row(
                                change.name().isEmpty() ? "gone" : change.name(),
                                change.before().isEmpty() ? "new" : change.before(),
                                Format.count(change.sizeBefore()) + " \u2192 " + Format.count(change.size()),
                                Format.count(change.entered()),
                                Format.count(change.left())))
                        .toList());
    }
}
