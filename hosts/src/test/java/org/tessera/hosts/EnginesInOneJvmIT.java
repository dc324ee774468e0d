// SPDX-License-Identifier: Apache-2.0
package org.tessera.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.ingest.Importer;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.segment.Segments;
import org.tessera.api.shell.CommandRunner;
import org.tessera.api.shell.Console;
import org.tessera.api.store.EventStore;
import org.tessera.api.strategy.Strategies;
import org.tessera.launcher.Tessera;

/** Engines come and go in this JVM and leave it as it was. {@code -Dengines=50} is the long form. */
class EnginesInOneJvmIT {
    private static final int CYCLES = Integer.getInteger("engines", 20);
    private static final int WARM_UP = 10;

    /** Every so many engines does some work, too. */
    private static final int WORKING = 5;

    /** What a warm JVM still loads by itself, such as classes for calling a method reflectively. */
    private static final int MORE_CLASSES = 200;

    /** Less than one engine takes. */
    private static final long MORE_METASPACE = 8L << 20;

    @TempDir
    private Path folder;

    private Tessera start(String home) {
        return Tessera.at(folder.resolve(home)).distribution(Shop.DISTRIBUTION).start();
    }

    @Test
    void twoEnginesKnowNothingOfEachOther() throws Exception {
        GlobalState before = GlobalState.now();
        try (Tessera tea = start("tea");
                Tessera wine = start("wine")) {
            Shop.open(tea, Shop.purchases(folder, "tea"));
            Shop.open(wine, Shop.purchases(folder, "wine"));
            assertThat(Shop.ask(tea).items())
                    .hasSize(3)
                    .extracting(Recommendation.Item::item)
                    .allMatch(item -> item.startsWith("tea-"));
            assertThat(Shop.ask(wine).items())
                    .hasSize(3)
                    .extracting(Recommendation.Item::item)
                    .allMatch(item -> item.startsWith("wine-"));
            GlobalState.now().assertSameAs(before);
            tea.close();
            assertThat(Shop.ask(wine).items()).hasSize(3);
        }
        try (Tessera tea = start("tea")) {
            assertThat(Shop.ask(tea).strategy()).isEqualTo("itemknn");
        }
        before.assertRestored();
    }

    @Test
    void theShellGivesTheStandardStreamsBack() {
        GlobalState before = GlobalState.now();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Tessera tessera = Tessera.at(folder.resolve("home"))
                .distribution(Shop.DISTRIBUTION)
                .withShell()
                .start()) {
            Console console =
                    new Console(InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), folder, 0, false);
            assertThat(tessera.service(CommandRunner.class).run("strategies", console))
                    .isEqualTo(CommandRunner.OK);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("itemknn");
        before.assertRestored();
    }

    @Test
    void leavesTheHandlersOfUrlsToTheHost() {
        try (Tessera tessera = start("home")) {
            assertThat(tessera.service(Strategies.class)).isNotNull();
        }
        // Can be set once in a JVM, so this fails if the engine has done it.
        assertThatCode(() -> URL.setURLStreamHandlerFactory(protocol -> null)).doesNotThrowAnyException();
    }

    @Test
    void cyclesLeaveNothingBehind() throws Exception {
        GlobalState before = GlobalState.now();
        Path purchases = Shop.purchases(folder, "tea");
        List<WeakReference<Object>> gone = new ArrayList<>();
        int classes = 0;
        long metaspace = 0;
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            gone.addAll(cycle(purchases, cycle % WORKING == 0));
            if (cycle == WARM_UP) {
                awaitCollected(gone);
                classes = loadedClasses();
                metaspace = metaspace();
            }
        }
        awaitCollected(gone);
        assertThat(loadedClasses()).isLessThan(classes + MORE_CLASSES);
        assertThat(metaspace()).isLessThan(metaspace + MORE_METASPACE);
        before.assertRestored();
    }

    /** Starts an engine, uses it, stops it; gives back what must be collectable afterwards. */
    private List<WeakReference<Object>> cycle(Path purchases, boolean working) throws Exception {
        try (Tessera tessera = start("home")) {
            if (working) {
                Shop.open(tessera, purchases);
                assertThat(Shop.ask(tessera).items()).hasSize(3);
            }
            List<WeakReference<Object>> references = new ArrayList<>(List.of(new WeakReference<>(tessera)));
            for (Class<?> type : List.of(
                    Importer.class, Recommendations.class, Segments.class, EventStore.class, Strategies.class)) {
                Object service = tessera.service(type);
                references.add(new WeakReference<>(service));
                references.add(new WeakReference<>(service.getClass().getClassLoader()));
            }
            return references;
        }
    }

    private static void awaitCollected(List<WeakReference<Object>> references) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    System.gc();
                    assertThat(references.stream().map(WeakReference::get).filter(Objects::nonNull))
                            .isEmpty();
                });
    }

    private static int loadedClasses() {
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .findFirst()
                .orElseThrow()
                .getUsage()
                .getUsed();
    }
}
