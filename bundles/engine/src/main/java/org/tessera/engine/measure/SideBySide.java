// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.tessera.api.TesseraException;
import org.tessera.api.data.CustomerCatalog;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.measure.Comparison;
import org.tessera.api.measure.Leaderboard;
import org.tessera.api.measure.Leaderboard.Refusal;
import org.tessera.api.measure.Leaderboard.Slice;
import org.tessera.api.measure.Split;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.engine.recommend.EventWeights;
import org.tessera.engine.recommend.RecommendationService;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.Workers;
import org.tessera.numerics.parallel.Parallel;

/** Strategies trained on the same part of some data and asked about the same customers. Immutable. */
record SideBySide(String split, int users, int k, String diversityBy, List<One> ones, List<Refusal> refused) {
    static final int MOST_CUSTOMERS = 20_000;

    /**
     * One strategy.
     *
     * @param diversity mean distance of two items of a list
     * @param slices groups of customers
     */
    record One(String name, double trainSeconds, RankingEvaluator.Result result, double diversity, List<Slice> slices) {
        double ndcg() {
            return result.mean().ndcg();
        }

        PairedBootstrap above(One base, long seed) {
            return PairedBootstrap.of(differences(base), seed);
        }

        double[] differences(One base) {
            double[] differences = new double[result.scores().length];
            for (int customer = 0; customer < differences.length; customer++) {
                differences[customer] = result.scores()[customer].ndcg() - base.result.scores()[customer].ndcg();
            }
            return differences;
        }
    }

    /** What data is divided, and what of it is known. */
    record Data(Holdout holdout, ItemCatalog catalog, IntFunction<String> segments, double seen) {
        /**
         * Of the store, or of files where the split names some. Strategies do not learn of segments: those that stand were
         * formed with what is to be foretold.
         */
        static Data of(RecommendationService recommendations, Split split, Progress progress) throws IOException {
            if (split instanceof Split.Files || split instanceof Split.Sampled) {
                Holdout holdout = Holdout.of(new EventLog(), split, 1);
                return new Data(holdout, new BareCatalog(holdout.train().items()), customer -> "", 1);
            }
            EventWeights weights = recommendations.weights();
            EventLog log = recommendations.log(progress);
            Holdout holdout = Holdout.of(log, split, weights.seen());
            return of(recommendations, holdout, weights);
        }

        static Data of(RecommendationService recommendations, Holdout holdout, EventWeights weights) {
            CustomerCatalog customers =
                    recommendations.customers(holdout.train().customers());
            return new Data(
                    holdout.knowing(new WithoutSegments(customers), weights.decay()),
                    recommendations.catalog(),
                    customers::segment,
                    weights.seen());
        }

        RecommenderInput input() {
            return holdout.input(catalog);
        }
    }

    /** Customers whose segments are kept back. */
    private record WithoutSegments(CustomerCatalog customers) implements CustomerCatalog {
        @Override
        public int size() {
            return customers.size();
        }

        @Override
        public String segment(int customer) {
            return "";
        }

        @Override
        public Map<String, String> attributes(int customer) {
            return customers.attributes(customer);
        }
    }

    /** @param lenient whether a strategy that cannot be trained is left out, as long as another one can */
    static SideBySide of(
            Slot<RecommenderInput, RecommenderModel, Recommender> slot,
            Workers workers,
            Data data,
            List<String> names,
            Map<String, ? extends Map<String, ?>> settings,
            boolean lenient,
            int k,
            long seed,
            Progress progress) {
        Holdout holdout = data.holdout();
        RecommenderInput input = data.input();
        RankingEvaluator evaluator = RankingEvaluator.of(holdout, k, data.seen(), MOST_CUSTOMERS, seed);
        RankingEvaluator strangers = RankingEvaluator.of(holdout.ofStrangers(), k, data.seen(), MOST_CUSTOMERS, seed);
        ItemDistance distance = ItemDistance.of(data.catalog(), holdout.train());
        List<One> ones = new ArrayList<>();
        List<Refusal> refused = new ArrayList<>();
        for (String name : names) {
            Map<String, ?> own = settings.containsKey(name) ? settings.get(name) : Map.of();
            Progress named = (phase, done, total) -> progress.report(name + ": " + phase, done, total);
            TrainingContext context = workers.context(seed, named);
            Parallel parallel = new Parallel(context.executor(), context.parallelism());
            Slot.Trained<RecommenderModel> trained;
            try {
                trained = slot.train(name, input, own, context);
            } catch (TesseraException e) {
                // Who gives a strategy settings wants to know what is wrong with them.
                if (!lenient || e instanceof SettingException && !own.isEmpty()) {
                    throw e;
                }
                refused.add(new Refusal(name, e.getMessage() + (e.hint().isEmpty() ? "" : "; " + e.hint())));
                continue;
            }
            try (RecommenderModel model = trained.model()) {
                RankingEvaluator.Result result = evaluator.withAuc(
                        evaluator.evaluate(model, parallel, named),
                        model,
                        RankingEvaluator.AUC_ANSWERS,
                        parallel,
                        named);
                List<Slice> slices = new ArrayList<>(Slices.byHistory(evaluator, result.scores()));
                slices.addAll(Slices.ofStrangers(strangers.score(model, parallel, named)));
                slices.addAll(Slices.bySegment(evaluator, result.scores(), data.segments()));
                ones.add(new One(
                        name,
                        trained.duration().toNanos() / 1e9,
                        result,
                        distance.within(result.lists()),
                        List.copyOf(slices)));
            }
        }
        if (ones.isEmpty()) {
            throw new TesseraException(
                    "no strategy can be trained on these data: "
                            + refused.stream()
                                    .map(refusal -> refusal.strategy() + ": " + refusal.reason())
                                    .collect(Collectors.joining("; ")),
                    "name others with --strategies; strategies shows what is there");
        }
        int users = evaluator.customers().length;
        String sampled = users == MOST_CUSTOMERS ? String.format(Locale.ROOT, ", %,d customers drawn", users) : "";
        return new SideBySide(holdout.description() + sampled, users, k, distance.by(), ones, refused);
    }

    /** Best first, each held against the reference. */
    Leaderboard leaderboard(Optional<String> reference, long seed) {
        List<One> sorted =
                ones.stream().sorted(Comparator.comparing(One::ndcg).reversed()).toList();
        One base = sorted.stream()
                .filter(one -> reference.isPresent() && one.name().equals(reference.get()))
                .findFirst()
                .orElse(sorted.get(0));
        return new Leaderboard(
                split,
                users,
                k,
                base.name(),
                diversityBy,
                sorted.stream().map(one -> row(one, base, seed)).toList(),
                refused);
    }

    private static Leaderboard.Row row(One one, One base, long seed) {
        RankingEvaluator.Result result = one.result();
        PairedBootstrap interval = one.above(base, seed);
        return new Leaderboard.Row(
                one.name(),
                result.mean().figures(),
                result.coverage(),
                result.exposure().gini(),
                result.novelty(),
                one.diversity(),
                one.trainSeconds(),
                1e3 * result.answerSeconds(.5),
                1e3 * result.answerSeconds(.99),
                new Leaderboard.Difference(interval.difference(), interval.low(), interval.high()),
                one.slices());
    }

    /** The first beside all others. */
    Comparison comparison(long seed) {
        One base = ones.get(0);
        List<Comparison.Row> rows = ones.stream()
                .skip(1)
                .map(one -> beside(base, one, seed))
                .sorted(Comparator.comparing(Comparison.Row::ndcg).reversed())
                .toList();
        return new Comparison(base.name(), base.ndcg(), split, users, k, rows);
    }

    private static Comparison.Row beside(One base, One one, long seed) {
        int better = 0;
        int worse = 0;
        for (double difference : one.differences(base)) {
            better += difference > 0 ? 1 : 0;
            worse += difference < 0 ? 1 : 0;
        }
        PairedBootstrap interval = one.above(base, seed);
        return new Comparison.Row(
                one.name(),
                one.ndcg(),
                interval.difference(),
                interval.low(),
                interval.high(),
                better,
                worse,
                one.trainSeconds(),
                1e3 * one.result().answerSeconds(.5),
                1e3 * one.result().answerSeconds(.99));
    }
}
