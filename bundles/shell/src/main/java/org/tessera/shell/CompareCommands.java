// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.TesseraException;
import org.tessera.api.measure.Comparison;
import org.tessera.api.measure.Evaluations;
import org.tessera.api.measure.Split;
import org.tessera.api.strategy.Jobs;
import org.tessera.api.strategy.Task;

/** {@code compare}. */
@Component
public final class CompareCommands implements CommandGroup {
    private final Evaluations evaluations;
    private final Jobs jobs;

    @Activate
    public CompareCommands(@Reference Evaluations evaluations, @Reference Jobs jobs) {
        this.evaluations = evaluations;
        this.jobs = jobs;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.named("compare", "Scores challengers beside the champion, on the same customers")
                .argument("TASK", "what they are for", Task.RECOMMEND)
                .options("--challengers", "A,B,…", "strategies, also those on trial such as ease@1.2.0")
                .option("--champion", "NAME", "instead of the preferred strategy")
                .option("--share", "X", "share of the newest events to hold out, 0.2 unless given")
                .option("-k", "N", "length of the lists, 10 unless given")
                .option("--seed", "N", "of random choices, 42 unless given")
                .flag(LongWork.BACKGROUND, LongWork.ABOUT_BACKGROUND)
                .json()
                .example("compare recommend --challengers userknn,popular")
                .runs(this::compare));
    }

    private void compare(Invocation call) throws Exception {
        List<String> challengers = call.list("--challengers");
        if (challengers.isEmpty()) {
            throw new TesseraException(
                    "no challengers are named", "give --challengers a,b; strategies lists those there are");
        }
        Optional<String> champion = call.option("--champion");
        Split split = new Split.ByTime(call.number("--share", 0.2, 0.001, 0.999));
        int k = call.integer("-k", 10, 1, 1000);
        int seed = call.integer("--seed", 42, Integer.MIN_VALUE, Integer.MAX_VALUE);
        LongWork.run(
                        call,
                        jobs,
                        "compare recommend",
                        progress -> evaluations.compare(champion, challengers, split, k, seed, progress))
                .ifPresent(comparison -> call.answer(comparison, () -> print(call, comparison)));
    }

    private static void print(Invocation call, Comparison comparison) {
        Table table = Table.of(
                "challenger",
                "NDCG@" + comparison.k(),
                "difference",
                "95 % interval",
                "better for",
                "worse for",
                "p99 ms");
        comparison
                .rows()
                .forEach(row -> table.row(
                        row.strategy(),
                        Numbers.fixed(row.ndcg(), 4),
                        signed(row.difference()),
                        signed(row.low()) + " to " + signed(row.high()),
                        Numbers.count(row.betterFor()),
                        Numbers.count(row.worseFor()),
                        Numbers.fixed(row.p99Ms(), 3)));
        call.print(table);
        call.print("champion " + comparison.champion() + " " + Numbers.fixed(comparison.championNdcg(), 4) + "; "
                + Numbers.count(comparison.users()) + " customers; " + comparison.split());
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }
}
