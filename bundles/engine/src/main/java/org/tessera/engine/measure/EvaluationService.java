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
        List<String> names = names(strategies, settings, slot);
        try {
            Leaderboard board = measured(names, settings, split, k, seed, progress);
            AtomicFiles.replace(file, gson.toJson(board));
            return board;
        } catch (IOException e) {
            throw new TesseraException("the evaluation failed: " + e.getMessage(), "check the files and the home", e);
        }
    }

    private static List<String> names(
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

    private Leaderboard measured(
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
        List<Leaderboard.Row> rows = new ArrayList<>();
        for (String name : names) {
            Map<String, ?> own = settings.containsKey(name) ? settings.get(name) : Map.of();
            Progress named = (phase, done, total) -> progress.report(name + ": " + phase, done, total);
            Slot.Trained<RecommenderModel> trained = slot.train(name, input, own, workers.context(seed, named));
            try (RecommenderModel model = trained.model()) {
                rows.add(row(name, trained.duration().toNanos() / 1e9, evaluator.evaluate(model, named)));
            }
        }
        rows.sort(Comparator.comparing(Leaderboard.Row::ndcg).reversed());
        int users = evaluator.customers().length;
        String sampled = users == MOST_CUSTOMERS ? String.format(Locale.ROOT, ", %,d customers drawn", users) : "";
        return new Leaderboard(holdout.description() + sampled, users, k, rows);
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
        return segmentation.evaluate(names(strategies, settings, clusterers), settings, truth, seed, progress);
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
