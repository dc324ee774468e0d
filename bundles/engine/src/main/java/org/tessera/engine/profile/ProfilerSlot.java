// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.lang.ref.WeakReference;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.profile.Attribute;
import org.tessera.api.profile.Profiler;
import org.tessera.api.profile.Trait;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.StateStore;
import org.tessera.engine.strategy.Leased;

/**
 * A profiler that is there, with how far its states are. One that fails is left alone until it is replaced; only the text
 * of its failure is kept, as a throwable would keep its class loader. Safe for many threads; only catching up, one at a
 * time, moves it on.
 *
 * @param <S> its states
 */
final class ProfilerSlot<S> {
    /** The order in which profilers are asked; of two of one name the first is. */
    static final Comparator<ProfilerSlot<?>> ORDER = Comparator.comparingInt((ProfilerSlot<?> slot) -> -slot.ranking)
            .thenComparing(slot -> slot.name)
            .thenComparingLong(slot -> -slot.serviceId);

    private static final Logger LOG = LoggerFactory.getLogger(ProfilerSlot.class);

    private final String name;
    private final int ranking;
    private final long serviceId;
    private final Leased<Profiler<S>> service;
    private final AtomicBoolean complained = new AtomicBoolean();
    private volatile @Nullable Standing standing;
    private volatile boolean failed;
    private WeakReference<@Nullable ItemCatalog> checked = new WeakReference<>(null);

    ProfilerSlot(String name, int ranking, long serviceId, Profiler<S> profiler) {
        this.name = name;
        this.ranking = ranking;
        this.serviceId = serviceId;
        this.service = new Leased<>(profiler, gone -> {});
    }

    String name() {
        return name;
    }

    long serviceId() {
        return serviceId;
    }

    Leased<Profiler<S>> service() {
        return service;
    }

    /** Whether it threw something it must not, so that nobody asks it any more. */
    boolean failed() {
        return failed;
    }

    /** Notes that it threw something, unless it did so because it is on its way out. */
    void fail(Throwable thrown, Leased<Profiler<S>>.Lease lease) {
        if (!lease.retired() && !failed) {
            failed = true;
            LOG.warn("profiler {} fails and is left out until it is replaced: {}", name, thrown.toString());
        }
    }

    /** Says once that it breaks its contract in some small way. */
    void complain(String what) {
        if (complained.compareAndSet(false, true)) {
            LOG.warn("profiler {} {}", name, what);
        }
    }

    /** How far its states are; empty where they cannot be read, as they are being made anew or were never looked at. */
    Optional<Standing> standing() {
        return Optional.ofNullable(standing);
    }

    void moveTo(Standing reached) {
        standing = reached;
    }

    /** From now on its states cannot be read. */
    void lose() {
        standing = null;
    }

    /** The traits it declares; none where it is gone or fails. */
    List<Trait> traits(List<Attribute> attributes) {
        try (Leased<Profiler<S>>.Lease lease = service.acquire().orElse(null)) {
            if (lease == null || failed) {
                return List.of();
            }
            try {
                return List.copyOf(lease.get().traits(attributes));
            } catch (RuntimeException | LinkageError e) {
                fail(e, lease);
                return List.of();
            }
        }
    }

    /** Whether a trait it declares is steady; false where it is gone or fails. */
    boolean isSteady(String trait) {
        return ask(profiler -> profiler.isSteady(trait), false);
    }

    /** The version of its states; empty where it is gone or fails. */
    String formatVersion() {
        return ask(Profiler::formatVersion, "");
    }

    private <R> R ask(Function<Profiler<S>, R> question, R otherwise) {
        try (Leased<Profiler<S>>.Lease lease = service.acquire().orElse(null)) {
            if (lease == null || failed) {
                return otherwise;
            }
            try {
                return question.apply(lease.get());
            } catch (RuntimeException | LinkageError e) {
                fail(e, lease);
                return otherwise;
            }
        }
    }

    /** A folder for one pass over events; empty where the profiler is gone or fails. To be closed. */
    Optional<Folder<S>> folder() {
        return failed ? Optional.empty() : service.acquire().map(lease -> new Folder<>(this, lease));
    }

    /** What a profiler says of its states. */
    record Format(String version, boolean readsItems) {}

    /**
     * Where its states are, if they may be folded on: saved in the same format, resting on items that have not changed,
     * and not of some future the store has since been taken back from. Called while catching up only.
     */
    Optional<Standing> usable(Format format, StateStore states, EventStore.Extent extent, ItemCatalog catalog) {
        Optional<Standing> known = standing().or(() -> Standing.of(states.cursor(name)));
        boolean fits = known.isPresent()
                && known.get().version().equals(format.version())
                && known.get().print().isPresent() == format.readsItems()
                && known.get().last() <= extent.last()
                && known.get().revision() <= extent.revision();
        if (!fits) {
            return Optional.empty();
        }
        Optional<CatalogPrint> print = known.get().print();
        if (print.isPresent() && !checked.refersTo(catalog)) {
            if (!print.get().holds(catalog)) {
                return Optional.empty();
            }
            checked = new WeakReference<>(catalog);
            return Optional.of(known.get().with(Optional.of(print.get().grown(catalog))));
        }
        return known;
    }

    /** Where its states will be once they are made anew. */
    Standing fresh(Format format, EventStore.Extent extent, ItemCatalog catalog) {
        checked = new WeakReference<>(catalog);
        return new Standing(
                format.version(),
                format.readsItems() ? Optional.of(CatalogPrint.of(catalog)) : Optional.empty(),
                extent.last(),
                extent.revision());
    }

    @Override
    public String toString() {
        return name;
    }
}
