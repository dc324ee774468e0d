// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.measure.Metric;
import org.tessera.api.measure.Tuning.Trial;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/** The trials of one search, made one after the other within its time. For one thread. */
final class Trials {
    private final Tuner.Trainer trainer;
    private final RecommenderInput input;
    private final RankingEvaluator evaluator;
    private final Metric metric;
    private final Tuner.Plan plan;
    private final TrialJournal journal;
    private final TrainingContext context;
    private final long end;
    private final List<Trial> all = new ArrayList<>();
    private final Map<Double, Part> parts = new HashMap<>();
    private int expected;

    /** Some of the customers: what is trained on, and who is asked. */
    private record Part(RecommenderInput input, RankingEvaluator evaluator) {}

    Trials(
            Tuner.Trainer trainer,
            RecommenderInput input,
            RankingEvaluator evaluator,
            Metric metric,
            Tuner.Plan plan,
            TrialJournal journal,
            TrainingContext context) {
        this.trainer = trainer;
        this.input = input;
        this.evaluator = evaluator;
        this.metric = metric;
        this.plan = plan;
        this.journal = journal;
        this.context = context;
        this.end = System.nanoTime() + plan.limit().toNanos();
    }

    /** Time is up in the middle of a trial. */
    private static final class TimeUp extends CancellationException {
        private static final long serialVersionUID = 1L;
    }

    /** How many trials there will be. */
    void expect(int number) {
        expected = number;
    }

    List<Trial> all() {
        return all;
    }

    /** Makes a trial, or looks it up; nothing where time is up. */
    Optional<Trial> run(int number, Map<String, String> settings, double share) {
        Optional<Trial> known = known(number, settings, share);
        if (known.isEmpty() && System.nanoTime() - end > 0) {
            return Optional.empty();
        }
        try {
            boolean limited = number > 0;
            Trial trial = known.orElseGet(() -> trial(number, settings, share, limited));
            all.add(trial);
            return Optional.of(trial);
        } catch (TimeUp e) {
            return Optional.empty();
        }
    }

    /** Makes a trial on all customers if it was not made yet, also when time is up. */
    void require(int number, Map<String, String> settings) {
        boolean made = all.stream().anyMatch(trial -> trial.number() == number && trial.share() == 1);
        if (!made) {
            all.add(known(number, settings, 1).orElseGet(() -> trial(number, settings, 1, false)));
        }
    }

    /** A trial made before, maybe under another number. */
    private Optional<Trial> known(int number, Map<String, String> settings, double share) {
        return journal.find(settings, share)
                .map(trial -> new Trial(number, settings, share, trial.score(), trial.seconds(), trial.error()));
    }

    private Trial trial(int number, Map<String, String> settings, double share, boolean limited) {
        Optional<Trial> best = all.stream()
                .filter(trial -> !trial.failed())
                .max(Comparator.comparingDouble(Trial::share).thenComparingDouble(Trial::score));
        int made = all.size();
        String words = Tuner.words(made + 1, Math.max(expected, made + 1), best, metric);
        Progress progress = (phase, done, total) -> {
            context.progress().report(words + ": " + phase, done, total);
            if (limited && System.nanoTime() - end > 0) {
                throw new TimeUp();
            }
        };
        Part part = parts.computeIfAbsent(share, this::part);
        Trial trial = trial(number, settings, share, part, progress);
        journal.add(trial);
        return trial;
    }

    private Trial trial(int number, Map<String, String> settings, double share, Part part, Progress progress) {
        long start = System.nanoTime();
        try (RecommenderModel model = trainer.train(
                part.input(),
                settings,
                new TrainingContext(plan.seed(), progress, context.executor(), context.parallelism()))) {
            double seconds = (System.nanoTime() - start) / 1e9;
            Parallel parallel = new Parallel(context.executor(), context.parallelism());
            RankingEvaluator.Result result = part.evaluator().score(model, parallel, progress);
            if (metric == Metric.AUC) {
                result = part.evaluator().withAuc(result, model, RankingEvaluator.AUC_ANSWERS, parallel, progress);
            }
            double score = metric.of(result.mean().figures());
            return new Trial(
                    number, settings, share, score, seconds, Double.isNaN(score) ? "nothing could be measured" : "");
        } catch (CancellationException e) {
            throw e;
        } catch (SettingException e) {
            if (plan.fixed().containsKey(e.setting())) {
                throw e;
            }
            return failed(number, settings, share, start, e);
        } catch (RuntimeException | OutOfMemoryError e) {
            return failed(number, settings, share, start, e);
        }
    }

    private static Trial failed(int number, Map<String, String> settings, double share, long start, Throwable e) {
        String message = e.getMessage();
        String error = e instanceof OutOfMemoryError ? "too little memory" : message == null ? e.toString() : message;
        return new Trial(number, settings, share, Double.NaN, (System.nanoTime() - start) / 1e9, error);
    }

    /** A share of the customers by the seed, those of a smaller share among them. */
    private Part part(double share) {
        if (share == 1) {
            return new Part(input, evaluator);
        }
        Interactions pairs = input.interactions();
        int[] order = RandomStream.of(plan.seed()).part(-1).permutation(pairs.customers());
        BitSet chosen = new BitSet();
        for (int place = 0; place < share * order.length; place++) {
            chosen.set(order[place]);
        }
        SparseMatrix rows = pairs.byCustomer();
        Interactions.Builder kept = Interactions.Builder.strongest();
        chosen.stream().forEach(customer -> {
            for (int p = rows.start(customer); p < rows.end(customer); p++) {
                kept.add(customer, rows.column(p), rows.value(p), pairs.time(p));
            }
        });
        return new Part(input.restrictedTo(kept.build(pairs.customers(), pairs.items())), evaluator.of(chosen));
    }
}
