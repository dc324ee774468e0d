// SPDX-License-Identifier: Apache-2.0
package org.tessera.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.sql.Driver;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.management.ObjectName;

/** What belongs to the whole JVM and is none of an engine's business, at one moment. */
record GlobalState(
        Map<Object, Object> properties,
        List<Object> streams,
        List<Object> defaults,
        List<Handler> logHandlers,
        List<Driver> drivers,
        Set<ObjectName> managed,
        Set<Thread> threads) {
    /** Threads that the JVM and the tests start when they like. */
    private static final List<String> NOT_OURS = List.of(
            "ForkJoinPool.commonPool", "CompletableFutureDelayScheduler", "awaitility", "Attach Listener", "surefire");

    static GlobalState now() {
        Logger root = LogManager.getLogManager().getLogger("");
        List<Object> defaults = Arrays.asList(
                Thread.getDefaultUncaughtExceptionHandler(),
                Locale.getDefault(),
                TimeZone.getDefault(),
                Thread.currentThread().getContextClassLoader());
        Set<ObjectName> managed = ManagementFactory.getPlatformMBeanServer().queryNames(null, null);
        List<Driver> drivers = DriverManager.drivers().toList();
        return new GlobalState(
                // last, as asking for the default time zone sets a property
                Map.copyOf(System.getProperties()),
                Arrays.asList(System.in, System.out, System.err),
                defaults,
                List.of(root.getHandlers()),
                drivers,
                managed,
                Thread.getAllStackTraces().keySet());
    }

    /** While an engine runs, nothing but its threads may be new. */
    void assertSameAs(GlobalState other) {
        assertThat(properties).containsExactlyInAnyOrderEntriesOf(other.properties);
        assertThat(streams).isEqualTo(other.streams);
        assertThat(defaults).isEqualTo(other.defaults);
        assertThat(logHandlers).isEqualTo(other.logHandlers);
        assertThat(managed).isEqualTo(other.managed);
    }

    /** After all engines have stopped, all is as it was then. */
    void assertRestored() {
        GlobalState now = now();
        now.assertSameAs(this);
        assertThat(now.drivers).isEqualTo(drivers);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(newThreads()).isEmpty());
    }

    private Set<String> newThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threads.contains(thread))
                .map(Thread::getName)
                .filter(name -> NOT_OURS.stream().noneMatch(name::startsWith))
                .collect(Collectors.toSet());
    }
}
