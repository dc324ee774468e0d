// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.measure.Metric;
import org.tessera.api.measure.Split;
import org.tessera.api.measure.Tuning;
import org.tessera.api.measure.Tunings;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.StrategyInfo;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.api.strategy.Tunable;
import org.tessera.engine.recommend.EventWeights;
import org.tessera.engine.recommend.RecommendationService;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.Slots;
import org.tessera.engine.strategy.Workers;
import org.tessera.numerics.parallel.Parallel;

/** Searches for settings on a part of the data, checks them on another, and trains with them on all. */
@Component
public final class TuningService implements Tunings {
    /** Customers asked in a trial: enough to tell settings apart, few enough to try many. */
    private static final int MOST_ASKED = 5000;

    private final RecommendationService recommendations;
    private final Slot<RecommenderInput, RecommenderModel, Recommender> slot;
    private final Workers workers;
    private final Path journals;
    private final int asked;

    @Activate
    public TuningService(
            BundleContext context,
            @Reference RecommendationService recommendations,
            @Reference Slots slots,
            @Reference Workers workers) {
        this(
                recommendations,
                slots.recommend(),
                workers,
                Slots.home(context).resolve("data").resolve("tuning"),
                MOST_ASKED);
    }

    /**
     * Without a framework.
     *
     * @param journals folder of the journals
     * @param asked customers asked in a trial, at most
     */
    TuningService(
            RecommendationService recommendations,
            Slot<RecommenderInput, RecommenderModel, Recommender> slot,
            Workers workers,
            Path journals,
            int asked) {
        this.asked = asked;
        this.recommendations = recommendations;
        this.slot = slot;
        this.workers = workers;
        this.journals = journals;
    }

    /**
     * Data of a search.
     *
     * @param inner what is trained on and foretold in trials
     * @param outer what is trained on and foretold to check the best; empty where nothing was kept back
     */
    private record Data(SideBySide.Data inner, Optional<SideBySide.Data> outer) {}

    @Override
    public Tuning recommend(Request request, Progress progress) {
        String strategy = request.strategy();
        slot.require(strategy);
        try {
            List<Tunable> space = slot.consult(strategy, recommender -> List.copyOf(recommender.tunables()));
            if (space.isEmpty()) {
                throw new TesseraException(
                        strategy + " names no settings to search",
                        "train it with settings of your own: train --strategy " + strategy + " --set SETTING=VALUE");
            }
            Data data = data(request, progress);
            RankingEvaluator evaluator = RankingEvaluator.of(
                    data.inner().holdout(), request.k(), data.inner().seen(), asked, request.seed());
            Tuner tuner = new Tuner(
                    (input, settings, context) ->
                            slot.train(strategy, input, settings, context).model(),
                    space,
                    data.inner().input(),
                    evaluator,
                    request.metric());
            Tuner.Plan plan = new Tuner.Plan(
                    request.method(), request.trials(), request.limit(), request.fixed(), request.seed());
            TrialJournal journal =
                    TrialJournal.at(journals.resolve(journal(request, space, data.inner())), request.resume());
            Tuner.Found found = tuner.run(plan, journal, workers.context(request.seed(), progress));
            request.save()
                    .ifPresent(file ->
                            SettingsFile.put(file, strategy, found.best().settings()));
            Optional<Tuning.Check> check = data.outer().map(outer -> check(request, found, outer, progress));
            return new Tuning(
                    strategy,
                    request.metric().key(),
                    request.k(),
                    data.inner().holdout().description(),
                    evaluator.customers().length,
                    found.trials(),
                    found.best(),
                    found.defaults(),
                    check,
                    model(request, found, check, progress));
        } catch (IOException e) {
            throw new TesseraException("the search failed: " + e.getMessage(), "check the files and the home", e);
        }
    }

    private Data data(Request request, Progress progress) throws IOException {
        if (request.source() instanceof Source.PairFile files) {
            Optional<Path> test = files.test();
            Interactions train = PairFiles.read(files.train());
            Holdout inner = Holdout.within(train, files.share(), request.seed());
            Optional<Holdout> outer = test.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Holdout.of(new EventLog(), new Split.Files(files.train(), test.get()), 1));
            return new Data(ofPairs(inner), outer.map(TuningService::ofPairs));
        }
        Split split = ((Source.Store) request.source()).split();
        EventWeights weights = recommendations.weights();
        EventLog log = recommendations.log(progress);
        Holdout outer = Holdout.of(log, split, weights.seen());
        Holdout inner = Holdout.of(Division.training(log, split, outer), again(split), weights.seen());
        return new Data(
                SideBySide.Data.of(recommendations, inner, weights),
                Optional.of(SideBySide.Data.of(recommendations, outer, weights)));
    }

    /** The same way to divide once more; at random, with other draws. */
    private static Split again(Split split) {
        return split instanceof Split.Random random ? new Split.Random(random.share(), random.seed() + 1) : split;
    }

    private static SideBySide.Data ofPairs(Holdout holdout) {
        return new SideBySide.Data(
                holdout, new BareCatalog(holdout.train().items()), customer -> "", Double.NEGATIVE_INFINITY);
    }

    /** What a trial's score depends on beside the data and the settings searched. */
    private String journal(Request request, List<Tunable> space, SideBySide.Data data) {
        String version = slot.infos().stream()
                .filter(info -> info.name().equals(request.strategy()))
                .map(StrategyInfo::version)
                .findFirst()
                .orElse("");
        Map<String, Object> search = new LinkedHashMap<>();
        search.put("space", space);
        search.put("defaults", slot.consult(request.strategy(), recommender -> String.valueOf(recommender.settings())));
        search.put("metric", request.metric().key());
        search.put("k", request.k());
        search.put("seed", request.seed());
        search.put("decay", data.holdout().around().decay());
        return TrialJournal.name("recommend-" + request.strategy(), version, data.holdout(), search);
    }

    /** The best settings and the defaults where neither has been compared before. */
    private Tuning.Check check(Request request, Tuner.Found found, SideBySide.Data outer, Progress progress) {
        RankingEvaluator evaluator = RankingEvaluator.of(
                outer.holdout(), request.k(), outer.seen(), SideBySide.MOST_CUSTOMERS, request.seed());
        RecommenderInput input = outer.input();
        double[] best = scores(request, "best", found.best().settings(), input, evaluator, progress);
        double[] defaults = found.best().number() == 0
                ? best
                : scores(request, "defaults", found.defaults().settings(), input, evaluator, progress);
        double[] differences = new double[best.length];
        Arrays.setAll(differences, c -> best[c] - defaults[c]);
        PairedBootstrap interval = PairedBootstrap.of(differences, request.seed());
        return new Tuning.Check(
                outer.holdout().description(),
                best.length,
                Arrays.stream(best).average().orElse(Double.NaN),
                Arrays.stream(defaults).average().orElse(Double.NaN),
                interval.low(),
                interval.high());
    }

    private double[] scores(
            Request request,
            String name,
            Map<String, String> settings,
            RecommenderInput input,
            RankingEvaluator evaluator,
            Progress progress) {
        Progress named = (phase, done, total) -> progress.report("checking the " + name + ": " + phase, done, total);
        TrainingContext context = workers.context(request.seed(), named);
        Parallel parallel = new Parallel(context.executor(), context.parallelism());
        Metric metric = request.metric();
        try (RecommenderModel model =
                slot.train(request.strategy(), input, settings, context).model()) {
            RankingEvaluator.Result result = evaluator.score(model, parallel, named);
            if (metric == Metric.AUC) {
                result = evaluator.withAuc(result, model, RankingEvaluator.AUC_ANSWERS, parallel, named);
            }
            return Arrays.stream(result.scores())
                    .mapToDouble(score -> metric.of(score.figures()))
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
        }
    }

    /** Trained on all there is; nothing where the data did not come from the store. */
    private Optional<ModelInfo> model(
            Request request, Tuner.Found found, Optional<Tuning.Check> check, Progress progress) {
        if (!(request.source() instanceof Source.Store)) {
            return Optional.empty();
        }
        String metric = request.metric().key() + "@" + request.k();
        Map<String, Double> quality = new LinkedHashMap<>();
        quality.put("tuning trials", (double) found.trials().size());
        quality.put("tuning " + metric, found.best().score());
        quality.put("tuning " + metric + " of defaults", found.defaults().score());
        check.ifPresent(measured -> {
            quality.put("held-out " + metric, measured.best());
            quality.put("held-out " + metric + " of defaults", measured.defaults());
        });
        return Optional.of(recommendations.trainFound(
                request.strategy(), found.best().settings(), quality, request.seed(), progress));
    }
}
