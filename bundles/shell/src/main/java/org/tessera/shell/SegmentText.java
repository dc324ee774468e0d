// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tessera.api.segment.Choice;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.Segmentation;

/** Segments as text: a card for each. */
final class SegmentText {
    private static final String INDENT = "     ";
    private static final int DIFFERENCES = 4;
    private static final int CATEGORIES = 3;
    private static final int CANDIDATES = 15;

    private SegmentText() {}

    static void segments(Invocation call, Segmentation formed) {
        for (Segment segment : formed.segments()) {
            call.print(segment.segment() + "  " + segment.name() + ": " + Numbers.customers(segment.size()) + ", "
                    + Numbers.percent(segment.share()));
            card(call, segment.card());
            segment.differences().stream().limit(DIFFERENCES).forEach(d -> call.print(INDENT + d.text()));
            if (!segment.rules().isEmpty()) {
                call.print(INDENT + "rule: " + String.join(" and ", segment.rules()));
            }
        }
        call.print("");
        call.print("quality: "
                + formed.quality().entrySet().stream()
                        .map(q -> q.getKey() + " " + Numbers.fixed(q.getValue(), 3))
                        .collect(Collectors.joining(", ")));
        formed.preparation().forEach(line -> call.print("  " + line));
        call.print("formed by " + formed.strategy() + ", model " + formed.model());
    }

    private static void card(Invocation call, Segment.Card card) {
        Segment.Value value = card.value();
        if (value.sum() > 0) {
            Segment.Growth growth = card.growth();
            call.print(INDENT + "value: " + Numbers.count(Math.round(value.sum())) + " in all, "
                    + Numbers.percent(value.share()) + " of everything, "
                    + Numbers.fixed(value.perCustomer(), 2) + " a customer; last " + growth.days() + " days "
                    + Numbers.count(Math.round(growth.recent()))
                    + (Double.isNaN(growth.change()) ? "" : ", " + signed(growth.change()) + " against those before"));
        }
        if (!card.categories().isEmpty()) {
            call.print(INDENT + "buys: "
                    + card.categories().stream()
                            .limit(CATEGORIES)
                            .map(c -> c.name() + " " + Numbers.percent(c.share()) + " (" + Numbers.fixed(c.lift(), 1)
                                    + " times the average)")
                            .collect(Collectors.joining(", ")));
        }
        if (!card.typical().isEmpty()) {
            call.print(INDENT + "typical: " + String.join(", ", card.typical()));
        }
    }

    private static String signed(double change) {
        return (change > 0 ? "+" : "") + Numbers.percent(change);
    }

    /** What was tried and why one was taken; nothing where a person chose. */
    static void choice(Invocation call, Choice choice) {
        if (choice.candidates().isEmpty()) {
            return;
        }
        Table table = Table.of(
                "strategy",
                "settings",
                "segments",
                "stability",
                "silhouette",
                "balance",
                "smallest",
                "outliers",
                "score",
                "");
        List<Choice.Candidate> candidates = choice.candidates();
        candidates.stream()
                .limit(CANDIDATES)
                .forEach(c -> table.row(
                        c.strategy(),
                        settings(c.settings()),
                        c.clusters() == 0 ? "-" : c.clusters(),
                        Numbers.fixed(c.stability(), 2),
                        Numbers.fixed(c.silhouette(), 2),
                        Numbers.fixed(c.balance(), 2),
                        Numbers.percent(c.smallest()),
                        Numbers.percent(c.noise()),
                        Numbers.fixed(c.score(), 3),
                        c.picked() ? "taken" : c.remark()));
        call.print(table);
        if (candidates.size() > CANDIDATES) {
            call.print("… and " + (candidates.size() - CANDIDATES) + " more; --json shows all");
        }
        call.print("");
        call.print(choice.reason());
        call.print("rule: " + choice.rule() + "; tried on " + Numbers.customers(choice.customers()));
        call.print("");
    }

    private static String settings(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
    }
}
