// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.ConfigurationAdmin;
import org.tessera.api.TesseraException;
import org.tessera.api.shell.CommandRunner;
import org.tessera.api.shell.Console;
import org.tessera.api.strategy.Jobs;
import org.tessera.api.strategy.Strategies;

/** The embedding API, with the built distribution in this JVM. */
class EmbeddingIT {
    private static final Path DISTRIBUTION = Path.of(System.getProperty("tessera.root"), "distribution/target/tessera");

    @TempDir
    private Path folder;

    private Tessera.Builder engine(String home) {
        return Tessera.at(folder.resolve(home)).distribution(DISTRIBUTION);
    }

    @Test
    void runsTwoEnginesAndLeavesNothingBehind() {
        Properties before = (Properties) System.getProperties().clone();
        Object out = System.out;
        try (Tessera one = engine("one").start();
                Tessera two = engine("two").start()) {
            assertThat(one.service(Strategies.class)).isNotSameAs(two.service(Strategies.class));
            assertThat(one.service(Jobs.class)).isNotSameAs(two.service(Jobs.class));
            assertThat(one.home()).isEqualTo(folder.resolve("one"));
            assertThat(one.find(CommandRunner.class)).isEmpty();
            assertThat(System.out).isSameAs(out);
        }
        assertThat(System.getProperties()).isEqualTo(before);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("Felix")
                                || name.startsWith("tessera-")
                                || name.startsWith("SCR")
                                || name.startsWith("H2")));
    }

    @Test
    void keepsAHomeToOneEngine() {
        try (Tessera one = engine("home").start()) {
            assertThat(one.missing()).isEmpty();
            assertThatThrownBy(() -> engine("home").start())
                    .isInstanceOf(TesseraException.class)
                    .hasMessageContaining("is in use by this very process");
            assertThat(one.service(Strategies.class)).isNotNull();
        }
        engine("home").start().close();
    }

    @Test
    void letsTheHostsSettingsGoFirst() throws Exception {
        engine("home").start().close();
        Files.writeString(folder.resolve("home/conf/org.tessera.example.cfg"), "a = file\nb = file\n");
        try (Tessera tessera = engine("home")
                .configure("org.tessera.example", Map.of("b", "host"))
                .configure("org.tessera.other", Map.of("c", 7))
                .start()) {
            ConfigurationAdmin admin = tessera.service(ConfigurationAdmin.class);
            assertThat(admin.getConfiguration("org.tessera.example", "?")
                            .getProperties()
                            .get("a"))
                    .isEqualTo("file");
            assertThat(admin.getConfiguration("org.tessera.example", "?")
                            .getProperties()
                            .get("b"))
                    .isEqualTo("host");
            assertThat(admin.getConfiguration("org.tessera.other", "?")
                            .getProperties()
                            .get("c"))
                    .isEqualTo(7);
            Files.writeString(folder.resolve("home/conf/org.tessera.example.cfg"), "a = changed\n");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(admin.getConfiguration("org.tessera.example", "?")
                                    .getProperties()
                                    .get("a"))
                            .isEqualTo("changed"));
            Files.delete(folder.resolve("home/conf/org.tessera.example.cfg"));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(admin.listConfigurations("(service.pid=org.tessera.example)"))
                            .isNull());
        }
    }

    @Test
    void saysWhichConfigurationIsMissing() throws Exception {
        Files.createDirectories(folder.resolve("home/conf"));
        assertThatThrownBy(() -> engine("home").patience(Duration.ZERO).start())
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("waits for conf/org.tessera.store.cfg");
    }

    @Test
    void runsCommandsForAHostThatWantsThem() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Tessera tessera = engine("home").withShell().start()) {
            Console console =
                    new Console(InputStream.nullInputStream(), out, OUT_OF_SIGHT, folder.toAbsolutePath(), 0, false);
            assertThat(tessera.service(CommandRunner.class).run("about --json", console))
                    .isEqualTo(CommandRunner.OK);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"home\":\"" + folder.resolve("home") + "\"");
    }

    private static final ByteArrayOutputStream OUT_OF_SIGHT = new ByteArrayOutputStream();

    @Test
    void saysWhatDoesNotComeUp() throws Exception {
        Path broken = folder.resolve("broken");
        copy(DISTRIBUTION.resolve("bundles"), broken.resolve("bundles"));
        Files.createDirectories(broken.resolve("config"));
        try (var jars = Files.list(broken.resolve("bundles/20-libraries"))) {
            for (Path jar : jars.filter(file -> file.getFileName().toString().startsWith("gson"))
                    .toList()) {
                Files.delete(jar);
            }
        }
        assertThatThrownBy(() -> Tessera.at(folder.resolve("home"))
                        .distribution(broken)
                        .withShell()
                        .start())
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("bundle org.tessera.shell does not start")
                .hasMessageContaining("com.google.gson");
        assertThat(HomeLock.holder(new Home(folder.resolve("home")))).isEmpty();
    }

    private static void copy(Path from, Path to) throws Exception {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
