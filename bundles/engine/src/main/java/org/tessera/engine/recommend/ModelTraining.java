// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tessera.api.TesseraException;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.store.EventStore;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Provenance;
import org.tessera.api.strategy.Task;
import org.tessera.engine.model.StoredModel;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.Workers;

/** Trains strategies of the recommend slot on all events and hands their models to it. Safe for many threads. */
final class ModelTraining {
    private final EventStore events;
    private final Slot<RecommenderInput, RecommenderModel, Recommender> slot;
    private final Workers workers;
    private final TrainingData training;
    private final Supplier<EventWeights> weights;

    ModelTraining(
            EventStore events,
            Slot<RecommenderInput, RecommenderModel, Recommender> slot,
            Workers workers,
            TrainingData training,
            Supplier<EventWeights> weights) {
        this.events = events;
        this.slot = slot;
        this.workers = workers;
        this.training = training;
        this.weights = weights;
    }

    /** Trains a strategy without letting it answer anybody who does not ask for it. */
    void prepare(String strategy, long seed, Progress progress) {
        Made made = make(strategy, training.read(weights.get(), progress), Map.of(), Map.of(), seed, progress);
        slot.install(strategy, made.stored(), made.model());
    }

    /** As {@link org.tessera.api.recommend.Recommendations#train}. */
    ModelInfo train(Optional<String> strategy, Map<String, ?> settings, long seed, Progress progress) {
        String chosen = strategy.or(slot::preferred)
                .orElseThrow(
                        () -> new TesseraException("no recommender is installed", "strategies shows what is there"));
        slot.require(chosen);
        RecommenderInput input = training.read(weights.get(), progress);
        ModelInfo trained = train(chosen, input, settings, Map.of(), seed, progress, true);
        // The last of the order is the last resort: it answers whom the others know nothing about.
        List<String> fallbacks = slot.fallbacks();
        if (!fallbacks.isEmpty()) {
            String last = fallbacks.get(fallbacks.size() - 1);
            train(last, input, Map.of(), Map.of(), seed, progress, false);
        }
        return trained;
    }

    /** As {@link RecommendationService#trainFound}. */
    ModelInfo trainFound(
            String strategy, Map<String, ?> settings, Map<String, Double> quality, long seed, Progress progress) {
        return train(strategy, training.read(weights.get(), progress), settings, quality, seed, progress, false);
    }

    /** A model that is on disk and not yet in use. */
    private record Made(StoredModel stored, RecommenderModel model) {}

    private ModelInfo train(
            String strategy,
            RecommenderInput input,
            Map<String, ?> settings,
            Map<String, Double> quality,
            long seed,
            Progress progress,
            boolean prefer) {
        Made made = make(strategy, input, settings, quality, seed, progress);
        try {
            slot.promote(made.stored(), made.model(), prefer);
            return info(made.stored(), prefer);
        } catch (IOException e) {
            throw unsaved(strategy, e);
        }
    }

    private static ModelInfo info(StoredModel stored, boolean serving) {
        return new ModelInfo(stored.id(), stored.provenance(), serving, stored.bytes());
    }

    /**
     * Trains a strategy on trial on all there is and lets it answer from then on.
     *
     * @param label of the strategy
     * @param prefer whether it becomes the preferred one
     */
    ModelInfo admit(String label, boolean prefer, long seed, Progress progress) {
        Made made = make(label, training.read(weights.get(), progress), Map.of(), Map.of(), seed, progress);
        try {
            slot.admit(label, made.stored(), made.model(), prefer);
            return info(made.stored(), prefer);
        } catch (IOException e) {
            throw unsaved(label, e);
        }
    }

    private Made make(
            String strategy,
            RecommenderInput input,
            Map<String, ?> settings,
            Map<String, Double> quality,
            long seed,
            Progress progress) {
        EventStore.Extent extent = events.extent();
        Slot.Trained<RecommenderModel> trained = slot.train(strategy, input, settings, workers.context(seed, progress));
        Provenance provenance = new Provenance(
                Task.RECOMMEND,
                trained.strategy(),
                trained.version(),
                trained.model().settings(),
                seed,
                Instant.now(),
                trained.duration(),
                Instant.ofEpochMilli(extent.oldest()),
                Instant.ofEpochMilli(extent.newest()),
                Map.of(
                        "customers", (long) input.interactions().customers(),
                        "items", (long) input.interactions().items(),
                        "pairs", (long) input.interactions().size()),
                quality);
        try {
            return new Made(slot.store().save(trained.model(), provenance, Map.of()), trained.model());
        } catch (IOException e) {
            trained.model().close();
            throw unsaved(strategy, e);
        }
    }

    private static TesseraException unsaved(String strategy, IOException e) {
        return new TesseraException(
                "the model of " + strategy + " cannot be saved: " + e.getMessage(),
                "check space and permissions of the home's data folder",
                e);
    }
}
