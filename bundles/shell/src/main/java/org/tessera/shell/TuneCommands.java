// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.TesseraException;
import org.tessera.api.measure.Metric;
import org.tessera.api.measure.Tuning;
import org.tessera.api.measure.Tuning.Trial;
import org.tessera.api.measure.Tunings;
import org.tessera.api.strategy.Jobs;
import org.tessera.api.strategy.Task;

/** {@code tune}. */
@Component
public final class TuneCommands implements CommandGroup {
    private static final int SHOWN = 10;
    private static final int USUAL_TRIALS = 30;

    /** In minutes: a week is as good as for ever. */
    private static final double LONGEST = 7 * 24 * 60;

    private final Tunings tunings;
    private final Jobs jobs;

    @Activate
    public TuneCommands(@Reference Tunings tunings, @Reference Jobs jobs) {
        this.tunings = tunings;
        this.jobs = jobs;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.named("tune", "Searches for the settings of a strategy that suit the data, and trains it")
                .argument("TASK", "what it is for", Task.RECOMMEND)
                .argument("STRATEGY", "its name; strategies shows them")
                .option("--trials", "N", "settings to try, the defaults among them, 30 unless given")
                .option("--minutes", "M", "begin no trial after that")
                .option("--method", "HOW", "random or halving (many trials on few customers first); random unless given")
                .option("--metric", "NAME", "what makes settings better, ndcg unless given")
                .option("-k", "N", "length of the lists, 10 unless given")
                .options("--set", "NAME=VALUE,…", "settings that are not searched")
                .option("--split", "HOW", "time, last or random; time unless given")
                .option("--share", "X", "share of the events to hold out, 0.2 unless given")
                .option("--train", "FILE", "pairs to search with, instead of the events in the store")
                .option("--test", "FILE", "pairs to check the best with at the end; the search does not see them")
                .option("--seed", "N", "of random choices, 42 unless given")
                .flag("--resume", "go on with a search that was broken off")
                .option("--save", "FILE.json", "add the best settings to a file of settings by strategy")
                .flag(LongWork.BACKGROUND, LongWork.ABOUT_BACKGROUND)
                .json()
                .example("tune recommend itemknn --trials 20")
                .example("tune recommend userknn --method halving --trials 60 --minutes 10 --set similarity=cosine")
                .example("tune recommend itemknn --resume --save settings.json")
                .runs(this::tune));
    }

    private void tune(Invocation call) throws Exception {
        Tunings.Request request = request(call);
        LongWork.run(
                        call,
                        jobs,
                        "tune recommend " + request.strategy(),
                        progress -> tunings.recommend(request, progress))
                .ifPresent(tuning -> call.answer(tuning, () -> print(call, request, tuning)));
    }

    private static Tunings.Request request(Invocation call) {
        int seed = call.integer("--seed", 42, Integer.MIN_VALUE, Integer.MAX_VALUE);
        double minutes = call.number("--minutes", LONGEST, 0, LONGEST);
        return new Tunings.Request(
                call.argument("STRATEGY"),
                source(call, seed),
                Metric.named(call.option("--metric").orElse(Metric.NDCG.key())),
                call.integer("-k", 10, 1, 1000),
                method(call.option("--method").orElse("random")),
                call.integer("--trials", USUAL_TRIALS, 1, 100_000),
                Duration.ofMillis(Math.round(60_000 * minutes)),
                call.assignments("--set"),
                seed,
                call.flag("--resume"),
                call.optionPath("--save"));
    }

    private static Tunings.Source source(Invocation call, long seed) {
        Optional<Path> train = call.optionPath("--train");
        Optional<Path> test = call.optionPath("--test");
        if (train.isEmpty() && test.isPresent()) {
            throw new TesseraException("--test needs --train", "give both files, or neither");
        }
        return train.<Tunings.Source>map(file -> new Tunings.Source.PairFile(file, test, Splits.share(call)))
                .orElseGet(() -> new Tunings.Source.Store(Splits.ofStore(call, seed)));
    }

    private static Tunings.Method method(String name) {
        return switch (name) {
            case "random" -> Tunings.Method.RANDOM;
            case "halving" -> Tunings.Method.HALVING;
            default -> throw new TesseraException("'" + name + "' is no way to search", "give random or halving");
        };
    }

    private static void print(Invocation call, Tunings.Request request, Tuning tuning) {
        String metric = tuning.metric().key() + "@" + tuning.k();
        Table table = Table.of("trial", metric, "customers", "train s", "settings");
        tuning.trials().stream().limit(SHOWN).forEach(trial -> table.row(
                trial.number() == 0 ? "defaults" : "#" + trial.number(),
                Numbers.fixed(trial.score(), 4),
                Numbers.percent(trial.share()),
                Numbers.fixed(trial.seconds(), 2),
                trial.failed() ? trial.error() : settings(trial)));
        call.print(table);
        long failed = tuning.trials().stream().filter(Trial::failed).count();
        call.print(Numbers.count(tuning.trials().size()) + " trials"
                + (failed > 0 ? ", " + Numbers.count(failed) + " failed" : "") + "; "
                + Numbers.customers(tuning.customers()) + " asked; " + tuning.split());
        call.print("best: " + settings(tuning.best()) + ", " + metric + " "
                + above(tuning.best().score(), tuning.defaults().score()));
        tuning.check().ifPresent(check -> call.print("on data kept back from the search: "
                + above(check.best(), check.defaults())
                + String.format(Locale.ROOT, ", 95 %% interval %+.4f to %+.4f", check.low(), check.high()) + "; "
                + Numbers.customers(check.users()) + "; " + check.split()));
        tuning.model().ifPresent(model -> call.print(model.id() + " is trained with them on all data and answers for "
                + tuning.strategy() + "; use recommend " + tuning.strategy() + " makes it the preferred one"));
        request.save().ifPresent(file -> call.print("saved to " + file));
    }

    private static String above(double best, double defaults) {
        return String.format(
                Locale.ROOT, "%.4f, %+.4f from the %.4f of the defaults", best, best - defaults, defaults);
    }

    private static String settings(Trial trial) {
        return trial.settings().isEmpty()
                ? "the defaults"
                : trial.settings().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" "));
    }
}
