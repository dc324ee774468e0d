// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tessera.api.data.Interactions;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Settings;
import org.tessera.engine.measure.BareCatalog;
import org.tessera.engine.measure.Holdout;
import org.tessera.engine.measure.RankingEvaluator;
import org.tessera.engine.measure.RankingScores;
import org.tessera.recommend.itemknn.ItemKnnRecommender;
import org.tessera.recommend.popular.PopularRecommender;
import org.tessera.recommend.userknn.UserKnnRecommender;
import org.tessera.recommend.rp3beta.Rp3BetaRecommender;
import org.tessera.recommend.ease.EaseRecommender;
import org.tessera.recommend.slim.SlimRecommender;
import org.tessera.recommend.als.AlsRecommender;
import org.tessera.recommend.bpr.BprRecommender;
import org.tessera.recommend.puresvd.PureSvdRecommender;
import org.tessera.recommend.nmf.NmfRecommender;
import org.tessera.recommend.baseline.BaselineRecommender;
import org.tessera.recommend.ratingknn.RatingKnnRecommender;
import org.tessera.recommend.svd.SvdRecommender;
import org.tessera.recommend.svdpp.SvdPpRecommender;
import org.tessera.recommend.content.ContentRecommender;
import org.tessera.recommend.neumf.NeuMfRecommender;
import org.tessera.recommend.twotower.TwoTowerRecommender;
import org.tessera.recommend.sessionknn.SessionKnnRecommender;
import org.tessera.recommend.associations.AssociationsRecommender;
import org.tessera.recommend.transitions.TransitionsRecommender;
import org.tessera.recommend.trending.TrendingRecommender;
import org.tessera.recommend.newest.NewestRecommender;
import org.tessera.recommend.blend.BlendRecommender;

/** Trains a recommender on pairs and scores what it foretells of others. */
final class RecommendTask implements BenchTask {
    private static final Map<String, Supplier<Recommender>> STRATEGIES = strategies();

    private static Map<String, Supplier<Recommender>> strategies() {
        Map<String, Supplier<Recommender>> all = new LinkedHashMap<>();
        all.put("popular", () -> new PopularRecommender(Settings.defaults(PopularRecommender.Config.class)));
        all.put("itemknn", () -> new ItemKnnRecommender(Settings.defaults(ItemKnnRecommender.Config.class)));
        all.put("userknn", () -> new UserKnnRecommender(Settings.defaults(UserKnnRecommender.Config.class)));
        all.put("rp3beta", () -> new Rp3BetaRecommender(Settings.defaults(Rp3BetaRecommender.Config.class)));
        all.put("ease", () -> new EaseRecommender(Settings.defaults(EaseRecommender.Config.class)));
        all.put("slim", () -> new SlimRecommender(Settings.defaults(SlimRecommender.Config.class)));
        all.put("als", () -> new AlsRecommender(Settings.defaults(AlsRecommender.Config.class)));
        all.put("bpr", () -> new BprRecommender(Settings.defaults(BprRecommender.Config.class)));
        all.put("puresvd", () -> new PureSvdRecommender(Settings.defaults(PureSvdRecommender.Config.class)));
        all.put("nmf", () -> new NmfRecommender(Settings.defaults(NmfRecommender.Config.class)));
        all.put("baseline", () -> new BaselineRecommender(Settings.defaults(BaselineRecommender.Config.class)));
        all.put("ratingknn", () -> new RatingKnnRecommender(Settings.defaults(RatingKnnRecommender.Config.class)));
        all.put("svd", () -> new SvdRecommender(Settings.defaults(SvdRecommender.Config.class)));
        all.put("svdpp", () -> new SvdPpRecommender(Settings.defaults(SvdPpRecommender.Config.class)));
        all.put("content", () -> new ContentRecommender(Settings.defaults(ContentRecommender.Config.class)));
        all.put("neumf", () -> new NeuMfRecommender(Settings.defaults(NeuMfRecommender.Config.class)));
        all.put("twotower", () -> new TwoTowerRecommender(Settings.defaults(TwoTowerRecommender.Config.class)));
        all.put("sessionknn", () -> new SessionKnnRecommender(Settings.defaults(SessionKnnRecommender.Config.class)));
        all.put("associations", () -> new AssociationsRecommender(Settings.defaults(AssociationsRecommender.Config.class)));
        all.put("transitions", () -> new TransitionsRecommender(Settings.defaults(TransitionsRecommender.Config.class)));
        all.put("trending", () -> new TrendingRecommender(Settings.defaults(TrendingRecommender.Config.class)));
        all.put("newest", () -> new NewestRecommender(Settings.defaults(NewestRecommender.Config.class)));
        all.put("blend", () -> new BlendRecommender(Settings.defaults(BlendRecommender.Config.class)));
        return all;
    }

    @Override
    public String name() {
        return "recommend";
    }

    @Override
    public String summary() {
        return "trains a recommender on pairs and scores what it foretells of others, seen items removed";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.required("strategy", "NAME", String.join(", ", STRATEGIES.keySet())),
                Option.optional("set", "a=b,c=d", "settings of the strategy; the others keep their defaults"),
                Option.required("train-u", "FILE.i32", "customers of the pairs to train on"),
                Option.required("train-i", "FILE.i32", "their items"),
                Option.optional("train-w", "FILE.f32", "their weights, .f32 or .f64; 1 if not given"),
                Option.required("test-u", "FILE.i32", "customers of the pairs to foretell"),
                Option.required("test-i", "FILE.i32", "their items"),
                Option.required("customers", "N", "number of customers"),
                Option.required("items", "N", "number of items"),
                Option.optional("k", "N", "length of the lists, 10 if not given"),
                Option.optional("users-sample", "N", "score the lists of so many customers only"),
                Option.optional("seed", "N", "of the sample and of the strategy, 1 if not given"),
                Option.optional("repeat", "N", "trains so many times, 1 if not given"),
                Option.optional("threads", "N", "to train with, all processors if not given"));
    }

    @Override
    public void run(Options options, Consumer<Measurement> out) throws IOException {
        String name = options.needed("strategy");
        Supplier<Recommender> strategy = STRATEGIES.get(name);
        if (strategy == null) {
            throw new UsageException("option --strategy: there is no strategy '" + name + "', strategies here: "
                    + String.join(", ", STRATEGIES.keySet()));
        }
        int k = options.number("k", 10, 1, 10_000);
        long seed = options.number("seed", 1L, Long.MIN_VALUE, Long.MAX_VALUE);
        int sample = options.number("users-sample", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        int repeat = options.number("repeat", 1, 1, 1000);
        int threads = options.number("threads", Runtime.getRuntime().availableProcessors(), 1, 1024);
        Map<String, String> overrides = options.settings("set");

        long loading = System.nanoTime();
        Holdout holdout = load(options);
        double loadSeconds = (System.nanoTime() - loading) / 1e9;

        List<Double> seconds = new ArrayList<>();
        Trained trained = null;
        try (Workers workers = new Workers(threads)) {
            for (int run = 0; run < repeat; run++) {
                trained = train(strategy.get(), holdout.train(), overrides, workers, seed);
                seconds.add(trained.seconds());
            }
        }
        if (trained == null) {
            throw new IllegalStateException("nothing was trained");
        }
        RankingEvaluator evaluator = RankingEvaluator.of(holdout, k, Double.NEGATIVE_INFINITY, sample, seed);
        long scoring = System.nanoTime();
        RankingEvaluator.Result result = evaluator.evaluate(trained.model(), Progress.unwatched());
        double scoreSeconds = (System.nanoTime() - scoring) / 1e9;

        Map<String, Double> phases = new LinkedHashMap<>();
        phases.put("load", Measurement.rounded(loadSeconds));
        trained.phases().forEach((phase, s) -> phases.put("train: " + phase, s));
        phases.put("score", Measurement.rounded(scoreSeconds));
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("customers", holdout.train().customers());
        more.put("users", evaluator.customers().length);
        more.put("k", k);
        more.put("threads", threads);
        more.put("phases", phases);
        Map<String, Double> answers = new LinkedHashMap<>();
        answers.put("p50", millis(result, .5));
        answers.put("p99", millis(result, .99));
        more.put("answer_ms", answers);
        out.accept(new Measurement(
                name(),
                name,
                holdout.train().size(),
                holdout.train().items(),
                trained.model().settings(),
                seconds,
                quality(result),
                more));
    }

    private static Holdout load(Options options) throws IOException {
        int customers = options.number("customers", 1, Integer.MAX_VALUE - 8);
        int items = options.number("items", 1, Integer.MAX_VALUE - 8);
        Interactions train = PairFile.read(
                options.path("train-u").orElseThrow(),
                options.path("train-i").orElseThrow(),
                options.path("train-w").orElse(null),
                customers,
                items,
                null);
        // What was seen is never answered, so it cannot be asked for.
        Interactions test = PairFile.read(
                options.path("test-u").orElseThrow(),
                options.path("test-i").orElseThrow(),
                null,
                customers,
                items,
                train);
        return new Holdout(train, test, 0, "from files");
    }

    private record Trained(RecommenderModel model, double seconds, Map<String, Double> phases) {}

    private static Trained train(
            Recommender recommender, Interactions pairs, Map<String, String> overrides, Workers workers, long seed) {
        // A fresh view, so that making the index by item is part of every repetition.
        Interactions fresh = Interactions.of(pairs.byCustomer());
        PhaseClock clock = new PhaseClock();
        long start = System.nanoTime();
        RecommenderModel model = recommender.train(
                new RecommenderInput(fresh, new BareCatalog(fresh.items()), 0),
                overrides,
                workers.context(seed, clock));
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Trained(model, seconds, clock.stop());
    }

    private static Map<String, Double> quality(RankingEvaluator.Result result) {
        RankingScores mean = result.mean();
        Map<String, Double> quality = new LinkedHashMap<>();
        quality.put("ndcg", mean.ndcg());
        quality.put("ndcg_uncut", mean.ndcgUncut());
        quality.put("precision", mean.precision());
        quality.put("recall", mean.recall());
        quality.put("hit_rate", mean.hit());
        quality.put("map", mean.averagePrecision());
        quality.put("coverage", result.coverage());
        quality.put("novelty", result.novelty());
        return quality;
    }

    private static double millis(RankingEvaluator.Result result, double share) {
        return Measurement.rounded(result.answerSeconds(share) * 1e3);
    }
}
