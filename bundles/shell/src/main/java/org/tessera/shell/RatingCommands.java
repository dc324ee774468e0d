// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.measure.RatingBoard;
import org.tessera.api.measure.RatingEvaluations;
import org.tessera.api.measure.Split;
import org.tessera.api.strategy.Jobs;

/** {@code evaluate-ratings}. */
@Component
public final class RatingCommands implements CommandGroup {
    private final RatingEvaluations evaluations;
    private final Jobs jobs;

    @Activate
    public RatingCommands(@Reference RatingEvaluations evaluations, @Reference Jobs jobs) {
        this.evaluations = evaluations;
        this.jobs = jobs;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.named("evaluate-ratings", "Measures how far off strategies foretell held-out ratings")
                .options("--strategies", "A,B,…", "which; else all that foretell ratings")
                .options("--set", "STRATEGY.NAME=VALUE,…", "settings, such as svd.factors=50")
                .option("--split", "HOW", "time, last or random; time unless given")
                .option("--share", "X", "share of the ratings to hold out, 0.2 unless given")
                .option("--seed", "N", "of random choices, 42 unless given")
                .flag(LongWork.BACKGROUND, LongWork.ABOUT_BACKGROUND)
                .json()
                .example("evaluate-ratings")
                .example("evaluate-ratings --strategies baseline,svd --split random --set svd.factors=50")
                .runs(this::evaluate));
    }

    private void evaluate(Invocation call) throws Exception {
        List<String> strategies = call.list("--strategies");
        Map<String, Map<String, String>> settings = StrategySettings.of(call, "svd.factors=50");
        int seed = call.integer("--seed", 42, Integer.MIN_VALUE, Integer.MAX_VALUE);
        Split split = Splits.ofStore(call, seed);
        LongWork.run(
                        call,
                        jobs,
                        "evaluate-ratings",
                        progress -> evaluations.evaluate(strategies, settings, split, seed, progress))
                .ifPresent(board -> call.answer(board, () -> print(call, board)));
    }

    private static void print(Invocation call, RatingBoard board) {
        Table table = Table.of("strategy", "RMSE", "MAE", "coverage", "train s", "rating ms");
        board.rows()
                .forEach(row -> table.row(
                        row.strategy(),
                        Numbers.fixed(row.rmse(), 4),
                        Numbers.fixed(row.mae(), 4),
                        Numbers.percent(row.coverage()),
                        Numbers.fixed(row.trainSeconds(), 2),
                        Numbers.fixed(row.predictMs(), 3)));
        call.print(table);
        call.print(Numbers.count(board.ratings()) + " ratings by " + Numbers.count(board.customers()) + " customers; "
                + board.split());
    }
}
