// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.measure.ClusteringScores;
import org.tessera.api.measure.Evaluations;
import org.tessera.api.measure.Split;
import org.tessera.api.strategy.Jobs;
import org.tessera.api.strategy.Task;

/** {@code evaluate}. */
@Component
public final class EvaluateCommands implements CommandGroup {
    private final Evaluations evaluations;
    private final Jobs jobs;

    @Activate
    public EvaluateCommands(@Reference Evaluations evaluations, @Reference Jobs jobs) {
        this.evaluations = evaluations;
        this.jobs = jobs;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.named("evaluate", "Measures strategies side by side on held-out data")
                .argument("TASK", "what they are for", Task.RECOMMEND, Task.SEGMENT)
                .options("--strategies", "A,B,…", "which, or all; else those configured to answer (segment: all)")
                .options("--set", "STRATEGY.NAME=VALUE,…", "settings, such as itemknn.neighbours=50")
                .option("--split", "HOW", "time, last or random; time unless given")
                .option("--share", "X", "share of the events to hold out, 0.2 unless given")
                .option("--train", "FILE", "pairs to train on, with --test, instead of the events in the store")
                .option("--test", "FILE", "pairs to foretell")
                .option("--negatives", "FILE", "with --train: for each customer an item and others to find it among")
                .option("-k", "N", "length of the lists, 10 unless given")
                .option("--seed", "N", "of random choices, 42 unless given")
                .option("--against", "NAME", "recommend: hold the others against this strategy, not the best")
                .option("--by", "WHAT", "recommend: NDCG of groups of customers too, by history or segment")
                .flag("--all", "recommend: show every figure")
                .option("--truth", "TRAIT", "segment: a trait that holds the true class")
                .flag(LongWork.BACKGROUND, LongWork.ABOUT_BACKGROUND)
                .json()
                .example("evaluate recommend")
                .example("evaluate recommend --strategies all")
                .example("evaluate recommend --strategies itemknn,popular --split last -k 20")
                .example("evaluate recommend --against popular --by history --all")
                .example("evaluate segment --strategies kmeans --set kmeans.k=5")
                .example("evaluate segment --truth class")
                .runs(this::evaluate));
    }

    private void evaluate(Invocation call) throws Exception {
        List<String> named = call.list("--strategies");
        Map<String, Map<String, String>> settings = StrategySettings.of(call, "itemknn.neighbours=50");
        int seed = call.integer("--seed", 42, Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (call.argument("TASK").equals(Task.SEGMENT)) {
            Optional<String> truth = call.option("--truth");
            List<String> strategies = named.contains(Evaluations.ALL) ? List.of() : named;
            LongWork.run(
                            call,
                            jobs,
                            "evaluate segment",
                            progress -> evaluations.segment(strategies, settings, truth, seed, progress))
                    .ifPresent(scores -> call.answer(scores, () -> print(call, scores)));
            return;
        }
        Split split = Splits.of(call, seed);
        Optional<String> groups = LeaderboardText.groups(call);
        int k = call.integer("-k", 10, 1, 1000);
        LongWork.run(
                        call,
                        jobs,
                        "evaluate recommend",
                        progress -> evaluations.recommend(
                                named, settings, split, k, call.option("--against"), seed, progress))
                .ifPresent(board -> call.answer(
                        LeaderboardText.document(board),
                        () -> LeaderboardText.print(call, board, groups, call.flag("--all"))));
    }

    private static void print(Invocation call, ClusteringScores scores) {
        Table table = Table.of(
                "strategy",
                "clusters",
                "silhouette",
                "Davies-Bouldin",
                "Calinski-Harabasz",
                "purity",
                "ARI",
                "NMI",
                "V-measure",
                "train s",
                "sizes");
        scores.rows()
                .forEach(r -> table.row(
                        r.strategy(),
                        r.clusters(),
                        Numbers.fixed(r.silhouette(), 3),
                        Numbers.fixed(r.daviesBouldin(), 3),
                        Numbers.fixed(r.calinskiHarabasz(), 1),
                        Numbers.fixed(r.purity(), 3),
                        Numbers.fixed(r.ari(), 3),
                        Numbers.fixed(r.nmi(), 3),
                        Numbers.fixed(r.vMeasure(), 3),
                        Numbers.fixed(r.trainSeconds(), 2),
                        r.sizes().toString()));
        call.print(table);
        call.print(Numbers.count(scores.customers()) + " customers");
    }
}
