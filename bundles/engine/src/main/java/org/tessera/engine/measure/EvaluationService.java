// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.measure.ClusteringScores;
import org.tessera.api.measure.Comparison;
import org.tessera.api.measure.Evaluations;
import org.tessera.api.measure.Leaderboard;
import org.tessera.api.measure.Split;
import org.tessera.api.profile.Portraits;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.model.AtomicFiles;
import org.tessera.engine.recommend.RecommendationService;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.Slots;
import org.tessera.engine.strategy.Workers;

/** Trains strategies on a part of the data, on the side, and measures them on the rest. */
@Component
public final class EvaluationService implements Evaluations {
    private static final Logger LOG = LoggerFactory.getLogger(EvaluationService.class);
    private static final int MOST_CUSTOMERS = 20_000;

    private final RecommendationService recommendations;
    private final SegmentEvaluation segmentation;
    private final Slot<RecommenderInput, RecommenderModel, Recommender> slot;
    private final Slot<FeatureTable, ClusterModel, Clusterer> clusterers;
    private final Workers workers;
    private final Path file;
    private final Gson gson = new GsonBuilder()
            .setPrettyPrinting()
            .serializeSpecialFloatingPointValues()
            .create();

    @Activate
    public EvaluationService(
            BundleContext context,
            @Reference RecommendationService recommendations,
            @Reference Portraits portraits,
            @Reference Slots slots,
            @Reference Workers workers) {
        this.recommendations = recommendations;
        this.segmentation = new SegmentEvaluation(portraits, slots.segment(), workers);
        this.clusterers = slots.segment();
        this.slot = slots.recommend();
        this.workers = workers;
        this.file = Slots.home(context).resolve("data").resolve("evaluations").resolve("recommend.json");
    }

    @Override
    public Leaderboard recommend(
            List<String> strategies,
            Map<String, ? extends Map<String, ?>> settings,
            Split split,
            int k,
            long seed,
            Progress progress) {
        List<String> names = checkNames(strategies, settings, slot);
        try {
            Leaderboard board = leaderboard(measured(names, settings, split, k, seed, progress), k);
            AtomicFiles.replace(file, gson.toJson(board));
            return board;
        } catch (IOException e) {
            throw new TesseraException("the evaluation failed: " + e.getMessage(), "check the files and the home", e);
        }
    }

    private static List<String> checkNames(
            List<String> wanted, Map<String, ? extends Map<String, ?>> settings, Slot<?, ?, ?> slot) {
        List<String> names = wanted.isEmpty() ? slot.chain() : wanted;
        if (names.isEmpty()) {
            throw new TesseraException(
                    "no strategy for " + slot.task() + " is installed", "strategies shows what is there");
        }
        names.forEach(slot::require);
        settings.keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new TesseraException(
                            "settings are given for " + name + ", which is not evaluated",
                            "evaluated: " + String.join(", ", names));
                });
        return names;
    }

    /** Strategies on the same customers. */
    private record Measured(String split, int users, List<One> ones) {
        private record One(String name, double trainSeconds, RankingEvaluator.Result result) {}
    }

    private static Leaderboard leaderboard(Measured measured, int k) {
        List<Leaderboard.Row> rows = measured.ones().stream()
                .map(one -> row(one.name(), one.trainSeconds(), one.result()))
                .sorted(Comparator.comparing(Leaderboard.Row::ndcg).reversed())
                .toList();
        return new Leaderboard(measured.split(), measured.users(), k, rows);
    }

    private Measured measured(
            List<String> names,
            Map<String, ? extends Map<String, ?>> settings,
            Split split,
            int k,
            long seed,
            Progress progress)
            throws IOException {
        boolean files = split instanceof Split.Files;
        double positive = files ? 1 : recommendations.seenWeight();
        EventLog log = files ? new EventLog() : recommendations.log(progress);
        Holdout holdout = Holdout.of(log, split, positive);
        ItemCatalog catalog = files ? new BareCatalog(holdout.train().items()) : recommendations.catalog();
        RecommenderInput input = new RecommenderInput(holdout.train(), catalog, holdout.now());
        RankingEvaluator evaluator = RankingEvaluator.of(holdout, k, positive, MOST_CUSTOMERS, seed);
        List<Measured.One> ones = new ArrayList<>();
        for (String name : names) {
            Map<String, ?> own = settings.containsKey(name) ? settings.get(name) : Map.of();
            Progress named = (phase, done, total) -> progress.report(name + ": " + phase, done, total);
            Slot.Trained<RecommenderModel> trained = slot.train(name, input, own, workers.context(seed, named));
            try (RecommenderModel model = trained.model()) {
                ones.add(new Measured.One(name, trained.duration().toNanos() / 1e9, evaluator.evaluate(model, named)));
            }
        }
        int users = evaluator.customers().length;
        String sampled = users == MOST_CUSTOMERS ? String.format(Locale.ROOT, ", %,d customers drawn", users) : "";
        return new Measured(holdout.description() + sampled, users, ones);
    }

    @Override
    public Comparison compare(
            Optional<String> champion, List<String> challengers, Split split, int k, long seed, Progress progress) {
        String first = champion.or(slot::preferred)
                .orElseThrow(
                        () -> new TesseraException("no recommender is installed", "strategies shows what is there"));
        List<String> names = new ArrayList<>(List.of(first));
        challengers.stream().filter(name -> !names.contains(name)).forEach(names::add);
        if (names.size() < 2) {
            throw new TesseraException(
                    "there is nothing to compare " + first + " with",
                    "name challengers; there are: " + String.join(", ", slot.chain()));
        }
        names.forEach(slot::require);
        try {
            Measured measured = measured(names, Map.of(), split, k, seed, progress);
            RankingEvaluator.Result base = measured.ones().get(0).result();
            List<Comparison.Row> rows = measured.ones().stream()
                    .skip(1)
                    .map(one -> beside(base, one, seed))
                    .sorted(Comparator.comparing(Comparison.Row::ndcg).reversed())
                    .toList();
            return new Comparison(first, base.mean().ndcg(), measured.split(), measured.users(), k, rows);
        } catch (IOException e) {
            throw new TesseraException("the comparison failed: " + e.getMessage(), "check the files and the home", e);
        }
    }

    private static Comparison.Row beside(RankingEvaluator.Result base, Measured.One one, long seed) {
        RankingEvaluator.Result own = one.result();
        double[] differences = new double[base.scores().length];
        int better = 0;
        int worse = 0;
        for (int customer = 0; customer < differences.length; customer++) {
            differences[customer] = own.scores()[customer].ndcg() - base.scores()[customer].ndcg();
            better += differences[customer] > 0 ? 1 : 0;
            worse += differences[customer] < 0 ? 1 : 0;
        }
        PairedBootstrap interval = PairedBootstrap.of(differences, seed);
        return new Comparison.Row(
                one.name(),
                own.mean().ndcg(),
                interval.difference(),
                interval.low(),
                interval.high(),
                better,
                worse,
                one.trainSeconds(),
                1e3 * own.answerSeconds(.5),
                1e3 * own.answerSeconds(.99));
    }

    private static Leaderboard.Row row(String name, double trainSeconds, RankingEvaluator.Result result) {
        RankingScores mean = result.mean();
        return new Leaderboard.Row(
                name,
                mean.ndcg(),
                mean.precision(),
                mean.recall(),
                mean.hit(),
                mean.averagePrecision(),
                result.coverage(),
                result.novelty(),
                trainSeconds,
                1e3 * result.answerSeconds(.5),
                1e3 * result.answerSeconds(.99));
    }

    @Override
    public ClusteringScores segment(
            List<String> strategies,
            Map<String, ? extends Map<String, ?>> settings,
            Optional<String> truth,
            long seed,
            Progress progress) {
        checkNames(strategies, settings, clusterers);
        return segmentation.evaluate(strategies, settings, truth, seed, progress);
    }

    @Override
    public Optional<Leaderboard> latest() {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(gson.fromJson(Files.readString(file), Leaderboard.class));
        } catch (IOException | JsonParseException e) {
            LOG.warn("{} cannot be read and is ignored: {}", file, e.toString());
            return Optional.empty();
        }
    }
}
