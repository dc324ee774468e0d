// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.trial;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.TesseraException;
import org.tessera.api.measure.ClusteringScores;
import org.tessera.api.measure.Comparison;
import org.tessera.api.measure.Evaluations;
import org.tessera.api.measure.Split;
import org.tessera.api.store.EventStore;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Task;
import org.tessera.api.strategy.Trials;
import org.tessera.engine.recommend.RecommendationService;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.Slots;
import org.tessera.engine.strategy.Workers;

/** Tries strategies before they answer. */
@Component
public final class TrialService implements Trials {
    private static final int LENGTH = 10;
    private static final double HELD_OUT = 0.2;
    private static final long SEED = 42;

    /** Fewer customers than these say nothing about a way of grouping. */
    private static final int FEW = 30;

    private final BundleContext context;
    private final Slots slots;
    private final RecommendationService recommendations;
    private final Evaluations evaluations;
    private final EventStore events;
    private final Workers workers;

    @Activate
    public TrialService(
            BundleContext context,
            @Reference Slots slots,
            @Reference RecommendationService recommendations,
            @Reference Evaluations evaluations,
            @Reference EventStore events,
            @Reference Workers workers) {
        this.context = context;
        this.slots = slots;
        this.recommendations = recommendations;
        this.evaluations = evaluations;
        this.events = events;
        this.workers = workers;
    }

    @Override
    public void begin(long bundle) {
        slots.beginTrial(bundle);
    }

    @Override
    public void end(long bundle) {
        slots.endTrial(bundle);
    }

    @Override
    public List<String> strategies(long bundle) {
        List<String> labels = new ArrayList<>(slots.recommend().onTrial(bundle));
        labels.addAll(slots.segment().onTrial(bundle));
        return labels;
    }

    @Override
    public void conform(long bundle, Duration limit, Progress progress) {
        Bundle tried = context.getBundle(bundle);
        ThreadWatch threads = new ThreadWatch(tried);
        for (String label : slots.recommend().onTrial(bundle)) {
            new RecommenderTrial(slots.recommend(), slots.guard(), workers).run(label, limit, progress);
        }
        for (String label : slots.segment().onTrial(bundle)) {
            new ClustererTrial(slots.segment(), workers).run(label, limit, progress);
        }
        try {
            List<String> left = threads.left();
            if (!left.isEmpty()) {
                throw new TesseraException(
                        "it leaves threads behind: " + String.join(", ", left),
                        "a strategy works on the executor of its training context and starts no threads");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    @Override
    public List<Measured> measure(long bundle, Progress progress) {
        List<Measured> all = new ArrayList<>();
        for (String label : slots.recommend().onTrial(bundle)) {
            all.add(measureRecommender(label, progress));
        }
        for (String label : slots.segment().onTrial(bundle)) {
            all.add(measureClusterer(label, progress));
        }
        return all;
    }

    private Measured measureRecommender(String label, Progress progress) {
        Optional<String> champion = slots.recommend().preferred();
        if (champion.isEmpty() || events.extent().count() == 0) {
            return unmeasured(Task.RECOMMEND, label);
        }
        Comparison beside =
                evaluations.compare(champion, List.of(label), new Split.ByTime(HELD_OUT), LENGTH, SEED, progress);
        Comparison.Row row = beside.rows().get(0);
        return new Measured(
                Task.RECOMMEND,
                label,
                champion.get(),
                "NDCG@" + LENGTH,
                row.ndcg(),
                beside.championNdcg(),
                row.low(),
                row.high());
    }

    private Measured measureClusterer(String label, Progress progress) {
        Optional<String> champion = slots.segment().preferred();
        if (champion.isEmpty() || events.extent().count() < FEW) {
            return unmeasured(Task.SEGMENT, label);
        }
        ClusteringScores scores =
                evaluations.segment(List.of(champion.get(), label), Map.of(), Optional.empty(), SEED, progress);
        return new Measured(
                Task.SEGMENT,
                label,
                champion.get(),
                "silhouette",
                silhouette(scores, label),
                silhouette(scores, champion.get()),
                Double.NaN,
                Double.NaN);
    }

    private static double silhouette(ClusteringScores scores, String strategy) {
        return scores.rows().stream()
                .filter(row -> row.strategy().equals(strategy))
                .mapToDouble(ClusteringScores.Row::silhouette)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static Measured unmeasured(String task, String label) {
        return new Measured(task, label, "", "", Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    @Override
    public void admit(long bundle, boolean prefer, Progress progress) {
        try {
            for (String label : slots.recommend().onTrial(bundle)) {
                if (events.extent().count() > 0) {
                    recommendations.admit(label, prefer, SEED, progress);
                } else {
                    admit(slots.recommend(), label, prefer);
                }
            }
            for (String label : slots.segment().onTrial(bundle)) {
                admit(slots.segment(), label, prefer);
            }
            slots.endTrial(bundle);
        } catch (IOException e) {
            throw new TesseraException("the choice cannot be saved: " + e.getMessage(), "check the home's data folder");
        }
    }

    /** Without a model: it answers as soon as it has one. */
    private static void admit(Slot<?, ?, ?> slot, String label, boolean prefer) throws IOException {
        String name = slot.nameOf(label);
        slot.admit(label);
        if (prefer) {
            slot.prefer(name);
        }
    }
}
