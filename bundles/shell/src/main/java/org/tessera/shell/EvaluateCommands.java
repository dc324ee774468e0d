// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.TesseraException;
import org.tessera.api.measure.ClusteringScores;
import org.tessera.api.measure.Evaluations;
import org.tessera.api.measure.Leaderboard;
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
                .options("--strategies", "A,B,…", "which; else all")
                .options("--set", "STRATEGY.NAME=VALUE,…", "settings, such as itemknn.neighbours=50")
                .option("--split", "HOW", "time, last or random; time unless given")
                .option("--share", "X", "share of the events to hold out, 0.2 unless given")
                .option("--train", "FILE", "pairs to train on, with --test, instead of the events in the store")
                .option("--test", "FILE", "pairs to foretell")
                .option("-k", "N", "length of the lists, 10 unless given")
                .option("--seed", "N", "of random choices, 42 unless given")
                .option("--truth", "TRAIT", "segment: a trait that holds the true class")
                .flag(LongWork.BACKGROUND, LongWork.ABOUT_BACKGROUND)
                .json()
                .example("evaluate recommend")
                .example("evaluate recommend --strategies itemknn,popular --split last -k 20")
                .example("evaluate segment --strategies kmeans --set kmeans.k=5")
                .example("evaluate segment --truth class")
                .runs(this::evaluate));
    }

    private void evaluate(Invocation call) throws Exception {
        List<String> strategies = call.list("--strategies");
        Map<String, Map<String, String>> settings = settings(call.assignments("--set"));
        int seed = call.integer("--seed", 42, Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (call.argument("TASK").equals(Task.SEGMENT)) {
            Optional<String> truth = call.option("--truth");
            LongWork.run(
                            call,
                            jobs,
                            "evaluate segment",
                            progress -> evaluations.segment(strategies, settings, truth, seed, progress))
                    .ifPresent(scores -> call.answer(scores, () -> print(call, scores)));
            return;
        }
        Split split = split(call, seed);
        int k = call.integer("-k", 10, 1, 1000);
        LongWork.run(
                        call,
                        jobs,
                        "evaluate recommend",
                        progress -> evaluations.recommend(strategies, settings, split, k, seed, progress))
                .ifPresent(board -> call.answer(Document.of(board), () -> print(call, board)));
    }

    private static Split split(Invocation call, long seed) {
        if (call.option("--train").isPresent() != call.option("--test").isPresent()) {
            throw new TesseraException("--train and --test belong together", "give both files, or neither");
        }
        if (call.option("--train").isPresent()) {
            return new Split.Files(
                    call.optionPath("--train").orElseThrow(),
                    call.optionPath("--test").orElseThrow());
        }
        double share = call.number("--share", 0.2, 0.001, 0.999);
        String how = call.option("--split").orElse("time");
        return switch (how) {
            case "time" -> new Split.ByTime(share);
            case "last" -> new Split.LeaveLastOut();
            case "random" -> new Split.Random(share, seed);
            default -> throw new TesseraException("'" + how + "' is no way to split", "give time, last or random");
        };
    }

    private static Map<String, Map<String, String>> settings(Map<String, String> assignments) {
        Map<String, Map<String, String>> settings = new HashMap<>();
        assignments.forEach((name, value) -> {
            int dot = name.indexOf('.');
            if (dot < 1) {
                throw new TesseraException(
                        "'" + name + "' does not say whose setting it is", "write it like itemknn.neighbours=50");
            }
            settings.computeIfAbsent(name.substring(0, dot), s -> new HashMap<>())
                    .put(name.substring(dot + 1), value);
        });
        return settings;
    }

    /** The leaderboard as JSON has it: times of answers together. */
    private record Document(String split, int users, int k, List<Row> rows) {
        record AnswerMs(double p50, double p99) {}

        record Row(
                String strategy,
                double ndcg,
                double precision,
                double recall,
                double hitRate,
                double map,
                double coverage,
                double novelty,
                double trainSeconds,
                AnswerMs answerMs) {}

        static Document of(Leaderboard board) {
            return new Document(
                    board.split(),
                    board.users(),
                    board.k(),
                    board.rows().stream()
                            .map(r -> new Row(
                                    r.strategy(),
                                    r.ndcg(),
                                    r.precision(),
                                    r.recall(),
                                    r.hitRate(),
                                    r.map(),
                                    r.coverage(),
                                    r.novelty(),
                                    r.trainSeconds(),
                                    new AnswerMs(r.p50Ms(), r.p99Ms())))
                            .toList());
        }
    }

    private static void print(Invocation call, Leaderboard board) {
        Table table = Table.of(
                "strategy",
                "NDCG@" + board.k(),
                "precision",
                "recall",
                "hit rate",
                "MAP",
                "coverage",
                "novelty",
                "train s",
                "p50 ms",
                "p99 ms");
        board.rows()
                .forEach(r -> table.row(
                        r.strategy(),
                        Numbers.fixed(r.ndcg(), 4),
                        Numbers.fixed(r.precision(), 4),
                        Numbers.fixed(r.recall(), 4),
                        Numbers.fixed(r.hitRate(), 4),
                        Numbers.fixed(r.map(), 4),
                        Numbers.percent(r.coverage()),
                        Numbers.fixed(r.novelty(), 2),
                        Numbers.fixed(r.trainSeconds(), 2),
                        Numbers.fixed(r.p50Ms(), 3),
                        Numbers.fixed(r.p99Ms(), 3)));
        call.print(table);
        call.print(Numbers.count(board.users()) + " customers; " + board.split());
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
