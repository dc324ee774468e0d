// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Constants;
import org.tessera.api.profile.Profiler;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.strategy.JobInfo;
import org.tessera.api.strategy.Jobs;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Settings;

/** Portraits as the framework wires them, with profilers that come and go. */
final class Host {
    private static final AtomicLong IDS = new AtomicLong();

    final LivePortraits portraits;

    /** Nothing is done in the background. */
    Host(Shop shop, MemoryStates states) {
        this(shop, states, new Idle(), "data");
    }

    Host(Shop shop, MemoryStates states, Jobs jobs, String now) {
        LivePortraits.Config defaults = Settings.defaults(LivePortraits.Config.class);
        portraits = new LivePortraits(shop, states, shop, shop, jobs, (LivePortraits.Config) Proxy.newProxyInstance(
                LivePortraits.Config.class.getClassLoader(),
                new Class<?>[] {LivePortraits.Config.class},
                (proxy, method, arguments) -> method.getName().equals("now") ? now : method.invoke(defaults)));
    }

    /** Of any store, in data time, with nothing done in the background. */
    static <S extends EventStore & CustomerDirectory & ItemDirectory> LivePortraits portraits(
            S shop, MemoryStates states) {
        return new LivePortraits(shop, states, shop, shop, new Idle(), Settings.defaults(LivePortraits.Config.class));
    }

    /** Never starts a job. */
    private static final class Idle implements Jobs {
        @Override
        public <R> Job<R> submit(String name, Work<R> work) {
            return new Job<>() {
                @Override
                public JobInfo info() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public R await(Progress watcher) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void cancel() {
                    // It never started.
                }
            };
        }

        @Override
        public List<JobInfo> list() {
            return List.of();
        }

        @Override
        public void cancel(long id) {
            throw new UnsupportedOperationException();
        }
    }

    /** Registers a profiler; the result unregisters it. */
    Runnable add(String name, Profiler<?> profiler) {
        return add(name, profiler, 0);
    }

    Runnable add(String name, Profiler<?> profiler, int ranking) {
        Map<String, Object> properties = Map.of(
                Profiler.NAME, name, Constants.SERVICE_ID, IDS.incrementAndGet(), Constants.SERVICE_RANKING, ranking);
        portraits.addProfiler(profiler, properties);
        return () -> portraits.removeProfiler(properties);
    }
}
