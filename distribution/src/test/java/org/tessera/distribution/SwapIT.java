// SPDX-License-Identifier: Apache-2.0
package org.tessera.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.tessera.api.deploy.Deployment.State;
import org.tessera.api.deploy.Deployments;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.strategy.Progress;
import org.tessera.itest.FrameworkExtension;

/** One version of a strategy after another takes over; of those before nothing stays. {@code -Dswaps=200} is the long form. */
class SwapIT {
    private static final int SWAPS = Integer.getInteger("swaps", 20);

    @RegisterExtension
    static final FrameworkExtension FRAMEWORK =
            SampleShop.framework().configure("org.tessera.deploy", Map.of("watch.ms", 20L, "policy", "always"));

    @BeforeAll
    static void openTheShop() throws Exception {
        SampleShop.importEvents(FRAMEWORK);
        FRAMEWORK.service(Recommendations.class).train(Optional.of("itemknn"), Map.of(), 1, Progress.unwatched());
    }

    @Test
    void nothingStaysOfWhatWasReplaced(Deployments deployments, Recommendations recommendations) throws Exception {
        Path jar = Files.createDirectories(FRAMEWORK.home().resolve("scratch")).resolve("swapped.jar");
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        List<Long> metaspace = new ArrayList<>();
        List<Long> heap = new ArrayList<>();
        for (int swap = 1; swap <= SWAPS; swap++) {
            deployments.deploy(StrategyJars.write(jar, "swapped", "1.0." + swap, "good"), Optional.empty());
            assertThat(deployments.awaitSettled(Duration.ofMinutes(1))).isTrue();
            assertThat(deployments.list().get(0).state())
                    .as(deployments.list().get(0).reason())
                    .isEqualTo(State.SERVING);
            assertThat(recommendations
                            .recommend("c" + swap % SampleShop.CUSTOMERS, 5, Optional.empty(), true)
                            .strategy())
                    .isEqualTo("swapped");
            loaders.add(new WeakReference<>(serving().adapt(BundleWiring.class).getClassLoader()));
            if (swap % Math.max(1, SWAPS / 10) == 0) {
                await().atMost(Duration.ofSeconds(60)).until(() -> alive(loaders) == 1);
                metaspace.add(metaspace());
                heap.add(Runtime.getRuntime().totalMemory()
                        - Runtime.getRuntime().freeMemory());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "swaps: %d, class loaders alive %d; metaspace MB %s; heap MB %s%n",
                SWAPS,
                alive(loaders),
                megabytes(metaspace),
                megabytes(heap));
        // From the third look on, as the first swaps load what is loaded once.
        assertThat(metaspace.get(metaspace.size() - 1) - metaspace.get(2)).isLessThan(4 << 20);
    }

    private static Bundle serving() {
        return Arrays.stream(FRAMEWORK.context().getBundles())
                .filter(bundle -> "test.swapped".equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private static long alive(List<WeakReference<ClassLoader>> loaders) {
        System.gc();
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .findFirst()
                .orElseThrow()
                .getUsed();
    }

    private static List<String> megabytes(List<Long> bytes) {
        return bytes.stream()
                .map(value -> String.format(Locale.ROOT, "%.1f", value / 1048576.0))
                .toList();
    }
}
