// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The profilers that are there. Safe for many threads. */
final class ProfilerRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(ProfilerRegistry.class);

    private final Duration drain;
    private final List<ProfilerSlot<?>> all = new CopyOnWriteArrayList<>();
    private volatile List<ProfilerSlot<?>> active = List.of();

    /** @param drain how long a profiler that goes is waited for */
    ProfilerRegistry(Duration drain) {
        this.drain = drain;
    }

    /** One for each name, in the order in which they are asked. */
    List<ProfilerSlot<?>> active() {
        return active;
    }

    synchronized void add(ProfilerSlot<?> slot) {
        all.add(slot);
        choose();
    }

    /** Takes a profiler out and waits until nobody uses it, for a while. */
    void remove(long serviceId) {
        ProfilerSlot<?> gone = null;
        synchronized (this) {
            for (ProfilerSlot<?> slot : all) {
                if (slot.serviceId() == serviceId) {
                    gone = slot;
                }
            }
            all.remove(gone);
            choose();
        }
        if (gone == null) {
            return;
        }
        gone.service().retire();
        try {
            if (!gone.service().awaitGone(drain)) {
                LOG.warn("profiler {} is still in use {} ms after it went", gone.name(), drain.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void choose() {
        List<ProfilerSlot<?>> ordered = new ArrayList<>(all);
        ordered.sort(ProfilerSlot.ORDER);
        Set<String> names = new HashSet<>();
        ordered.removeIf(slot -> !names.add(slot.name()));
        for (ProfilerSlot<?> slot : ordered) {
            if (!active.contains(slot)) {
                // Another of its name may have moved the saved states on since it last looked.
                slot.lose();
            }
        }
        active = List.copyOf(ordered);
    }
}
