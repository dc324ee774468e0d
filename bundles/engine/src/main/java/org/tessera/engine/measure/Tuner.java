// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tessera.api.TesseraException;
import org.tessera.api.measure.Metric;
import org.tessera.api.measure.Tuning.Trial;
import org.tessera.api.measure.Tunings.Method;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.api.strategy.Tunable;
import org.tessera.numerics.random.RandomStream;

/**
 * Searches for the settings of a recommender that suit some data: draws them at random (Bergstra and Bengio 2012), the
 * defaults first, and either tries each on all customers, or many on few customers and the better third again on three
 * times as many, until all of them take part (successive halving, Jamieson and Talwalkar 2016; one bracket of Hyperband,
 * Li et al. 2018). The defaults are taken along to the end, so that the best can be held against them.
 *
 * <p>Which settings are drawn depends on the seed alone, not on how long trials take or which of them were known before.
 * Needs no framework. Safe for many threads, one search for each of them.
 */
public final class Tuner {
    /** How much more customers take part in each next round, and how many times fewer trials. */
    private static final int ETA = 3;

    /** Fewer customers say little about settings. */
    private static final int FEWEST_ASKED = 150;

    private static final int MOST_DRAWS = 50;

    private final Trainer trainer;
    private final List<Tunable> space;
    private final RecommenderInput input;
    private final RankingEvaluator evaluator;
    private final Metric metric;

    /** Trains a model, as {@link org.tessera.api.recommend.Recommender#train} does. */
    @FunctionalInterface
    public interface Trainer {
        RecommenderModel train(RecommenderInput input, Map<String, ?> settings, TrainingContext context);
    }

    /**
     * How to search.
     *
     * @param trials how many settings at most, the defaults among them
     * @param limit time after which no trial begins, and one that is under way is given up; the defaults are tried anyway
     * @param fixed settings that are not searched
     */
    public record Plan(Method method, int trials, Duration limit, Map<String, String> fixed, long seed) {
        public Plan {
            if (trials < 1) {
                throw new TesseraException("the number of trials is " + trials, "give 1 or more");
            }
        }
    }

    /**
     * What was found.
     *
     * @param trials the best first, then those on a part of the customers, then those that failed
     * @param best of the trials on all customers
     * @param defaults the fixed settings alone, on all customers
     */
    public record Found(List<Trial> trials, Trial best, Trial defaults) {}

    /**
     * @param space the settings to search, as {@link org.tessera.api.strategy.Strategy#tunables} gives them
     * @param input what to train on: that of the evaluator's holdout
     * @param evaluator asks about what was held out of it
     * @param metric what makes settings better
     */
    public Tuner(
            Trainer trainer,
            List<Tunable> space,
            RecommenderInput input,
            RankingEvaluator evaluator,
            Metric metric) {
        this.trainer = trainer;
        this.space = List.copyOf(space);
        this.input = input;
        this.evaluator = evaluator;
        this.metric = metric;
    }

    /**
     * Searches.
     *
     * @param journal knows trials made before and keeps those made now
     * @throws TesseraException if there is nothing to search, a fixed setting is wrong, or no trial on all customers
     *     succeeds
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public Found run(Plan plan, TrialJournal journal, TrainingContext context) {
        List<Map<String, String>> drawn = draw(plan);
        Trials trials = new Trials(trainer, input, evaluator, metric, plan, journal, context);
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < drawn.size(); number++) {
            numbers.add(number);
        }
        int rounds = plan.method() == Method.RANDOM ? 1 : rounds(drawn.size());
        trials.expect(expected(drawn.size(), rounds));
        for (int round = rounds - 1; round >= 0 && !numbers.isEmpty(); round--) {
            double share = Math.pow(ETA, -round);
            List<Trial> done = new ArrayList<>();
            for (int number : numbers) {
                trials.run(number, drawn.get(number), share).ifPresent(done::add);
            }
            numbers = survivors(done, (numbers.size() + ETA - 1) / ETA);
        }
        // Time may have run out before: the defaults are needed on all customers whatever happens.
        trials.require(0, drawn.get(0));
        return found(trials.all());
    }

    /** The numbers of the better trials, in order, the defaults always among them. */
    private static List<Integer> survivors(List<Trial> done, int most) {
        List<Integer> best = new ArrayList<>(done.stream()
                .filter(trial -> !trial.failed())
                .sorted(Comparator.comparingDouble((Trial trial) -> -trial.score()))
                .limit(most)
                .map(Trial::number)
                .toList());
        if (!best.contains(0) && done.stream().anyMatch(trial -> trial.number() == 0 && !trial.failed())) {
            best.add(0);
        }
        best.sort(Comparator.naturalOrder());
        return best;
    }

    private int rounds(int trials) {
        int rounds = 1;
        double customers = evaluator.customers().length;
        while (Math.pow(ETA, rounds) <= trials && customers / Math.pow(ETA, rounds) >= FEWEST_ASKED) {
            rounds++;
        }
        return rounds;
    }

    private static int expected(int trials, int rounds) {
        int all = 0;
        int left = trials;
        for (int round = 0; round < rounds; round++) {
            all += left;
            left = (left + ETA - 1) / ETA;
        }
        return all;
    }

    private Found found(List<Trial> all) {
        List<Trial> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(Trial::failed)
                .thenComparing(trial -> -trial.share())
                .thenComparing(trial -> -trial.score())
                .thenComparing(Trial::number));
        Trial best = sorted.get(0);
        if (best.failed() || best.share() < 1) {
            throw new TesseraException(
                    "no trial on all customers succeeded: "
                            + sorted.stream()
                                    .filter(Trial::failed)
                                    .map(Trial::error)
                                    .findFirst()
                                    .orElse("there was no time for one"),
                    "fix settings that work with --set, or give more time with --minutes");
        }
        Trial defaults = sorted.stream()
                .filter(trial -> trial.number() == 0 && trial.share() == 1)
                .findFirst()
                .orElse(best);
        return new Found(List.copyOf(sorted), best, defaults);
    }

    /** The settings of each trial: fixed ones alone, then with drawn ones, no two alike. */
    private List<Map<String, String>> draw(Plan plan) {
        List<Tunable> open = space.stream()
                .filter(tunable -> !plan.fixed().containsKey(tunable.setting()))
                .toList();
        if (open.isEmpty()) {
            throw new TesseraException(
                    space.isEmpty() ? "the strategy names no settings to search" : "every setting is fixed",
                    "train it with settings of your own: train --strategy NAME --set SETTING=VALUE");
        }
        Set<Map<String, String>> known = new HashSet<>();
        List<Map<String, String>> drawn = new ArrayList<>();
        drawn.add(Map.copyOf(plan.fixed()));
        RandomStream stream = RandomStream.of(plan.seed());
        for (int number = 1; number < plan.trials(); number++) {
            RandomStream own = stream.part(number);
            boolean fresh = false;
            for (int attempt = 0; attempt < MOST_DRAWS && !fresh; attempt++) {
                Map<String, String> settings = new LinkedHashMap<>(plan.fixed());
                open.forEach(tunable -> settings.put(tunable.setting(), tunable.at(own.nextDouble())));
                fresh = known.add(settings);
                if (fresh) {
                    drawn.add(settings);
                }
            }
        }
        return drawn;
    }

    /** How much of a search is done, for people who wait. */
    static String words(int number, int of, Optional<Trial> best, Metric metric) {
        return "trial " + number + " of " + of
                + best.map(trial -> String.format(
                                java.util.Locale.ROOT, ", best %s %.4f", metric.key(), trial.score()))
                        .orElse("");
    }
}
