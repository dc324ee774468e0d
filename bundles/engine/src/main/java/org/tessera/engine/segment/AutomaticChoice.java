// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.Choice;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.engine.segment.SegmentForming.Material;
import org.tessera.engine.strategy.Slot;
import org.tessera.numerics.random.RandomStream;

/**
 * Finds the strategy and settings that suit the customers: tries what there is on a sample, ranks it by
 * {@link ChoiceRule}, and trains the best on all. Work is bounded: a sample of at most {@value #SAMPLE} customers, and
 * {@link ChoiceTrials}'s limits of time. For one use.
 */
final class AutomaticChoice {
    static final int SAMPLE = 2_000;

    /** Below this, neither stability nor a silhouette says anything. */
    private static final int FEWEST = 10;

    /** Picks that are trained on all customers before the first of them is taken as it is. */
    private static final int ATTEMPTS = 3;

    private final Slot<FeatureTable, ClusterModel, Clusterer> slot;
    private final SegmentForming forming;
    private final TrainingContext context;

    AutomaticChoice(Slot<FeatureTable, ClusterModel, Clusterer> slot, SegmentForming forming, TrainingContext context) {
        this.slot = slot;
        this.forming = forming;
        this.context = context;
    }

    /** What was taken, trained on all customers. */
    record Taken(Slot.Trained<ClusterModel> trained, Material material, Choice choice) {}

    /**
     * @param strategies names, empty for all that are there
     * @param traits that all go by; empty for those meant for each
     */
    Taken choose(List<String> strategies, List<String> traits) {
        List<String> names = strategies.isEmpty() ? slot.chain() : List.copyOf(new LinkedHashSet<>(strategies));
        if (names.isEmpty()) {
            throw new TesseraException("no strategy for segments is installed", "strategies shows what is there");
        }
        names.forEach(slot::require);
        Material common = forming.material(traits, context.progress());
        int rows = common.table().rows();
        if (rows < FEWEST) {
            throw new TesseraException(
                    rows + " customers are too few to choose by, expected at least " + FEWEST,
                    "name a strategy and its settings: segment --strategy NAME --set k=2");
        }
        int[] sample = RandomStream.of(context.seed()).part(0).sample(rows, Math.min(rows, SAMPLE));
        ChoiceTrials trials = new ChoiceTrials(slot, common.table().select(sample), context);
        for (String name : names) {
            enter(name, traits, common, sample, trials);
        }
        List<ChoiceTrial> ranked = ChoiceRule.ranked(trials.run());
        return train(ranked, sample.length);
    }

    /** Lets a strategy take part, or notes what keeps it from that. */
    private void enter(String name, List<String> traits, Material common, int[] sample, ChoiceTrials trials) {
        try {
            List<String> own = forming.traitsOf(name, Map.of());
            if (!traits.isEmpty() && !traits.containsAll(own)) {
                throw new TesseraException("it goes by " + String.join(", ", own), "name these traits, too");
            }
            Material material = own.isEmpty() || !traits.isEmpty() ? common : forming.material(own, context.progress());
            FeatureTable table = material.equals(common)
                    ? common.table().select(sample)
                    : sameCustomers(material.table(), common.table(), sample);
            trials.enter(new Contender(
                    name,
                    material,
                    table,
                    slot.consult(name, clusterer -> Contender.plain(clusterer.alternatives(sample.length)))));
        } catch (RuntimeException e) {
            trials.leaveOut(name, common, "left out: " + ChoiceTrials.failure(e, context.progress()));
        }
    }

    private static FeatureTable sameCustomers(FeatureTable table, FeatureTable common, int[] sample) {
        Map<Integer, Integer> rows = new HashMap<>();
        for (int row = 0; row < table.rows(); row++) {
            rows.put(table.id(row), row);
        }
        int[] wanted = new int[sample.length];
        for (int k = 0; k < sample.length; k++) {
            @Nullable Integer row = rows.get(common.id(sample[k]));
            if (row == null) {
                throw new TesseraException("its traits do not cover all customers", "use another strategy");
            }
            wanted[k] = row;
        }
        return table.select(wanted);
    }

    /**
     * Trains the best on all customers. One that forms other segments there than on the sample is passed over, as its
     * settings do not carry over to more customers.
     */
    private Taken train(List<ChoiceTrial> ranked, int sample) {
        List<ChoiceTrial> usable =
                ranked.stream().filter(ChoiceRule::usable).limit(ATTEMPTS).toList();
        List<String> passedOver = new ArrayList<>();
        Slot.@Nullable Trained<ClusterModel> first = null;
        @Nullable ChoiceTrial firstTrial = null;
        try {
            for (ChoiceTrial trial : usable) {
                Contender contender = trial.contender();
                Slot.Trained<ClusterModel> trained;
                try {
                    trained = slot.train(
                            contender.strategy(), contender.material().table(), trial.settings(), context);
                } catch (RuntimeException e) {
                    passedOver.add(trial.words() + " would have been first but failed on all customers: "
                            + ChoiceTrials.failure(e, context.progress()) + ".");
                    continue;
                }
                int clusters = trained.model().clusters();
                if (Math.abs(clusters - trial.clusters()) <= Math.max(1, trial.clusters() / 3)) {
                    return taken(trained, trial, ranked, passedOver, sample);
                }
                passedOver.add(trial.words() + " formed " + trial.clusters() + " segments of the sample but " + clusters
                        + " of all customers.");
                if (first == null && clusters > 1) {
                    first = trained;
                    firstTrial = trial;
                } else {
                    trained.model().close();
                }
            }
            if (first != null && firstTrial != null) {
                Slot.Trained<ClusterModel> best = first;
                first = null;
                return taken(best, firstTrial, ranked, passedOver, sample);
            }
        } finally {
            if (first != null) {
                first.model().close();
            }
        }
        String failures = ranked.stream()
                .map(trial -> trial.words() + ": " + ChoiceRule.remark(trial))
                .distinct()
                .limit(ATTEMPTS)
                .collect(java.util.stream.Collectors.joining("; "));
        throw new TesseraException(
                "no strategy forms segments of these customers: "
                        + (passedOver.isEmpty() ? failures : String.join(" ", passedOver)),
                "choose other traits: profiles shows them; or name a strategy and its settings");
    }

    private static Taken taken(
            Slot.Trained<ClusterModel> trained,
            ChoiceTrial trial,
            List<ChoiceTrial> ranked,
            List<String> passedOver,
            int sample) {
        Choice choice = ChoiceRule.choice(trial, ranked, passedOver, sample);
        return new Taken(trained, trial.contender().material(), choice);
    }
}
