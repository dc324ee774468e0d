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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * Clustering strategies side by side on all portraits, without touching what serves. Each is trained on the traits it goes
 * by and measured on the rows as it prepared them itself; only the agreement with a truth is measured on the same thing for all. Immutable and safe for many threads.
 */
public final class SegmentEvaluation {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentEvaluation.class);
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
     * @param strategies names, empty for all that are there; of these, one that cannot be trained and was given no settings
     *     is left out
     * @param settings by strategy name
     * @param truth name of the trait that holds the true class; it is kept from the strategies
     * @return best silhouette first, those without one last
     * @throws TesseraException if a strategy or the trait is not there, before anything is trained; if one that was asked
     *     for cannot be trained, or none can
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
        Optional<Truth> known = truth.map(trait -> truth(trait, all, progress));
        Seen common = seen(all, known);
        FeatureTable table = common.table();
        if (table.rows() == 0) {
            throw new TesseraException("there are no customers to group", "import events first: import events FILE");
        }
        if (table.columns().isEmpty()) {
            throw new TesseraException(
                    "no trait is left to form segments from", "profiles shows the traits and what they are meant for");
        }
        List<ClusteringScores.Row> rows = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (String strategy : chosen) {
            Progress named = (phase, done, total) -> progress.report(strategy + ": " + phase, done, total);
            Map<String, ?> given = settings.get(strategy);
            Map<String, ?> own = given == null ? Map.of() : given;
            try {
                List<String> traits = slot.consult(strategy, clusterer -> List.copyOf(clusterer.traits(own)));
                Seen seen = traits.isEmpty() ? common : seen(portraits.table(traits, named), known);
                rows.add(row(strategy, own, seen, workers.context(seed, named)));
            } catch (TesseraException e) {
                // Who names a strategy, or gives it settings, wants to know what is wrong with it.
                if (!strategies.isEmpty() || !own.isEmpty()) {
                    throw e;
                }
                LOG.info("{} is left out of the evaluation: {}", strategy, e.getMessage());
                leftOut.add(strategy + ": " + e.getMessage());
            }
        }
        if (rows.isEmpty()) {
            throw new TesseraException(
                    "no strategy forms segments of these customers: " + String.join("; ", leftOut),
                    "name one with other settings: evaluate segment --strategies NAME --set NAME.SETTING=VALUE");
        }
        rows.sort(Comparator.comparing(
                ClusteringScores.Row::silhouette, Comparator.comparingDouble(s -> Double.isNaN(s) ? 2 : -s)));
        return new ClusteringScores(table.rows(), List.copyOf(rows));
    }

    /** The class of each customer that has one. */
    private record Truth(String trait, Map<Integer, Integer> classes) {}

    /** What a strategy is trained on, and the class of each row, which it does not see; no classes where none are known. */
    private record Seen(FeatureTable table, int[] classes) {}

    private static Seen seen(FeatureTable table, Optional<Truth> truth) {
        return truth.map(known -> new Seen(
                        without(table, known.trait()),
                        IntStream.range(0, table.rows())
                                .map(row -> known.classes().getOrDefault(table.id(row), UNKNOWN))
                                .toArray()))
                .orElse(new Seen(table, new int[0]));
    }

    private ClusteringScores.Row row(String strategy, Map<String, ?> settings, Seen seen, TrainingContext context) {
        Slot.Trained<ClusterModel> trained = slot.train(strategy, seen.table(), settings, context);
        try (ClusterModel model = trained.model()) {
            int[] labels = model.labels();
            Agreement agreement = agreement(labels, seen.classes());
            Map<String, Double> quality = SegmentQuality.of(model, seen.table(), labels, context);
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

    private Truth truth(String trait, FeatureTable table, Progress progress) {
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
        return new Truth(trait, byCustomer);
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
