// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.engine.strategy.Slot;
import org.tessera.numerics.clusters.Agreement;
import org.tessera.numerics.clusters.LabelledPoints;
import org.tessera.numerics.clusters.Silhouette;
import org.tessera.numerics.features.FeatureEncoder;
import org.tessera.numerics.features.Preparation;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * Tries strategies with their alternatives on the same sample of customers. The silhouette is Euclidean in one
 * representation for all: the default {@link Preparation} of the common traits. Stability is the mean adjusted Rand index
 * of clusterings of bootstrap resamples with the one of the sample, over the rows drawn; each row counts once however often
 * it was drawn, as copies would be dense places to strategies that go by density (Hennig 2007, "Cluster-wise assessment of
 * cluster stability", sections 2 and 3.2, there with Jaccard's index for each cluster). It is measured in order of what a
 * candidate can score at best, until none that is left can win. Where a strategy was left to choose the number of clusters,
 * which a setting {@code k} of 0 stands for, resamples and the final training get the number it has found: how stable the
 * clusters are is asked, not how stable the choice of their number. A strategy that fails or takes too long is noted and does
 * not keep the others. For one use.
 */
final class ChoiceTrials {
    static final int RESAMPLES = 5;

    /** Setting by which strategies are told a number of clusters, 0 to choose it themselves. */
    private static final String NUMBER = "k";

    /** For the first training of a strategy on the sample: it may have much to choose itself. */
    private static final Duration SETTINGS_IN_FORCE = Duration.ofSeconds(20);

    /** For any other training on the sample. */
    private static final Duration ONE = Duration.ofSeconds(6);

    /** For all first trainings; those that are not begun by then are left out. */
    private static final Duration FIRST = Duration.ofSeconds(12);

    /** For everything on the sample. */
    private static final Duration ALL = Duration.ofSeconds(24);

    private final Slot<FeatureTable, ClusterModel, Clusterer> slot;
    private final int rows;
    private final FeatureEncoder.Fitted space;
    private final TrainingContext context;
    private final List<Contender> contenders = new ArrayList<>();
    private final List<ChoiceTrial> leftOut = new ArrayList<>();
    private final int[][] resamples = new int[RESAMPLES][];
    private final LongSupplier clock;
    private final long start;

    /** @param sample of the customers, with the traits that are common to all strategies */
    ChoiceTrials(Slot<FeatureTable, ClusterModel, Clusterer> slot, FeatureTable sample, TrainingContext context) {
        this(slot, sample, context, System::nanoTime);
    }

    /** @param clock in nanoseconds */
    ChoiceTrials(
            Slot<FeatureTable, ClusterModel, Clusterer> slot,
            FeatureTable sample,
            TrainingContext context,
            LongSupplier clock) {
        this.clock = clock;
        this.start = clock.getAsLong();
        this.slot = slot;
        this.rows = sample.rows();
        this.context = context;
        this.space = FeatureEncoder.fit(sample, Preparation.DEFAULT);
        for (int b = 0; b < RESAMPLES; b++) {
            RandomStream random = RandomStream.of(context.seed()).part(1 + b);
            resamples[b] = IntStream.range(0, rows)
                    .map(draw -> random.nextInt(rows))
                    .distinct()
                    .sorted()
                    .toArray();
        }
    }

    void enter(Contender contender) {
        contenders.add(contender);
    }

    void leaveOut(String strategy, SegmentForming.Material material, String why) {
        Contender none = new Contender(strategy, material, material.table().select(new int[0]), List.of());
        leftOut.add(ChoiceTrial.failed(none, Map.of(), 0, why));
    }

    /** All trials, in the order in which they were made. */
    List<ChoiceTrial> run() {
        List<ChoiceTrial> trials = first();
        stabilities(trials);
        trials.addAll(leftOut);
        return trials;
    }

    private boolean over(Duration limit) {
        return clock.getAsLong() - start > limit.toNanos();
    }

    /** Every strategy's first alternative before any second one, so that none goes without a trial. */
    private List<ChoiceTrial> first() {
        List<ChoiceTrial> trials = new ArrayList<>();
        int most =
                contenders.stream().mapToInt(c -> c.alternatives().size()).max().orElse(0);
        int total = contenders.stream().mapToInt(c -> c.alternatives().size()).sum();
        for (int k = 0; k < most; k++) {
            for (Contender contender : contenders) {
                if (k < contender.alternatives().size()) {
                    Map<String, Object> settings = contender.alternatives().get(k);
                    if (trials.stream()
                            .anyMatch(t -> t.contender().equals(contender)
                                    && t.settings().equals(settings))) {
                        continue;
                    }
                    trials.add(
                            k > 0 && over(FIRST)
                                    ? ChoiceTrial.failed(contender, settings, 0, "not tried: the time was over")
                                    : first(contender, settings, trials.size(), total));
                }
            }
        }
        return trials;
    }

    private ChoiceTrial first(Contender contender, Map<String, Object> settings, int done, int total) {
        long begun = clock.getAsLong();
        TrainingContext watched = context("trying " + contender.strategy(), done, total);
        try {
            Fit fit =
                    fit(contender, contender.sample(), settings, settings.isEmpty() ? SETTINGS_IN_FORCE : ONE, watched);
            LabelledPoints points =
                    LabelledPoints.of(space.matrix(), rows, space.encoder().dimensions(), fit.labels());
            Parallel parallel = new Parallel(context.executor(), context.parallelism());
            double silhouette =
                    Silhouette.mean(points, parallel, row -> watched.progress().report("measuring", row, rows));
            return ChoiceTrial.of(contender, fit.settings(), fit.labels(), silhouette, seconds(begun));
        } catch (RuntimeException e) {
            return ChoiceTrial.failed(contender, settings, seconds(begun), failure(e, watched.progress()));
        }
    }

    /**
     * What to say of a strategy that did not do what it was asked.
     *
     * @param watcher of the choice, who may have cancelled it; then that passes
     */
    static String failure(Exception e, Progress watcher) {
        if (e instanceof TesseraException) {
            return String.valueOf(e.getMessage());
        }
        if (e instanceof CancellationException cancelled
                && Thread.currentThread().isInterrupted()) {
            throw cancelled;
        }
        // Cancelled for the one who waits, or only because the strategy goes away?
        watcher.report("", 0, 0);
        return e instanceof CancellationException ? String.valueOf(e.getMessage()) : "it failed: " + e;
    }

    private double seconds(long since) {
        return (clock.getAsLong() - since) / 1e9;
    }

    /** A context whose progress is that of the trials as a whole. */
    private TrainingContext context(String phase, int done, int total) {
        Progress watched = (inner, innerDone, innerTotal) -> context.progress().report(phase, done, total);
        return new TrainingContext(context.seed(), watched, context.executor(), context.parallelism());
    }

    /** @param settings with the number of clusters that was found, where the strategy was to choose it */
    private record Fit(int[] labels, Map<String, Object> settings) {}

    /** @throws TesseraException if the strategy cannot do it, for whatever reason */
    private Fit fit(
            Contender contender,
            FeatureTable table,
            Map<String, Object> settings,
            Duration limit,
            TrainingContext watched) {
        // A short training reports to nobody.
        watched.progress().report("", 0, 0);
        try (ClusterModel model = slot.train(contender.strategy(), table, settings, watched, limit)
                .model()) {
            int[] labels = model.labels();
            if (labels.length != table.rows()) {
                throw new TesseraException(labels.length + " labels for " + table.rows() + " rows", "report it");
            }
            Map<String, Object> known = new LinkedHashMap<>(settings);
            if (model.settings().get(NUMBER) instanceof Number k && k.doubleValue() == 0 && model.clusters() > 1) {
                known.put(NUMBER, model.clusters());
            }
            return new Fit(labels, known);
        } catch (TesseraException e) {
            throw e;
        } catch (Exception e) {
            throw new TesseraException(failure(e, watched.progress()), "use another strategy");
        }
    }

    private void stabilities(List<ChoiceTrial> trials) {
        int[] order = IntStream.range(0, trials.size())
                .filter(k -> ChoiceRule.promising(trials.get(k)))
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -trials.get(k).bound()))
                .mapToInt(Integer::intValue)
                .toArray();
        double best = 0;
        for (int place = 0; place < order.length; place++) {
            ChoiceTrial trial = trials.get(order[place]);
            // No stability is above 1.
            if (trial.bound() < ChoiceRule.NEAR * best || place > 0 && over(ALL)) {
                return;
            }
            ChoiceTrial measured = resampled(trial, place, order.length);
            trials.set(order[place], measured);
            best = ChoiceRule.stable(measured) ? Math.max(best, measured.score()) : best;
        }
    }

    private ChoiceTrial resampled(ChoiceTrial trial, int done, int total) {
        long begun = clock.getAsLong();
        TrainingContext watched = context("resampling for " + trial.contender().strategy(), done, total);
        double sum = 0;
        int count = 0;
        for (int[] drawn : resamples) {
            if (count > 0 && over(ALL)) {
                break;
            }
            int[] known = Arrays.stream(drawn).map(row -> trial.labels()[row]).toArray();
            count++;
            try {
                FeatureTable resample = trial.contender().sample().select(drawn);
                int[] labels = fit(trial.contender(), resample, trial.settings(), ONE, watched)
                        .labels();
                sum += Agreement.of(labels, known).adjustedRand();
            } catch (TesseraException e) {
                // What cannot be found again at all does not agree.
                sum += 0;
            }
        }
        return trial.withStability(sum / count, count, seconds(begun));
    }
}
