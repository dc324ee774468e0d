// SPDX-License-Identifier: Apache-2.0
package org.tessera.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.ConfigurationAdmin;
import org.tessera.api.TesseraException;
import org.tessera.api.deploy.Deployments;
import org.tessera.api.deploy.Deployments.Policy;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.strategy.Models;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Strategies;
import org.tessera.itest.FrameworkExtension;

/**
 * Threads ask without pause while strategies are updated, overwritten, taken away, configured, promoted and rolled back,
 * and broken ones come. Short by default; {@code -Dsoak.seconds=600 -Dsoak.step=2000} is the long form.
 */
class SoakIT {
    private static final int THREADS = 8;
    private static final long SECONDS = Long.getLong("soak.seconds", 10);
    private static final long STEP_MS = Long.getLong("soak.step", 150);
    private static final long QUIET_SECONDS = Math.max(3, SECONDS / 10);

    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = SampleShop.framework()
            .configure("org.tessera.deploy", Map.of("watch.ms", 50L, "trial.s", 1L, "policy", "always"));

    @BeforeAll
    static void openTheShop() throws Exception {
        SampleShop.importEvents(FRAMEWORK);
        Recommendations recommendations = FRAMEWORK.service(Recommendations.class);
        recommendations.train(Optional.of("userknn"), Map.of(), 1, Progress.unwatched());
        recommendations.train(Optional.of("itemknn"), Map.of(), 1, Progress.unwatched());
    }

    /** What the threads that ask have seen. */
    private static final class Askers implements AutoCloseable {
        private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        private final List<Future<long[]>> running = new ArrayList<>();
        private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        private volatile boolean asking = true;

        Askers(Recommendations recommendations) {
            for (int t = 0; t < THREADS; t++) {
                int first = t;
                running.add(threads.submit(() -> ask(recommendations, first)));
            }
        }

        private long[] ask(Recommendations recommendations, int first) {
            long[] nanos = new long[1 << 16];
            int asked = 0;
            for (int k = first; asking; k++) {
                long start = System.nanoTime();
                try {
                    Recommendation answer =
                            recommendations.recommend("c" + k % SampleShop.CUSTOMERS, 5, Optional.empty(), k % 7 == 0);
                    if (answer.items().size() != 5) {
                        failures.add("c" + k % SampleShop.CUSTOMERS + ": " + answer);
                    }
                } catch (RuntimeException e) {
                    failures.add(e.toString());
                }
                // Later ones go over earlier ones in turn, as memory for all would be much.
                nanos[asked++ % nanos.length] = System.nanoTime() - start;
            }
            return Arrays.copyOf(nanos, Math.min(asked, nanos.length));
        }

        /** Times of the answers in nanoseconds, ascending. */
        long[] stop() throws Exception {
            asking = false;
            List<long[]> all = new ArrayList<>();
            for (Future<long[]> future : running) {
                all.add(future.get());
            }
            return all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        }

        @Override
        public void close() throws InterruptedException {
            asking = false;
            threads.shutdown();
            threads.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    /** Something that happens to the strategies. */
    private interface Change {
        void make(int round) throws Exception;
    }

    @Test
    void nobodyNotices(
            Recommendations recommendations,
            Strategies strategies,
            Models models,
            Deployments deployments,
            ConfigurationAdmin configurations)
            throws Exception {
        long[] quiet;
        try (Askers askers = new Askers(recommendations)) {
            pause(TimeUnit.SECONDS.toNanos(QUIET_SECONDS));
            quiet = askers.stop();
            assertThat(askers.failures).isEmpty();
        }
        Map<String, Change> changes = changes(strategies, models, deployments, configurations);
        Map<String, Integer> made = new LinkedHashMap<>();
        long[] busy;
        try (Askers askers = new Askers(recommendations)) {
            List<String> names = new ArrayList<>(changes.keySet());
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            for (int round = 0; System.nanoTime() < end; round++) {
                String name = names.get(round % names.size());
                changes.get(name).make(round);
                made.merge(name, 1, Integer::sum);
                pause(TimeUnit.MILLISECONDS.toNanos(STEP_MS));
            }
            busy = askers.stop();
            assertThat(askers.failures).isEmpty();
        }
        System.out.printf(
                Locale.ROOT,
                "soak: %d s, %s; quiet p50 %.3f p99 %.3f max %.1f ms; busy p50 %.3f p99 %.3f max %.1f ms of the last %,d%n",
                SECONDS,
                made,
                ms(quiet, .5),
                ms(quiet, .99),
                ms(quiet, 1),
                ms(busy, .5),
                ms(busy, .99),
                ms(busy, 1),
                busy.length);
        assertThat(made.values()).allMatch(times -> times > 0);
        assertThat(deployments.awaitSettled(Duration.ofMinutes(1))).isTrue();
        await().until(() -> Arrays.stream(FRAMEWORK.context().getBundles())
                .noneMatch(bundle -> "test.broken".equals(bundle.getSymbolicName())));
    }

    /** The threads that ask are at work meanwhile: the time is what is measured here. */
    private static void pause(long nanos) {
        await().pollDelay(Duration.ofNanos(nanos))
                .timeout(Duration.ofNanos(2 * nanos).plusSeconds(10))
                .until(() -> true);
    }

    private static double ms(long[] nanos, double share) {
        return nanos[(int) Math.ceil(share * nanos.length) - 1] / 1e6;
    }

    private static Map<String, Change> changes(
            Strategies strategies, Models models, Deployments deployments, ConfigurationAdmin configurations)
            throws IOException {
        Path scratch = Files.createDirectories(FRAMEWORK.home().resolve("scratch"));
        Map<String, Change> changes = new LinkedHashMap<>();
        changes.put("use", round -> strategies.use("recommend", round % 2 == 0 ? "userknn" : "itemknn"));
        changes.put("update", round -> bundle("org.tessera.recommend.itemknn").update());
        changes.put(
                "overwrite",
                round -> deployments.deploy(
                        StrategyJars.write(scratch.resolve("trial.jar"), "trial", "1.0." + round, "good"),
                        Optional.empty()));
        changes.put(
                "corrupt",
                round -> deployments.deploy(
                        Files.writeString(scratch.resolve("corrupt.jar"), "round " + round), Optional.empty()));
        changes.put(
                "throws",
                round -> deployments.deploy(
                        StrategyJars.write(scratch.resolve("broken.jar"), "broken", "1.0." + round, "throws"),
                        Optional.empty()));
        changes.put(
                "configure",
                round -> configurations
                        .getConfiguration("org.tessera.recommend.userknn", "?")
                        .update(new Hashtable<>(Map.of("neighbours", 50 + round % 50))));
        changes.put("stop and start", round -> {
            Bundle bundle = bundle("org.tessera.recommend.userknn");
            bundle.stop();
            bundle.start();
        });
        changes.put("rollback", round -> {
            try {
                models.rollback("recommend");
            } catch (TesseraException e) {
                // There is none to go back to, or its strategy has just gone: also an answer.
                assertThat(e.getMessage()).isNotEmpty();
            }
        });
        changes.put("promote", round -> {
            String name = deployments.deploy(
                    StrategyJars.write(scratch.resolve("waiting.jar"), "waiting", "1.0." + round, "good"),
                    Optional.of(Policy.MANUAL));
            assertThat(deployments.awaitSettled(Duration.ofMinutes(1))).isTrue();
            deployments.promote(name);
        });
        changes.put(
                "hangs",
                round -> deployments.deploy(
                        StrategyJars.write(scratch.resolve("broken.jar"), "broken", "1.0." + round, "hangs"),
                        Optional.empty()));
        changes.put("uninstall", round -> {
            Path jar = FRAMEWORK.home().resolve("deploy").resolve("trial.jar");
            Files.deleteIfExists(jar);
            assertThat(deployments.awaitSettled(Duration.ofMinutes(1))).isTrue();
        });
        return changes;
    }

    private static Bundle bundle(String symbolicName) {
        return Arrays.stream(FRAMEWORK.context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }
}
