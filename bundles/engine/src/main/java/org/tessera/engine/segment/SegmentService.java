// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.profile.Portraits;
import org.tessera.api.profile.Trait;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.segment.Segments;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Provenance;
import org.tessera.api.strategy.Task;
import org.tessera.engine.model.StoredModel;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.Slots;
import org.tessera.engine.strategy.Workers;

/** Forms segments from portraits, describes them, keeps them with their model and says who is in them. */
@Component
public final class SegmentService implements Segments {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentService.class);

    private final Portraits portraits;
    private final CustomerDirectory customers;
    private final EventStore events;
    private final Slot<FeatureTable, ClusterModel, Clusterer> slot;
    private final SegmentArchive archive;
    private final Workers workers;
    private volatile @Nullable FormedSegments formed;

    /** Model whose segments could not be read: said once. */
    private volatile String unreadable = "";

    @Activate
    public SegmentService(
            @Reference Portraits portraits,
            @Reference CustomerDirectory customers,
            @Reference EventStore events,
            @Reference Slots slots,
            @Reference Workers workers) {
        this(portraits, customers, events, slots.segment(), workers);
    }

    SegmentService(
            Portraits portraits,
            CustomerDirectory customers,
            EventStore events,
            Slot<FeatureTable, ClusterModel, Clusterer> slot,
            Workers workers) {
        this.portraits = portraits;
        this.customers = customers;
        this.events = events;
        this.slot = slot;
        this.archive = new SegmentArchive(slot.store());
        this.workers = workers;
    }

    @Override
    public Segmentation form(
            Optional<String> strategy, List<String> traits, Map<String, ?> settings, long seed, Progress progress) {
        String chosen = strategy.or(slot::preferred)
                .orElseThrow(() -> new TesseraException(
                        "no strategy for segments is installed", "strategies shows what is there"));
        slot.require(chosen);
        EventStore.Extent extent = events.extent();
        FeatureTable table = portraits.table(traits, progress);
        if (table.rows() == 0) {
            throw new TesseraException("there are no customers to group", "import events first: import events FILE");
        }
        Slot.Trained<ClusterModel> trained = slot.train(chosen, table, settings, workers.context(seed, progress));
        try {
            return keep(trained, table, traits, extent, seed, progress);
        } catch (IOException e) {
            throw new TesseraException(
                    "the segments cannot be saved: " + e.getMessage(),
                    "check space and permissions of the home's data folder",
                    e);
        }
    }

    private Segmentation keep(
            Slot.Trained<ClusterModel> trained,
            FeatureTable table,
            List<String> traits,
            EventStore.Extent extent,
            long seed,
            Progress progress)
            throws IOException {
        ClusterModel model = trained.model();
        int[] ids = IntStream.range(0, table.rows()).map(table::id).toArray();
        int[] labels;
        Segmentation unnumbered;
        StoredModel stored;
        boolean saved = false;
        try {
            labels = model.labels();
            Map<String, Double> quality = SegmentQuality.of(model, table, labels, workers.context(seed, progress));
            progress.report("describing", 0, 0);
            SegmentDescriber.Description description = SegmentDescriber.explain(table, labels, traitLabels());
            quality.put("rule_fidelity", description.rules().fidelity());
            Provenance provenance = new Provenance(
                    Task.SEGMENT,
                    trained.strategy(),
                    trained.version(),
                    model.settings(),
                    seed,
                    Instant.now(),
                    trained.duration(),
                    Instant.ofEpochMilli(extent.oldest()),
                    Instant.ofEpochMilli(extent.newest()),
                    Map.of(
                            "customers", (long) table.rows(),
                            "traits", (long) table.columns().size()),
                    quality);
            unnumbered = new Segmentation(trained.strategy(), "", description.segments(), model.preparation(), quality);
            stored = archive.save(model, provenance, unnumbered, traits, ids);
            saved = true;
        } finally {
            if (!saved) {
                model.close();
            }
        }
        slot.promote(stored, model, true);
        Segmentation segmentation = SegmentArchive.withModel(unnumbered, stored.id());
        formed = FormedSegments.of(segmentation, List.copyOf(traits), ids, labels);
        return segmentation;
    }

    private Map<String, String> traitLabels() {
        return portraits.traits().stream().collect(Collectors.toMap(Trait::name, Trait::label, (first, same) -> first));
    }

    @Override
    public Optional<Segmentation> current() {
        return formed().map(FormedSegments::segmentation);
    }

    @Override
    public List<String> members(String segment) {
        FormedSegments now = formed().orElseThrow(
                        () -> new TesseraException("no segments were formed yet", "form them first: segment"));
        Segment found = now.find(segment)
                .orElseThrow(() -> new TesseraException(
                        "no segment " + segment,
                        now.segmentation().segments().stream()
                                .map(s -> s.segment() + " (" + s.name() + ")")
                                .collect(Collectors.joining(", ", "there are: ", ""))));
        int label = FormedSegments.label(found);
        return IntStream.range(0, now.labels().length)
                .filter(customer -> now.labels()[customer] == label)
                .mapToObj(customers::id)
                .toList();
    }

    @Override
    public List<String> of(String customer) {
        Optional<FormedSegments> now = formed();
        int index = customers.indexOf(customer).orElse(-1);
        if (now.isEmpty() || index < 0) {
            return List.of();
        }
        int label = now.get().labelOf(index);
        if (label == FormedSegments.ABSENT) {
            label = assign(index, now.get());
        }
        return now.get().segment(label).map(Segment::name).stream().toList();
    }

    private int assign(int customer, FormedSegments now) {
        FeatureTable row = portraits.row(customer, now.traits());
        return row.rows() == 0
                ? FormedSegments.ABSENT
                : ask(now, model -> model.assign(row)[0]).orElse(FormedSegments.ABSENT);
    }

    /** Asks the model that formed the segments; nothing where it does not serve any more or cannot answer. */
    private <R> Optional<R> ask(FormedSegments now, Function<ClusterModel, R> question) {
        String model = now.segmentation().model();
        return slot.ask(
                        now.segmentation().strategy(),
                        use -> use.modelId().equals(model)
                                ? Optional.of(question.apply(use.model()))
                                : Optional.<R>empty())
                .flatMap(answer -> answer);
    }

    /** Rows in the plane, with their labels. */
    private record Placed(int[] labels, double[] plane) {}

    @Override
    public List<Point> projection(int limit) {
        Optional<FormedSegments> now = formed();
        if (now.isEmpty()) {
            return List.of();
        }
        FeatureTable table = portraits.table(now.get().traits(), Progress.unwatched());
        FeatureTable sample = table.rows() <= limit ? table : table.select(evenly(table.rows(), limit));
        Optional<Placed> placed = ask(
                now.get(),
                model -> new Placed(
                        labels(sample, now.get(), model),
                        PlaneProjection.of(model.embed(sample), sample.rows(), model.dimensions())));
        List<Point> points = new ArrayList<>(sample.rows());
        placed.ifPresent(found -> {
            for (int row = 0; row < sample.rows(); row++) {
                String segment = now.get()
                        .segment(found.labels()[row])
                        .map(Segment::segment)
                        .orElse("");
                points.add(new Point(
                        customers.id(sample.id(row)), segment, found.plane()[2 * row], found.plane()[2 * row + 1]));
            }
        });
        return points;
    }

    /** Labels of rows, newcomers assigned. */
    private static int[] labels(FeatureTable rows, FormedSegments now, ClusterModel model) {
        int[] labels = IntStream.range(0, rows.rows())
                .map(row -> now.labelOf(rows.id(row)))
                .toArray();
        int[] fresh = IntStream.range(0, labels.length)
                .filter(row -> labels[row] == FormedSegments.ABSENT)
                .toArray();
        if (fresh.length > 0) {
            int[] assigned = model.assign(rows.select(fresh));
            for (int k = 0; k < fresh.length; k++) {
                labels[fresh[k]] = assigned[k];
            }
        }
        return labels;
    }

    private static int[] evenly(int rows, int limit) {
        return IntStream.range(0, limit)
                .map(k -> (int) ((long) k * rows / limit))
                .toArray();
    }

    /**
     * The segments of the model that serves, read back from disk after a restart or a roll-back. While its strategy is
     * away, those that stood last: who is in them is known without it.
     */
    private Optional<FormedSegments> formed() {
        FormedSegments known = formed;
        try (Slot.Use<ClusterModel> use = slot.useFirst().orElse(null)) {
            if (use == null || known != null && known.segmentation().model().equals(use.modelId())) {
                return Optional.ofNullable(known);
            }
            if (use.modelId().equals(unreadable)) {
                return Optional.empty();
            }
            try {
                FormedSegments read = archive.read(use.modelId(), use.model());
                formed = read;
                return Optional.of(read);
            } catch (IOException e) {
                unreadable = use.modelId();
                LOG.warn("the segments of model {} cannot be read: {}", use.modelId(), e.toString());
                return Optional.empty();
            }
        }
    }
}
