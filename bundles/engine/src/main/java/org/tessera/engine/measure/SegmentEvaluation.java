// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.data.FeatureTable.Categorical;
import org.tessera.api.data.FeatureTable.Column;
import org.tessera.api.data.FeatureTable.Numeric;
import org.tessera.api.measure.ClusteringScores;
import org.tessera.api.profile.Portraits;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.engine.segment.SegmentQuality;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.Workers;
import org.tessera.numerics.clusters.Agreement;

/**
 * Clustering strategies side by side on all portraits, without touching what serves. Each is measured on the rows as it
 * prepared them itself; only the agreement with a truth is measured on the same thing for all. Immutable and safe for many threads.
 */
public final class SegmentEvaluation {
    private static final int UNKNOWN = -1;

    private final Portraits portraits;
    private final Slot<FeatureTable, ClusterModel, Clusterer> slot;
    private final Workers workers;

    public SegmentEvaluation(Portraits portraits, Slot<FeatureTable, ClusterModel, Clusterer> slot, Workers workers) {
        this.portraits = portraits;
        this.slot = slot;
        this.workers = workers;
    }

    /**
     * @param strategies names, empty for all that are there
     * @param settings by strategy name
     * @param truth name of the trait that holds the true class; it is kept from the strategies
     * @return best silhouette first, those without one last
     * @throws TesseraException if a strategy or the trait is not there, before anything is trained
     */
    public ClusteringScores evaluate(
            List<String> strategies,
            Map<String, ? extends Map<String, ?>> settings,
            Optional<String> truth,
            long seed,
            Progress progress) {
        List<String> chosen = strategies.isEmpty() ? slot.chain() : strategies;
        if (chosen.isEmpty()) {
            throw new TesseraException("no strategy for segments is installed", "strategies shows what is there");
        }
        chosen.forEach(slot::require);
        FeatureTable all = portraits.table(List.of(), progress);
        int[] classes = truth.map(trait -> classes(trait, all, progress)).orElse(new int[0]);
        FeatureTable table = truth.map(trait -> without(all, trait)).orElse(all);
        if (table.rows() == 0) {
            throw new TesseraException("there are no customers to group", "import events first: import events FILE");
        }
        if (table.columns().isEmpty()) {
            throw new TesseraException(
                    "no trait is left to form segments from", "profiles shows the traits and what they are meant for");
        }
        List<ClusteringScores.Row> rows = new ArrayList<>();
        for (String strategy : chosen) {
            Progress named = (phase, done, total) -> progress.report(strategy + ": " + phase, done, total);
            Map<String, ?> own = settings.get(strategy);
            rows.add(row(strategy, own == null ? Map.of() : own, table, classes, workers.context(seed, named)));
        }
        rows.sort(Comparator.comparing(
                ClusteringScores.Row::silhouette, Comparator.comparingDouble(s -> Double.isNaN(s) ? 2 : -s)));
        return new ClusteringScores(table.rows(), List.copyOf(rows));
    }

    private ClusteringScores.Row row(
            String strategy, Map<String, ?> settings, FeatureTable table, int[] classes, TrainingContext context) {
        Slot.Trained<ClusterModel> trained = slot.train(strategy, table, settings, context);
        try (ClusterModel model = trained.model()) {
            int[] labels = model.labels();
            Agreement agreement = agreement(labels, classes);
            Map<String, Double> quality = SegmentQuality.of(model, table, labels, context);
            return new ClusteringScores.Row(
                    strategy,
                    model.clusters(),
                    quality.getOrDefault("silhouette", Double.NaN),
                    quality.getOrDefault("davies_bouldin", Double.NaN),
                    quality.getOrDefault("calinski_harabasz", Double.NaN),
                    sizes(labels, model.clusters()),
                    agreement.purity(),
                    agreement.adjustedRand(),
                    agreement.normalizedMutualInformation(),
                    agreement.vMeasure(),
                    trained.duration().toNanos() / 1e9);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the model of " + strategy + " cannot be closed: " + e, e);
        }
    }

    /** The largest first, noise not counted. */
    private static List<Integer> sizes(int[] labels, int clusters) {
        int[] counts = new int[clusters];
        for (int label : labels) {
            if (label >= 0) {
                counts[label]++;
            }
        }
        return Arrays.stream(counts).boxed().sorted(Comparator.reverseOrder()).toList();
    }

    /** Over the rows whose class is known. */
    private static Agreement agreement(int[] labels, int[] classes) {
        int[] known = IntStream.range(0, classes.length)
                .filter(row -> classes[row] != UNKNOWN)
                .toArray();
        return Agreement.of(
                Arrays.stream(known).map(row -> labels[row]).toArray(),
                Arrays.stream(known).map(row -> classes[row]).toArray());
    }

    /** The class of each row of the table, {@link #UNKNOWN} where the customer has none. */
    private int[] classes(String trait, FeatureTable table, Progress progress) {
        boolean known = portraits.traits().stream().anyMatch(t -> t.name().equals(trait))
                || table.column(trait).isPresent();
        FeatureTable found = known ? portraits.table(List.of(trait), progress) : table;
        Column column = found.column(trait)
                .orElseThrow(() -> new TesseraException(
                        "no trait " + trait + " to compare with",
                        "a category or number of the portraits is expected; profiles shows them"));
        Map<Integer, Integer> byCustomer = new HashMap<>();
        Map<Double, Integer> numbers = new HashMap<>();
        for (int row = 0; row < found.rows(); row++) {
            if (column instanceof Categorical levels) {
                byCustomer.put(found.id(row), levels.code(row));
            } else if (column instanceof Numeric n && !n.isMissing(row)) {
                byCustomer.put(found.id(row), numbers.computeIfAbsent(n.value(row), value -> numbers.size()));
            }
        }
        return IntStream.range(0, table.rows())
                .map(row -> byCustomer.getOrDefault(table.id(row), UNKNOWN))
                .toArray();
    }

    private static FeatureTable without(FeatureTable table, String name) {
        int rows = table.rows();
        FeatureTable.Builder builder = FeatureTable.builder(rows)
                .ids(IntStream.range(0, rows).map(table::id).toArray());
        for (Column column : table.columns()) {
            if (column.name().equals(name)) {
                continue;
            }
            if (column instanceof Categorical c) {
                builder.categorical(
                        c.name(),
                        c.levels(),
                        IntStream.range(0, rows).map(c::code).toArray());
            } else if (column instanceof Numeric n) {
                builder.numeric(
                        n.name(),
                        n.unit(),
                        IntStream.range(0, rows).mapToDouble(n::value).toArray());
            }
        }
        return builder.build();
    }
}
