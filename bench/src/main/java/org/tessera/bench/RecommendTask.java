// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tessera.api.data.Interactions;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.measure.BareCatalog;
import org.tessera.engine.measure.Holdout;
import org.tessera.engine.measure.RankingEvaluator;
import org.tessera.engine.measure.RankingScores;

/** Trains a recommender on pairs and scores what it foretells of others. */
final class RecommendTask implements BenchTask {
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
        List<Option> options = new ArrayList<>();
        options.add(Option.required("strategy", "NAME", Recommenders.names()));
        options.add(Option.optional("set", "a=b,c=d", "settings of the strategy; the others keep their defaults"));
        options.add(Option.optional("settings", "FILE.json", "settings by strategy; those of --set go before them"));
        options.addAll(PairData.options());
        options.add(Option.optional("k", "N", "length of the lists, 10 if not given"));
        options.add(Option.optional("users-sample", "N", "score the lists of so many customers only"));
        options.add(Option.optional("seed", "N", "of the sample and of the strategy, 1 if not given"));
        options.add(Option.optional("repeat", "N", "trains so many times, 1 if not given"));
        options.add(Option.optional("threads", "N", "to train with, all processors if not given"));
        options.add(Option.optional("ask-threads", "N", "that ask at once when answers are timed, 4 if not given"));
        options.add(Option.optional("answers", "N", "to be timed, 20000 if not given; as many go before them"));
        options.add(Option.optional("batch", "N", "also times the lists of so many customers at a go"));
        return options;
    }

    @Override
    public void run(Options options, Consumer<Measurement> out) throws IOException {
        String name = options.needed("strategy");
        Recommender strategy = Recommenders.of(name);
        int k = options.number("k", 10, 1, 10_000);
        long seed = options.number("seed", 1L, Long.MIN_VALUE, Long.MAX_VALUE);
        int sample = options.number("users-sample", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        int repeat = options.number("repeat", 1, 1, 1000);
        int threads = options.number("threads", Runtime.getRuntime().availableProcessors(), 1, 1024);
        int askThreads = options.number("ask-threads", 4, 1, 1024);
        int answers = options.number("answers", 20_000, askThreads, 100_000_000);
        int batch = options.number("batch", 0, 0, Integer.MAX_VALUE);
        Map<String, String> overrides = PairData.settings(options, name);

        long loading = System.nanoTime();
        Holdout holdout = PairData.load(options, seed);
        double loadSeconds = (System.nanoTime() - loading) / 1e9;

        List<Double> seconds = new ArrayList<>();
        Trained trained = null;
        try (Workers workers = new Workers(threads)) {
            for (int run = 0; run < repeat; run++) {
                trained = train(strategy, holdout.train(), overrides, workers, seed);
                seconds.add(trained.seconds());
            }
        }
        if (trained == null) {
            throw new IllegalStateException("nothing was trained");
        }
        long trainedMegabytes = PeakMemory.megabytes();
        RankingEvaluator evaluator = RankingEvaluator.of(holdout, k, Double.NEGATIVE_INFINITY, sample, seed);
        long scoring = System.nanoTime();
        RankingEvaluator.Result result = evaluator.evaluate(trained.model(), Progress.unwatched());
        double scoreSeconds = (System.nanoTime() - scoring) / 1e9;

        Map<String, Double> phases = new LinkedHashMap<>();
        phases.put("load", Measurement.rounded(loadSeconds));
        trained.phases().forEach((phase, s) -> phases.put("train: " + phase, s));
        phases.put("score", Measurement.rounded(scoreSeconds));
        AnswerTimes times = new AnswerTimes(trained.model(), holdout.train(), k);
        double[] each = times.seconds(evaluator.customers(), askThreads, answers, seed);
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("customers", holdout.train().customers());
        more.put("users", evaluator.customers().length);
        more.put("k", k);
        more.put("threads", threads);
        more.put("phases", phases);
        more.put("trained_rss_mb", trainedMegabytes);
        Map<String, Number> answerTimes = new LinkedHashMap<>();
        answerTimes.put("threads", askThreads);
        answerTimes.put("p50", millis(each, .5));
        answerTimes.put("p99", millis(each, .99));
        more.put("answer_ms", answerTimes);
        if (batch > 0) {
            int[] everybody = IntStream.range(0, Math.min(batch, holdout.train().customers()))
                    .toArray();
            Map<String, Number> lists = new LinkedHashMap<>();
            lists.put("customers", everybody.length);
            lists.put("seconds", Measurement.rounded(times.batch(everybody, threads)));
            more.put("batch", lists);
        }
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

    private static double millis(double[] ascending, double share) {
        return Measurement.rounded(ascending[Math.max(0, (int) Math.ceil(share * ascending.length) - 1)] * 1e3);
    }
}
