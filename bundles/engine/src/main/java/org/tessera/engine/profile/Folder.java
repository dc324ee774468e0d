// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.profile.Population;
import org.tessera.api.profile.Profiler;
import org.tessera.api.profile.TraitSink;
import org.tessera.api.store.StateStore.State;
import org.tessera.engine.strategy.Leased;

/**
 * Folds with one profiler, customer after customer, for as long as the profiler is there and does not fail; after that it
 * does nothing. Holds a lease until closed. For one thread.
 */
final class Folder<S> implements AutoCloseable {
    private final ProfilerSlot<S> slot;
    private final Leased<Profiler<S>>.Lease lease;
    private final Profiler<S> profiler;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);
    private final DataOutputStream out = new DataOutputStream(buffer);
    private final Map<Integer, State> kept = new HashMap<>();
    private @Nullable S state;
    private long keptBytes;
    private boolean dead;

    Folder(ProfilerSlot<S> slot, Leased<Profiler<S>>.Lease lease) {
        this.slot = slot;
        this.lease = lease;
        this.profiler = lease.get();
    }

    ProfilerSlot<S> slot() {
        return slot;
    }

    /** Whether it still folds. */
    boolean alive() {
        return !dead && !lease.retired();
    }

    /** What the profiler says of its states; empty where it is gone or fails. */
    Optional<ProfilerSlot.Format> format() {
        if (alive()) {
            try {
                return Optional.of(new ProfilerSlot.Format(profiler.formatVersion(), profiler.readsItems()));
            } catch (RuntimeException | LinkageError e) {
                die(e);
            }
        }
        return Optional.empty();
    }

    /** Starts a customer without events. */
    void start() {
        if (alive()) {
            try {
                state = profiler.empty();
            } catch (RuntimeException | LinkageError e) {
                die(e);
            }
        }
    }

    /**
     * Goes on with a customer.
     *
     * @return whether the state could be read; if not, the customer has to be folded from the first event on
     */
    boolean resume(State saved) {
        if (alive()) {
            try {
                state = profiler.read(new DataInputStream(new ByteArrayInputStream(saved.bytes())));
            } catch (IOException e) {
                slot.complain("cannot read a state it saved: " + e.getMessage() + "; it is folded anew");
                return false;
            } catch (RuntimeException | LinkageError e) {
                die(e);
            }
        }
        return true;
    }

    /** Folds an event into the customer's state. */
    void fold(Event event, ItemCatalog catalog) {
        if (alive() && state != null) {
            try {
                profiler.fold(state, event, catalog);
            } catch (RuntimeException | LinkageError e) {
                die(e);
            }
        }
    }

    /** Ends a customer and keeps the state until drained. */
    void keep(int customer, long newest) {
        if (alive() && state != null) {
            buffer.reset();
            try {
                profiler.write(state, out);
            } catch (IOException | RuntimeException | LinkageError e) {
                die(e);
                return;
            }
            keep(customer, new State(buffer.toByteArray(), newest));
        }
        state = null;
    }

    void keep(int customer, State saved) {
        kept.put(customer, saved);
        keptBytes += saved.bytes().length;
    }

    /** Size of what is kept, with what a row costs beside its bytes. */
    long keptBytes() {
        return keptBytes + 64L * kept.size();
    }

    /** What was kept since the last time. */
    Map<Integer, State> drain() {
        Map<Integer, State> drained = new HashMap<>(kept);
        kept.clear();
        keptBytes = 0;
        return drained;
    }

    /** Lets the profiler say what the customer's state tells. */
    void put(Map<String, String> attributes, long now, TraitSink sink) {
        if (alive() && state != null) {
            try {
                profiler.read(state, attributes, now, sink);
            } catch (RuntimeException | LinkageError e) {
                die(e);
            }
        }
    }

    /** Lets the profiler compare the customer with all. */
    void compare(Map<String, Double> numbers, Population population, TraitSink sink) {
        if (alive()) {
            try {
                profiler.compare(numbers, population, sink);
            } catch (RuntimeException | LinkageError e) {
                die(e);
            }
        }
    }

    private void die(Throwable thrown) {
        dead = true;
        state = null;
        kept.clear();
        keptBytes = 0;
        slot.fail(thrown, lease);
    }

    @Override
    public String toString() {
        return slot.name();
    }

    @Override
    public void close() {
        state = null;
        lease.close();
    }
}
