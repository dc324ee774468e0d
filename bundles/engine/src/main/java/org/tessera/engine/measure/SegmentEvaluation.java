// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.measure.ClusteringScores;
import org.tessera.api.profile.Portraits;
import org.tessera.api.profile.Trait;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.engine.measure.cluster.Agreement;
import org.tessera.engine.segment.SegmentQuality;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.Workers;

/** Groups the same customers with several strategies and measures each grouping. Safe for many threads. */
final class SegmentEvaluation {
    private final Portraits portraits;
    private final Slot<FeatureTable, ClusterModel, Clusterer> slot;
    private final Workers workers;

    SegmentEvaluation(Portraits portraits, Slot<FeatureTable, ClusterModel, Clusterer> slot, Workers workers) {
        this.portraits = portraits;
        this.slot = slot;
        this.workers = workers;
    }

    ClusteringScores evaluate(
            List<String> names,
            Map<String, ? extends Map<String, ?>> settings,
            Optional<String> truth,
            long seed,
            Progress progress) {
        FeatureTable table = portraits.table(traits(truth), progress);
        if (table.rows() == 0) {
            throw new TesseraException("there are no customers to group", "import events first: import events FILE");
        }
        Optional<int[]> classes = truth.map(trait -> classes(trait, table, progress));
        List<ClusteringScores.Row> rows = new ArrayList<>();
        for (String name : names) {
            Progress named = (phase, done, total) -> progress.report(name + ": " + phase, done, total);
            TrainingContext context = workers.context(seed, named);
            Map<String, ?> own = settings.containsKey(name) ? settings.get(name) : Map.of();
            Slot.Trained<ClusterModel> trained = slot.train(name, table, own, context);
            try (ClusterModel model = trained.model()) {
                rows.add(row(
                        name, model, table, classes, context, trained.duration().toNanos() / 1e9));
            }
        }
        // One cluster has no silhouette; it stands last.
        rows.sort(Comparator.comparing((ClusteringScores.Row row) ->
                Double.isNaN(row.silhouette()) ? Double.POSITIVE_INFINITY : -row.silhouette()));
        return new ClusteringScores(table.rows(), rows);
    }

    /** The traits meant to form segments, without the one that holds the truth. */
    private List<String> traits(Optional<String> truth) {
        return truth.isEmpty()
                ? List.of()
                : portraits.traits().stream()
                        .filter(Trait::clustering)
                        .map(Trait::name)
                        .filter(name -> !name.equals(truth.get()))
                        .toList();
    }

    private int[] classes(String trait, FeatureTable table, Progress progress) {
        FeatureTable truth = portraits.table(List.of(trait), progress);
        if (!(truth.column(trait).orElse(null) instanceof FeatureTable.Categorical column)) {
            throw new TesseraException(
                    "trait " + trait + " holds no classes", "name a trait whose values are words; profiles lists them");
        }
        Map<Integer, Integer> byCustomer = new HashMap<>();
        for (int row = 0; row < truth.rows(); row++) {
            byCustomer.put(truth.id(row), column.code(row));
        }
        int[] classes = new int[table.rows()];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = byCustomer.getOrDefault(table.id(row), -1);
        }
        return classes;
    }

    private static ClusteringScores.Row row(
            String name,
            ClusterModel model,
            FeatureTable table,
            Optional<int[]> classes,
            TrainingContext context,
            double seconds) {
        int[] labels = model.labels();
        Map<String, Double> quality = SegmentQuality.of(model, table, labels, context);
        int[] sizes = new int[model.clusters()];
        for (int label : labels) {
            if (label != ClusterModel.NOISE) {
                sizes[label]++;
            }
        }
        return new ClusteringScores.Row(
                name,
                model.clusters(),
                quality.getOrDefault("silhouette", Double.NaN),
                quality.getOrDefault("davies_bouldin", Double.NaN),
                quality.getOrDefault("calinski_harabasz", Double.NaN),
                Arrays.stream(sizes).boxed().sorted(Comparator.reverseOrder()).toList(),
                classes.map(truth -> Agreement.of(labels, truth).purity()).orElse(Double.NaN),
                seconds);
    }
}
