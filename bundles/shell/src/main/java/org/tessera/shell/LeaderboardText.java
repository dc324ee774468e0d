// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.TesseraException;
import org.tessera.api.measure.Leaderboard;
import org.tessera.api.measure.Leaderboard.Difference;
import org.tessera.api.measure.Leaderboard.Refusal;
import org.tessera.api.measure.Leaderboard.Row;
import org.tessera.api.measure.Leaderboard.Slice;

/** A leaderboard as tables and as JSON. */
final class LeaderboardText {
    private static final String REFERENCE = "-";

    private LeaderboardText() {}

    /** What customers are grouped by. */
    static Optional<String> groups(Invocation call) {
        call.option("--by")
                .filter(by -> !List.of("history", "segment").contains(by))
                .ifPresent(by -> {
                    throw new TesseraException(
                            "customers cannot be grouped by '" + by + "'", "give history or segment");
                });
        return call.option("--by");
    }

    /** As JSON has it: the figures of a row beside each other, times of answers together. */
    private record Document(
            String split,
            int users,
            int k,
            String reference,
            String diversityBy,
            List<Entry> rows,
            List<Refusal> refused) {}

    private record AnswerMs(double p50, double p99) {}

    private record Entry(
            String strategy,
            double ndcg,
            double ndcgUncut,
            double precision,
            double recall,
            double hitRate,
            double map,
            double mrr,
            double auc,
            double coverage,
            double gini,
            double novelty,
            double diversity,
            double trainSeconds,
            AnswerMs answerMs,
            Difference difference,
            List<Slice> slices) {}

    static Object document(Leaderboard board) {
        return new Document(
                board.split(),
                board.users(),
                board.k(),
                board.reference(),
                board.diversityBy(),
                board.rows().stream()
                        .map(r -> new Entry(
                                r.strategy(),
                                r.figures().ndcg(),
                                r.figures().ndcgUncut(),
                                r.figures().precision(),
                                r.figures().recall(),
                                r.figures().hitRate(),
                                r.figures().map(),
                                r.figures().mrr(),
                                r.figures().auc(),
                                r.coverage(),
                                r.gini(),
                                r.novelty(),
                                r.diversity(),
                                r.trainSeconds(),
                                new AnswerMs(r.p50Ms(), r.p99Ms()),
                                r.difference(),
                                r.slices()))
                        .toList(),
                board.refused());
    }

    static void print(Invocation call, Leaderboard board, Optional<String> groups, boolean all) {
        call.print(all ? wide(board) : compact(board));
        call.print(Numbers.count(board.users()) + " customers; " + board.split());
        if (board.rows().size() > 1) {
            call.print("from " + board.reference()
                    + ": difference in NDCG with its 95 % interval; ~ where that holds 0, so that it may be chance");
        }
        board.refused().forEach(r -> call.print("left out: " + r.strategy() + ": " + r.reason()));
        groups.ifPresent(by -> printGroups(call, board, by));
    }

    private static Table compact(Leaderboard board) {
        Table table = Table.of(
                "strategy",
                "NDCG@" + board.k(),
                "precision",
                "recall",
                "hit rate",
                "coverage",
                "train s",
                "p99 ms",
                "from " + board.reference());
        board.rows()
                .forEach(r -> table.row(
                        r.strategy(),
                        Numbers.fixed(r.figures().ndcg(), 4),
                        Numbers.fixed(r.figures().precision(), 4),
                        Numbers.fixed(r.figures().recall(), 4),
                        Numbers.fixed(r.figures().hitRate(), 4),
                        Numbers.percent(r.coverage()),
                        Numbers.fixed(r.trainSeconds(), 2),
                        Numbers.fixed(r.p99Ms(), 3),
                        difference(board, r)));
        return table;
    }

    private static Table wide(Leaderboard board) {
        Table table = Table.of(
                "strategy",
                "NDCG@" + board.k(),
                "NDCG uncut",
                "precision",
                "recall",
                "hit rate",
                "MAP",
                "MRR",
                "AUC",
                "coverage",
                "Gini",
                "novelty",
                "diversity",
                "train s",
                "p50 ms",
                "p99 ms",
                "from " + board.reference());
        board.rows()
                .forEach(r -> table.row(
                        r.strategy(),
                        Numbers.fixed(r.figures().ndcg(), 4),
                        Numbers.fixed(r.figures().ndcgUncut(), 4),
                        Numbers.fixed(r.figures().precision(), 4),
                        Numbers.fixed(r.figures().recall(), 4),
                        Numbers.fixed(r.figures().hitRate(), 4),
                        Numbers.fixed(r.figures().map(), 4),
                        Numbers.fixed(r.figures().mrr(), 4),
                        Numbers.fixed(r.figures().auc(), 4),
                        Numbers.percent(r.coverage()),
                        Numbers.fixed(r.gini(), 3),
                        Numbers.fixed(r.novelty(), 2),
                        Numbers.fixed(r.diversity(), 3),
                        Numbers.fixed(r.trainSeconds(), 2),
                        Numbers.fixed(r.p50Ms(), 3),
                        Numbers.fixed(r.p99Ms(), 3),
                        difference(board, r)));
        return table;
    }

    private static String difference(Leaderboard board, Row row) {
        if (row.strategy().equals(board.reference())) {
            return REFERENCE;
        }
        Difference d = row.difference();
        return String.format(
                Locale.ROOT, "%+.4f (%+.4f to %+.4f)%s", d.ndcg(), d.low(), d.high(), d.certain() ? "" : " ~");
    }

    private static void printGroups(Invocation call, Leaderboard board, String by) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        board.rows().forEach(row -> slices(row, by).forEach(slice -> sizes.put(slice.name(), slice.users())));
        call.print("");
        if (sizes.isEmpty()) {
            call.print("no customer asked is in a segment; segment forms them");
            return;
        }
        List<String> head = new ArrayList<>(List.of("NDCG@" + board.k() + " by " + by));
        sizes.forEach((name, users) -> head.add(name + " (" + Numbers.count(users) + ")"));
        Table table = Table.of(head.toArray(new String[0]));
        for (Row row : board.rows()) {
            List<Object> cells = new ArrayList<>(List.of(row.strategy()));
            for (String name : sizes.keySet()) {
                double ndcg = slices(row, by).stream()
                        .filter(slice -> slice.name().equals(name))
                        .mapToDouble(slice -> slice.figures().ndcg())
                        .findFirst()
                        .orElse(Double.NaN);
                cells.add(Numbers.fixed(ndcg, 4));
            }
            table.row(cells.toArray());
        }
        call.print(table);
    }

    private static List<Slice> slices(Row row, String by) {
        return row.slices().stream().filter(slice -> slice.by().equals(by)).toList();
    }
}
