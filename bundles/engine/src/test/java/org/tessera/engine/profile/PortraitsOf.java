// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Constants;
import org.tessera.api.profile.Profiler;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;

/** Live portraits of a store in memory, for tests of other packages. */
public final class PortraitsOf {
    private static final AtomicLong IDS = new AtomicLong();

    private final LivePortraits portraits;

    /** Nothing is done in the background. */
    public <S extends EventStore & CustomerDirectory & ItemDirectory> PortraitsOf(S shop) {
        portraits = Host.portraits(shop, new MemoryStates());
    }

    public LivePortraits portraits() {
        return portraits;
    }

    /** Registers a profiler; the result unregisters it. */
    public Runnable add(String name, Profiler<?> profiler) {
        Map<String, Object> properties =
                Map.of(Profiler.NAME, name, Constants.SERVICE_ID, IDS.incrementAndGet(), Constants.SERVICE_RANKING, 0);
        portraits.addProfiler(profiler, properties);
        return () -> portraits.removeProfiler(properties);
    }
}
