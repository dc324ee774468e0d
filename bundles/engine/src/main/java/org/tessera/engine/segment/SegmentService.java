// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.profile.Portraits;
import org.tessera.api.segment.Choice;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.segment.Drift;
import org.tessera.api.segment.Figure;
import org.tessera.api.segment.Member;
import org.tessera.api.segment.Movement;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.SegmentRun;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.segment.Segments;
import org.tessera.api.segment.Silhouettes;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.engine.Stores;
import org.tessera.engine.segment.SegmentForming.Material;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.Slots;
import org.tessera.engine.strategy.Workers;
import org.tessera.numerics.parallel.Parallel;

/** Forms segments from portraits, describes them, keeps them with their model and says who is in them. */
@Component(service = {Segments.class, SegmentService.class})
public final class SegmentService implements Segments {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentService.class);

    private final CustomerDirectory customers;
    private final Slot<FeatureTable, ClusterModel, Clusterer> slot;
    private final Workers workers;
    private final SegmentArchive archive;
    private final SegmentForming forming;
    private final StandingSegments standing;
    private volatile @Nullable FormedSegments formed;

    /** Model whose segments could not be read: said once. */
    private volatile String unreadable = "";

    @Activate
    public SegmentService(
            @Reference Portraits portraits,
            @Reference CustomerDirectory customers,
            @Reference EventStore events,
            @Reference ItemDirectory items,
            @Reference Slots slots,
            @Reference Workers workers) {
        this(portraits, new Stores(events, customers, items), slots.segment(), workers);
    }

    SegmentService(
            Portraits portraits, Stores stores, Slot<FeatureTable, ClusterModel, Clusterer> slot, Workers workers) {
        this.customers = stores.customers();
        this.slot = slot;
        this.workers = workers;
        this.archive = new SegmentArchive(slot.store());
        this.forming = new SegmentForming(portraits, customers, stores.events(), stores.items(), slot, archive);
        this.standing = new StandingSegments(portraits, customers, stores.events(), slot, archive);
    }

    @Override
    public Segmentation form(
            Optional<String> strategy, List<String> traits, Map<String, ?> settings, long seed, Progress progress) {
        String chosen = strategy.or(slot::preferred)
                .orElseThrow(() -> new TesseraException(
                        "no strategy for segments is installed", "strategies shows what is there"));
        slot.require(chosen);
        List<String> wanted = traits.isEmpty() ? forming.traitsOf(chosen, settings) : traits;
        Material material = forming.material(wanted, progress);
        TrainingContext context = workers.context(seed, progress);
        return settle(slot.train(chosen, material.table(), settings, context), material, Choice.NONE, context);
    }

    @Override
    public Segmentation formAutomatically(List<String> strategies, List<String> traits, long seed, Progress progress) {
        TrainingContext context = workers.context(seed, progress);
        AutomaticChoice.Taken taken = new AutomaticChoice(slot, forming, context).choose(strategies, traits);
        return settle(taken.trained(), taken.material(), taken.choice(), context);
    }

    private Segmentation settle(
            Slot.Trained<ClusterModel> trained, Material material, Choice choice, TrainingContext context) {
        FormedSegments fresh = forming.settle(trained, material, choice, formed(), context);
        formed = fresh;
        return fresh.segmentation();
    }

    /** Name of the segment each customer was in when the segments that stand now were formed; empty for all others. */
    public IntFunction<String> membership() {
        return formed().<IntFunction<String>>map(now -> customer -> now.nameOf(now.labelOf(customer)))
                .orElse(customer -> "");
    }

    @Override
    public Optional<Segmentation> current() {
        return formed().map(FormedSegments::segmentation);
    }

    @Override
    public List<String> members(String segment) {
        FormedSegments now = required();
        return standing.members(now, find(now, segment));
    }

    @Override
    public List<Member> roster(Optional<String> segment) {
        FormedSegments now = required();
        return standing.roster(now, segment.map(wanted -> find(now, wanted)));
    }

    @Override
    public int export(Path file, Optional<String> segment) {
        RosterFile target = RosterFile.at(file);
        List<Member> members = roster(segment);
        target.write(members);
        return members.size();
    }

    private FormedSegments required() {
        return formed().orElseThrow(
                        () -> new TesseraException("no segments were formed yet", "form them first: segment"));
    }

    private static Segment find(FormedSegments now, String segment) {
        return now.find(segment)
                .orElseThrow(() -> new TesseraException(
                        "no segment " + segment,
                        now.segmentation().segments().stream()
                                .map(s -> s.segment() + " (" + s.name() + ")")
                                .collect(Collectors.joining(", ", "there are: ", ""))));
    }

    @Override
    public List<String> of(String customer) {
        int index = customers.indexOf(customer).orElse(-1);
        return index < 0
                ? List.of()
                : formed().map(now -> standing.of(now, index)).orElse(List.of());
    }

    /** Name of the segment a customer was in when segments were formed; empty where there is none. Quick. */
    public String standing(int customer) {
        return formed().map(now -> now.nameOf(now.labelOf(customer))).orElse("");
    }

    @Override
    public Map<String, Double> memberships(String customer) {
        int index = customers.indexOf(customer).orElse(-1);
        return index < 0
                ? Map.of()
                : formed().map(now -> standing.memberships(now, index)).orElse(Map.of());
    }

    @Override
    public List<Figure> figures() {
        return formed().map(standing::figures).orElse(List.of());
    }

    @Override
    public Optional<Silhouettes> silhouettes(int limit) {
        TrainingContext context = workers.context(0, Progress.unwatched());
        Parallel parallel = new Parallel(context.executor(), context.parallelism());
        return formed().flatMap(now -> standing.silhouettes(now, limit, parallel));
    }

    @Override
    public Optional<Movement> movement() {
        Optional<FormedSegments> now = formed();
        try {
            return now.isEmpty()
                    ? Optional.empty()
                    : archive.movement(now.get().segmentation().model());
        } catch (IOException e) {
            throw unreadable("how customers moved", e);
        }
    }

    @Override
    public List<SegmentRun> history() {
        try {
            return archive.history();
        } catch (IOException e) {
            throw unreadable("the earlier runs", e);
        }
    }

    private static TesseraException unreadable(String what, IOException e) {
        return new TesseraException(what + " cannot be read: " + e.getMessage(), "form segments again: segment", e);
    }

    @Override
    public Optional<Drift> drift(Progress progress) {
        return formed().map(now -> standing.drift(now, progress));
    }

    @Override
    public List<Point> projection(int limit) {
        return formed().map(now -> standing.projection(now, limit)).orElse(List.of());
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
