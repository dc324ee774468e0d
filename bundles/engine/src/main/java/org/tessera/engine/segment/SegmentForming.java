// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.profile.Portraits;
import org.tessera.api.profile.Trait;
import org.tessera.api.segment.Choice;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.segment.Movement;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.SegmentRun;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Provenance;
import org.tessera.api.strategy.Task;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.engine.model.StoredModel;
import org.tessera.engine.strategy.Slot;

/**
 * Turns a trained model into segments that stand: measures and describes them, says what became of those before, saves
 * everything beside the model, and only then lets the model answer. Until that moment those before stand, whatever goes
 * wrong. Immutable and safe for many threads.
 */
final class SegmentForming {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentForming.class);
    private static final int KEPT_RUNS = 50;

    private final Portraits portraits;
    private final CustomerDirectory customers;
    private final EventStore events;
    private final ItemDirectory items;
    private final Slot<FeatureTable, ClusterModel, Clusterer> slot;
    private final SegmentArchive archive;

    SegmentForming(
            Portraits portraits,
            CustomerDirectory customers,
            EventStore events,
            ItemDirectory items,
            Slot<FeatureTable, ClusterModel, Clusterer> slot,
            SegmentArchive archive) {
        this.portraits = portraits;
        this.customers = customers;
        this.events = events;
        this.items = items;
        this.slot = slot;
        this.archive = archive;
    }

    /**
     * What a model is trained on.
     *
     * @param traits as they were asked for, or as the strategy goes by them
     * @param extent of the events before the table was read
     */
    record Material(List<String> traits, FeatureTable table, EventStore.Extent extent) {}

    /** The table of some traits, empty for those meant for it. */
    Material material(List<String> traits, Progress progress) {
        EventStore.Extent extent = events.extent();
        FeatureTable table = portraits.table(traits, progress);
        if (table.rows() == 0) {
            throw new TesseraException("there are no customers to group", "import events first: import events FILE");
        }
        return new Material(List.copyOf(traits), table, extent);
    }

    /** The traits a strategy goes by when nobody says which. */
    List<String> traitsOf(String strategy, Map<String, ?> settings) {
        return slot.consult(strategy, clusterer -> List.copyOf(clusterer.traits(settings)));
    }

    /**
     * Makes segments of a model stand. Closes the model if they cannot.
     *
     * @param before those that stand now
     */
    FormedSegments settle(
            Slot.Trained<ClusterModel> trained,
            Material material,
            Choice choice,
            Optional<FormedSegments> before,
            TrainingContext context) {
        try {
            return keep(trained, material, choice, before, context);
        } catch (IOException e) {
            throw new TesseraException(
                    "the segments cannot be saved: " + e.getMessage(),
                    "check space and permissions of the home's data folder",
                    e);
        }
    }

    private FormedSegments keep(
            Slot.Trained<ClusterModel> trained,
            Material material,
            Choice choice,
            Optional<FormedSegments> before,
            TrainingContext context)
            throws IOException {
        ClusterModel model = trained.model();
        FormedSegments unnumbered;
        StoredModel stored;
        boolean saved = false;
        try {
            FeatureTable table = material.table();
            int[] ids = IntStream.range(0, table.rows()).map(table::id).toArray();
            int[] labels = model.labels();
            double[] embedding = model.embed(table);
            boolean scoresOutliers = model.outlierScores().length > 0;
            Map<String, Double> quality =
                    SegmentQuality.of(embedding, model.dimensions(), table.rows(), labels, scoresOutliers, context);
            context.progress().report("describing", 0, 0);
            Continuation continuation = Continuation.of(before, FormedSegments.byCustomer(ids, labels), model.names());
            SegmentDescriber.Description description =
                    SegmentDescriber.explain(table, labels, traitLabels(), continuation.names());
            quality.put("rule_fidelity", description.rules().fidelity());
            Provenance provenance = provenance(trained, material, context.seed(), quality);
            Segmentation segmentation = new Segmentation(
                    trained.strategy(),
                    "",
                    carded(description.segments(), embedding, model.dimensions(), ids, labels, context.progress()),
                    model.preparation(),
                    quality,
                    choice);
            EventStore.Extent extent = material.extent();
            Forming forming = new Forming(
                    provenance.trained(), !model.names().isEmpty(), extent.last(), extent.revision(), extent.newest());
            unnumbered = FormedSegments.of(segmentation, forming, material.traits(), ids, labels);
            List<TraitHistogram> histograms = TraitHistogram.of(table);
            stored = archive.save(
                    model,
                    provenance,
                    unnumbered,
                    new SegmentArchive.Extras(
                            ids, histograms, movement(before, unnumbered, continuation, table), runs(unnumbered)));
            saved = true;
        } finally {
            if (!saved) {
                model.close();
            }
        }
        slot.promote(stored, model, true);
        return unnumbered.withModel(stored.id());
    }

    private static Provenance provenance(
            Slot.Trained<ClusterModel> trained, Material material, long seed, Map<String, Double> quality) {
        return new Provenance(
                Task.SEGMENT,
                trained.strategy(),
                trained.version(),
                trained.model().settings(),
                seed,
                Instant.now(),
                trained.duration(),
                Instant.ofEpochMilli(material.extent().oldest()),
                Instant.ofEpochMilli(material.extent().newest()),
                Map.of(
                        "customers", (long) material.table().rows(),
                        "traits", (long) material.table().columns().size()),
                quality);
    }

    private Map<String, String> traitLabels() {
        return portraits.traits().stream().collect(Collectors.toMap(Trait::name, Trait::label, (first, same) -> first));
    }

    /** The segments with their cards. */
    private List<Segment> carded(
            List<Segment> segments, double[] embedding, int dimensions, int[] ids, int[] labels, Progress progress) {
        Cohorts cohorts = Cohorts.of(labels);
        List<int[]> typical = TypicalCustomers.of(embedding, dimensions, cohorts);
        int[] places = new int[Arrays.stream(ids).max().orElse(-1) + 1];
        Arrays.fill(places, -1);
        for (int row = 0; row < ids.length; row++) {
            places[ids[row]] = cohorts.codes()[row];
        }
        int[] sizes = IntStream.range(0, cohorts.count()).map(cohorts::size).toArray();
        List<Segment.Card> cards = SegmentCards.count(places, sizes, events, items.catalog(), progress);
        List<Segment> carded = new ArrayList<>();
        for (int place = 0; place < segments.size(); place++) {
            Segment.Card card = cards.get(place);
            List<String> nearest = Arrays.stream(typical.get(place))
                    .mapToObj(row -> customers.id(ids[row]))
                    .toList();
            carded.add(segments.get(place)
                    .with(new Segment.Card(card.value(), card.growth(), card.categories(), nearest)));
        }
        return carded;
    }

    private Optional<Movement> movement(
            Optional<FormedSegments> before, FormedSegments now, Continuation continuation, FeatureTable table) {
        if (before.isEmpty()) {
            return Optional.empty();
        }
        String model = before.get().segmentation().model();
        List<TraitHistogram> then =
                earlier("how the traits of " + model + " were spread", () -> archive.histograms(model));
        return Optional.of(Movements.between(
                before.get(),
                now,
                continuation.matching(),
                continuation.carried(now),
                TraitHistogram.shifts(then, table)));
    }

    /** Something of segments before. */
    @FunctionalInterface
    private interface Reading<V> {
        List<V> read() throws IOException;
    }

    /** What was kept of segments before; nothing where it is damaged, which must not keep new ones from being formed. */
    private static <V> List<V> earlier(String what, Reading<V> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            LOG.warn("{} cannot be read and is left out: {}", what, e.toString());
            return List.of();
        }
    }

    private List<SegmentRun> runs(FormedSegments now) {
        List<SegmentRun> runs = new ArrayList<>(earlier("the history of segments", archive::history));
        runs.add(new SegmentRun(
                "",
                now.segmentation().strategy(),
                now.forming().time(),
                now.customers(),
                now.segmentation().segments().stream()
                        .map(s -> new SegmentRun.Size(s.segment(), s.name(), s.size()))
                        .toList()));
        return runs.subList(Math.max(0, runs.size() - KEPT_RUNS), runs.size());
    }
}
