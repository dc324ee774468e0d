// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        this(
                recommendations,
                portraits,
                slots.recommend(),
                slots.segment(),
                workers,
                Slots.home(context).resolve("data").resolve("evaluations").resolve("leaderboard.json"));
    }

    /** Without a framework. */
    EvaluationService(
            RecommendationService recommendations,
            Portraits portraits,
            Slot<RecommenderInput, RecommenderModel, Recommender> slot,
            Slot<FeatureTable, ClusterModel, Clusterer> clusterers,
            Workers workers,
            Path file) {
        this.recommendations = recommendations;
        this.segmentation = new SegmentEvaluation(portraits, clusterers, workers);
        this.clusterers = clusterers;
        this.slot = slot;
        this.workers = workers;
        this.file = file;
    }

    @Override
    public Leaderboard recommend(
            List<String> strategies,
            Map<String, ? extends Map<String, ?>> settings,
            Split split,
            int k,
            Optional<String> reference,
            long seed,
            Progress progress) {
        List<String> names = strategies.contains(ALL) ? slot.chain() : strategies;
        if (names.isEmpty()) {
            names = slot.appointed();
        }
        return board(checkNames(names, settings, slot), settings, split, k, reference, seed, progress);
    }

    private Leaderboard board(
            List<String> names,
            Map<String, ? extends Map<String, ?>> settings,
            Split split,
            int k,
            Optional<String> reference,
            long seed,
            Progress progress) {
        reference.filter(name -> !names.contains(name)).ifPresent(name -> {
            throw new TesseraException(
                    "the others cannot be compared with " + name + ", which is not evaluated",
                    "evaluated: " + String.join(", ", names));
        });
        try {
            Leaderboard board = measured(names, settings, names.size() > 1, split, k, seed, progress)
                    .leaderboard(reference, seed);
            AtomicFiles.replace(file, gson.toJson(board));
            return board;
        } catch (IOException e) {
            throw new TesseraException("the evaluation failed: " + e.getMessage(), "check the files and the home", e);
        }
    }

    private SideBySide measured(
            List<String> names,
            Map<String, ? extends Map<String, ?>> settings,
            boolean lenient,
            Split split,
            int k,
            long seed,
            Progress progress)
            throws IOException {
        SideBySide.Data data = SideBySide.Data.of(recommendations, split, progress);
        return SideBySide.of(slot, workers, data, names, settings, lenient, k, seed, progress);
    }

    private static List<String> checkNames(
            List<String> names, Map<String, ? extends Map<String, ?>> settings, Slot<?, ?, ?> slot) {
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
            return measured(names, Map.of(), false, split, k, seed, progress).comparison(seed);
        } catch (IOException e) {
            throw new TesseraException("the comparison failed: " + e.getMessage(), "check the files and the home", e);
        }
    }

    @Override
    public ClusteringScores segment(
            List<String> strategies,
            Map<String, ? extends Map<String, ?>> settings,
            Optional<String> truth,
            long seed,
            Progress progress) {
        checkNames(strategies.isEmpty() ? clusterers.chain() : strategies, settings, clusterers);
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
