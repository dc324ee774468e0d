// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.tessera.api.store.StateStore;

/** Saved states in memory; counts what is saved and can fail as a disk does. Safe for many threads. */
final class MemoryStates implements StateStore {
    final AtomicInteger saves = new AtomicInteger();
    private final Map<String, Cursor> cursors = new HashMap<>();
    private final Map<String, TreeMap<Integer, State>> states = new HashMap<>();
    private int savesUntilFailure = Integer.MAX_VALUE;

    /** Lets the save after so many more fail, with nothing written. */
    synchronized void failAfter(int more) {
        savesUntilFailure = more;
    }

    synchronized Map<Integer, State> of(String profiler) {
        return new TreeMap<>(states.getOrDefault(profiler, new TreeMap<>()));
    }

    @Override
    public synchronized Cursor cursor(String profiler) {
        return cursors.getOrDefault(profiler, Cursor.START);
    }

    @Override
    public void visit(String profiler, Visitor visitor) {
        of(profiler).forEach(visitor::visit);
    }

    @Override
    public synchronized Optional<State> find(String profiler, int customer) {
        return Optional.ofNullable(of(profiler).get(customer));
    }

    @Override
    public synchronized void save(String profiler, Cursor cursor, Map<Integer, State> saved) {
        if (savesUntilFailure-- <= 0) {
            throw new IllegalStateException("disk full");
        }
        saves.incrementAndGet();
        cursors.put(profiler, cursor);
        states.computeIfAbsent(profiler, p -> new TreeMap<>()).putAll(saved);
    }

    @Override
    public synchronized void clear(String profiler) {
        cursors.remove(profiler);
        states.remove(profiler);
    }
}
