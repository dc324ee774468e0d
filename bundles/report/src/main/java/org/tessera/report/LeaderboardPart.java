// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.tessera.api.measure.Evaluations;
import org.tessera.api.measure.Leaderboard;

/**
 * Recommenders side by side on held-out data.
 *
 * @param head names of the columns with what they mean
 * @param refused strategies that could not be trained
 */
record LeaderboardPart(
        String split,
        String users,
        int k,
        String winner,
        List<Column> head,
        List<Row> rows,
        List<Leaderboard.Refusal> refused) {
    /** A column: its name and what it says. */
    record Column(String name, String meaning) {}

    /** A strategy. */
    record Row(String strategy, List<Cell> cells) {}

    /**
     * @param best whether no other row is better
     * @param width of a bar in percent of the column's best; empty where there is none
     */
    record Cell(String measure, String value, boolean best, String width) {}

    private enum Better {
        HIGHER,
        LOWER,
        NEITHER
    }

    private record Measure(
            String name, String meaning, int digits, Better better, ToDoubleFunction<Leaderboard.Row> value) {}

    private static final List<Measure> MEASURES = List.of(
            new Measure(
                    "NDCG",
                    "hits, counting more the higher they stand",
                    4,
                    Better.HIGHER,
                    row -> row.figures().ndcg()),
            new Measure(
                    "Precision",
                    "share of the list that was right",
                    4,
                    Better.HIGHER,
                    row -> row.figures().precision()),
            new Measure(
                    "Recall",
                    "share of what was right that is in the list",
                    4,
                    Better.HIGHER,
                    row -> row.figures().recall()),
            new Measure(
                    "Hit rate",
                    "share of customers with at least one hit",
                    4,
                    Better.HIGHER,
                    row -> row.figures().hitRate()),
            new Measure(
                    "AUC",
                    "chance that what was right stands before what was not",
                    3,
                    Better.HIGHER,
                    row -> row.figures().auc()),
            new Measure(
                    "Coverage",
                    "share of the catalogue offered to anybody",
                    3,
                    Better.HIGHER,
                    Leaderboard.Row::coverage),
            new Measure(
                    "Gini", "how unevenly offers fall on items; 0 is evenly", 3, Better.LOWER, Leaderboard.Row::gini),
            new Measure(
                    "Novelty",
                    "bits; the higher, the less known the items",
                    2,
                    Better.NEITHER,
                    Leaderboard.Row::novelty),
            new Measure(
                    "Diversity",
                    "how different the items of a list are, 0 to 1",
                    3,
                    Better.NEITHER,
                    Leaderboard.Row::diversity),
            new Measure("Training", "seconds", 2, Better.LOWER, Leaderboard.Row::trainSeconds),
            new Measure("Answer p99", "milliseconds, 99th percentile", 3, Better.LOWER, Leaderboard.Row::p99Ms));

    static Part<LeaderboardPart> of(Optional<Evaluations> evaluations) {
        if (evaluations.isEmpty()) {
            return Part.missing("Nothing that evaluates is running.", "");
        }
        Optional<Leaderboard> latest =
                evaluations.get().latest().filter(board -> !board.rows().isEmpty());
        if (latest.isEmpty()) {
            return Part.missing(
                    "The recommenders have not been compared yet.", "Compare them with: evaluate recommend");
        }
        Leaderboard board = latest.get();
        List<Row> rows = board.rows().stream()
                .map(row -> new Row(
                        row.strategy(),
                        MEASURES.stream()
                                .map(measure -> cell(measure, row, board.rows()))
                                .toList()))
                .toList();
        return Part.of(new LeaderboardPart(
                board.split(),
                Format.count(board.users(), "customer", "customers"),
                board.k(),
                board.rows().get(0).strategy(),
                MEASURES.stream()
                        .map(measure -> new Column(measure.name(), measure.meaning()))
                        .toList(),
                rows,
                board.refused()));
    }

    private static Cell cell(Measure measure, Leaderboard.Row row, List<Leaderboard.Row> all) {
        double value = measure.value().applyAsDouble(row);
        double least = Math.pow(10, -measure.digits());
        String text = value > 0 && value < least
                ? "< " + Format.fixed(least, measure.digits())
                : Format.fixed(value, measure.digits());
        double max = all.stream().mapToDouble(measure.value()).max().orElse(Double.NaN);
        double min = all.stream().mapToDouble(measure.value()).min().orElse(Double.NaN);
        boolean best = all.size() > 1
                && max > min
                && (measure.better() == Better.HIGHER && value == max
                        || measure.better() == Better.LOWER && value == min);
        boolean bar = measure.equals(MEASURES.get(0)) && max > 0;
        return new Cell(measure.name(), text, best, bar ? Format.fixed(100 * value / max, 1) : "");
    }
}
