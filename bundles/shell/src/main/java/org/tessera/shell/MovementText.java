// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tessera.api.segment.Drift;
import org.tessera.api.segment.Movement;
import org.tessera.api.segment.SegmentRun;

/** How customers moved between segments, as text. */
final class MovementText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHIFTS = 5;

    private MovementText() {}

    /** In some lines, below segments that were just formed. */
    static void summary(Invocation call, Movement movement) {
        List<String> carried = movement.segments().stream()
                .filter(Movement.Change::carried)
                .map(Movement.Change::name)
                .toList();
        if (!carried.isEmpty()) {
            call.print("names carried over: " + String.join("; ", carried));
        }
        call.print("agreement with the segments before, " + movement.from() + ": "
                + Numbers.fixed(movement.agreement(), 3) + "; segments --moves shows who moved");
        drift(call, movement.drift());
    }

    static void full(Invocation call, Movement movement) {
        call.print("from " + movement.from() + " (" + TIME.format(movement.fromTime()) + ") to " + movement.to() + " ("
                + TIME.format(movement.toTime()) + "), UTC");
        call.print("");
        Table flows = Table.of("from", "to", "customers");
        movement.flows()
                .forEach(flow -> flows.row(
                        flow.from().isEmpty() ? "(new customers)" : flow.from(),
                        flow.to().isEmpty() ? "(no longer there)" : flow.to(),
                        Numbers.count(flow.customers())));
        call.print(flows);
        call.print("");
        Table changes = Table.of("segment", "name", "continues", "overlap", "size", "before", "entered", "left");
        for (Movement.Change change : movement.segments()) {
            changes.row(
                    change.segment().isEmpty() ? "-" : change.segment(),
                    change.name().isEmpty()
                            ? "(gone)"
                            : change.name() + (change.carried() ? " (name carried over)" : ""),
                    change.before().isEmpty() ? "(new)" : change.before(),
                    change.overlap() == 0 ? "-" : Numbers.percent(change.overlap()),
                    Numbers.count(change.size()),
                    Numbers.count(change.sizeBefore()),
                    Numbers.count(change.entered()),
                    Numbers.count(change.left()));
        }
        call.print(changes);
        call.print("");
        call.print("agreement (adjusted Rand index) over " + Numbers.customers(movement.customers()) + " in both: "
                + Numbers.fixed(movement.agreement(), 3));
        drift(call, movement.drift());
    }

    private static void drift(Invocation call, List<Drift.Shift> shifts) {
        List<Drift.Shift> telling = shifts.stream()
                .filter(shift -> !shift.strength().equals("none"))
                .toList();
        if (!telling.isEmpty()) {
            call.print("traits that drifted since: "
                    + telling.stream()
                            .limit(SHIFTS)
                            .map(s -> s.trait() + " (" + s.strength() + ", PSI " + Numbers.fixed(s.index(), 2) + ")")
                            .collect(Collectors.joining(", "))
                    + (telling.size() > SHIFTS ? " and " + (telling.size() - SHIFTS) + " more" : ""));
        }
    }

    static void history(Invocation call, List<SegmentRun> runs) {
        Table table = Table.of("time (UTC)", "model", "segment", "name", "size");
        for (SegmentRun run : runs) {
            for (SegmentRun.Size size : run.segments()) {
                table.row(time(run.time()), run.model(), size.segment(), size.name(), Numbers.count(size.size()));
            }
        }
        call.print(table);
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }
}
