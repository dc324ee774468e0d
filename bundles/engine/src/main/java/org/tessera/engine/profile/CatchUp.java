// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.EventStore.Extent;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.store.StateStore;
import org.tessera.api.strategy.Progress;

/**
 * Brings the states of profilers up to the events. Profilers that are equally far go together, so that events are read
 * once for all of them. Safe for many threads, which wait for each other.
 */
final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final long BATCH_BYTES = 16L << 20;
    private static final long PATIENCE_MS = 100;
    private static final String PHASE = "portraits";

    private final EventStore events;
    private final StateStore states;
    private final CustomerDirectory customers;
    private final ItemDirectory items;
    private final ReentrantLock turn = new ReentrantLock();

    CatchUp(EventStore events, StateStore states, CustomerDirectory customers, ItemDirectory items) {
        this.events = events;
        this.states = states;
        this.customers = customers;
        this.items = items;
    }

    /** Folders with where they start from; those that start over have nothing to start from. */
    private record Plan(Optional<Standing> from, List<Folder<?>> folders) {}

    /** Waits for its turn and brings all slots up to the events. */
    void run(List<ProfilerSlot<?>> slots, Progress progress) {
        try {
            while (!turn.tryLock(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                progress.report("waiting for portraits", 0, 0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // Reporting is how an interrupted thread learns to stop.
            progress.report("waiting for portraits", 0, 0);
            return;
        }
        try {
            work(slots, progress);
        } finally {
            turn.unlock();
        }
    }

    /** Brings all slots up to the events if nobody else is at it and there is at most so much to fold. */
    void runIfLittle(List<ProfilerSlot<?>> slots, long most) {
        if (backlog(slots) <= most && turn.tryLock()) {
            try {
                work(slots, Progress.unwatched());
            } finally {
                turn.unlock();
            }
        }
    }

    /** Finds out where the states of slots are that were never looked at, unless somebody is folding. */
    void look(List<ProfilerSlot<?>> slots) {
        List<ProfilerSlot<?>> unknown = new ArrayList<>();
        for (ProfilerSlot<?> slot : slots) {
            if (slot.standing().isEmpty() && !slot.failed()) {
                unknown.add(slot);
            }
        }
        if (unknown.isEmpty() || !turn.tryLock()) {
            return;
        }
        try {
            for (ProfilerSlot<?> slot : unknown) {
                try (Folder<?> folder = slot.folder().orElse(null)) {
                    if (folder != null) {
                        start(folder, events.extent(), items.catalog());
                    }
                }
            }
        } finally {
            turn.unlock();
        }
    }

    /** Events that the slot that is least far lacks; {@link Long#MAX_VALUE} if one has to start over or is not known. */
    long backlog(List<ProfilerSlot<?>> slots) {
        Extent extent = events.extent();
        if (extent.last() == 0) {
            return 0;
        }
        long most = 0;
        for (ProfilerSlot<?> slot : slots) {
            if (!slot.failed()) {
                Optional<Standing> standing = slot.standing();
                most = Math.max(most, standing.isPresent() ? lacking(standing.get(), extent) : Long.MAX_VALUE);
            }
        }
        return most;
    }

    private static long lacking(Standing standing, Extent extent) {
        long changed = standing.revision() == extent.revision() ? 0 : 1;
        return Math.max(changed, extent.last() - standing.last());
    }

    private void work(List<ProfilerSlot<?>> slots, Progress progress) {
        List<Folder<?>> folders = new ArrayList<>();
        try {
            Extent extent = events.extent();
            for (ProfilerSlot<?> slot : slots) {
                slot.folder().ifPresent(folders::add);
            }
            Catalogs catalogs = new Catalogs(items);
            for (Plan plan : plans(folders, extent, catalogs.current())) {
                if (plan.from().isEmpty()) {
                    rebuild(plan.folders(), extent, catalogs, progress);
                } else if (!plan.from().get().covers(extent)) {
                    increment(plan.from().get(), plan.folders(), extent, catalogs, progress);
                }
            }
        } finally {
            folders.forEach(Folder::close);
        }
    }

    /** Folders that are equally far together, those that start over first. */
    private List<Plan> plans(List<Folder<?>> folders, Extent extent, ItemCatalog catalog) {
        List<Folder<?>> over = new ArrayList<>();
        Map<List<Long>, Plan> byStart = new LinkedHashMap<>();
        for (Folder<?> folder : folders) {
            Optional<Standing> start = start(folder, extent, catalog);
            if (!folder.alive()) {
                continue;
            }
            if (start.isEmpty()) {
                over.add(folder);
            } else {
                List<Long> key = List.of(start.get().last(), start.get().revision());
                byStart.computeIfAbsent(key, k -> new Plan(start, new ArrayList<>()))
                        .folders()
                        .add(folder);
            }
        }
        List<Plan> plans = new ArrayList<>();
        if (!over.isEmpty()) {
            plans.add(new Plan(Optional.empty(), over));
        }
        plans.addAll(byStart.values());
        return plans;
    }

    private Optional<Standing> start(Folder<?> folder, Extent extent, ItemCatalog catalog) {
        Optional<Standing> usable =
                folder.format().flatMap(format -> folder.slot().usable(format, states, extent, catalog));
        usable.ifPresent(folder.slot()::moveTo);
        return usable;
    }

    private void rebuild(List<Folder<?>> folders, Extent extent, Catalogs catalogs, Progress progress) {
        long started = System.nanoTime();
        for (Folder<?> folder : folders) {
            // From here on a reader must not take old states for new ones, nor must the next start.
            folder.slot().lose();
            states.clear(folder.slot().name());
        }
        BitSet all = new BitSet();
        all.set(0, customers.size());
        Ticker ticker = new Ticker(progress, PHASE, extent.count());
        new Refold(events, folders, catalogs, extent.last(), ticker).run(all, () -> {
            if (folders.stream().anyMatch(folder -> folder.keptBytes() > BATCH_BYTES)) {
                folders.forEach(folder -> save(folder, StateStore.Cursor.START));
            }
        });
        for (Folder<?> folder : folders) {
            folder.format().ifPresent(format -> move(folder, folder.slot().fresh(format, extent, catalogs.current())));
        }
        LOG.info(
                "folded {} events for {} in {} ms", extent.count(), folders, (System.nanoTime() - started) / 1_000_000);
    }

    private void increment(
            Standing from, List<Folder<?>> folders, Extent extent, Catalogs catalogs, Progress progress) {
        BitSet changed = extent.revision() == from.revision() ? new BitSet() : events.changedSince(from.revision());
        Ticker ticker = new Ticker(progress, PHASE, extent.last() - from.last());
        Increment increment = new Increment(events, states, folders, catalogs, changed, customers.size(), ticker);
        increment.run(from.last(), extent.last(), last -> {
            boolean done = last == extent.last() && changed.isEmpty();
            folders.forEach(folder -> reach(folder, last, done ? extent.revision() : from.revision()));
        });
        if (!changed.isEmpty()) {
            // Until the new revision is saved the next start folds all of them once more, so parts may be saved.
            new Refold(events, folders, catalogs, extent.last(), ticker).again(changed, () -> {
                if (folders.stream().anyMatch(folder -> folder.keptBytes() > BATCH_BYTES)) {
                    folders.forEach(folder -> reach(folder, extent.last(), from.revision()));
                }
            });
            folders.forEach(folder -> reach(folder, extent.last(), extent.revision()));
        }
    }

    private void reach(Folder<?> folder, long last, long revision) {
        folder.slot().standing().ifPresent(standing -> move(folder, standing.at(last, revision)));
    }

    private void move(Folder<?> folder, Standing reached) {
        if (save(folder, reached.cursor())) {
            folder.slot().moveTo(reached);
        }
    }

    private boolean save(Folder<?> folder, StateStore.Cursor cursor) {
        if (!folder.alive()) {
            return false;
        }
        states.save(folder.slot().name(), cursor, folder.drain());
        return true;
    }
}
