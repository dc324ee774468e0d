// SPDX-License-Identifier: Apache-2.0
package org.tessera.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.blackbox.TesseraProcess.Result;
import org.tessera.blackbox.TesseraProcess.Running;

/** The contract of the command line, tried on the built distribution. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "drives the POSIX start script")
class CommandLineIT {
    @TempDir
    private Path folder;

    private TesseraProcess tessera;

    @BeforeEach
    void prepare() {
        tessera = TesseraProcess.in(folder);
    }

    @Test
    void runsCommandsInANewHome() throws Exception {
        Result result = tessera.commands("help; about --json");
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith("command").contains("about", "\"home\":\"" + tessera.home() + "\"");
        assertThat(tessera.home()).isDirectoryContaining("glob:**/conf").isDirectoryContaining("glob:**/deploy");
        assertThat(names(tessera.home().resolve("conf")))
                .containsExactlyElementsOf(names(TesseraProcess.DISTRIBUTION.resolve("config")));
        assertThat(Files.readString(tessera.home().resolve("log").resolve("tessera.log")))
                .contains("ready: home", "framework", "bundles");
    }

    private static Iterable<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void stopsAtTheFirstFailingCommand() throws Exception {
        Result result = tessera.commands("about; hlep; help");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).startsWith("Tessera ").doesNotContain("Lists the commands");
        assertThat(result.err()).isEqualTo("error: unknown command hlep (did you mean help?)\n");
    }

    @Test
    void tellsInALineWhyTheStoreDoesNotOpen() throws Exception {
        Path data = Files.createDirectories(tessera.home().resolve("data"));
        Files.write(data.resolve("tessera.mv.db"), new byte[3000]);
        Result result = tessera.commands("profiles");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("the database does not open").hasLineCount(3);
        assertThat(data.resolve("tessera.mv.db")).hasBinaryContent(new byte[3000]);
    }

    @Test
    void failsWithJsonWhereJsonWasAskedFor() throws Exception {
        Result result = tessera.commands("about --json --bad");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualTo("{\"error\":\"about: unknown option --bad\",\"hint\":\"usage: about [--json]\"}\n");
    }

    @Test
    void runsAFileOfCommands() throws Exception {
        Path file = Files.writeString(folder.resolve("job.gosh"), "# what runs\nabout --json\nnosuch\nhelp\n");
        Result result = tessera.run("run", file.toString());
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).startsWith("{\"version\":").hasLineCount(1);
        assertThat(result.err()).startsWith("error: unknown command nosuch");
    }

    @Test
    void findsFilesFromWhereItWasStarted() throws Exception {
        Files.writeString(folder.resolve("job.gosh"), "help help");
        assertThat(tessera.run("run", "job.gosh").exit()).isZero();
        Result missing = tessera.run("run", "other.gosh");
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.err()).contains("other.gosh", "does not exist").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"--bad", "-c", "run", "start now", "nosuch", "--home"})
    void tellsWrongUsage(String arguments) throws Exception {
        Result result = tessera.startPlain(arguments.split(" ")).await();
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("tessera: ").contains("Usage:");
    }

    @ParameterizedTest
    @CsvSource({"--help,Usage:", "-h,Usage:", "--version,tessera ", "-V,tessera "})
    void tellsAboutItself(String argument, String beginning) throws Exception {
        Result result = tessera.startPlain(argument).await();
        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith(beginning);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void takesItsHomeFromTheEnvironment() throws Exception {
        Path home = folder.resolve("home of somebody");
        Result result = tessera.with("TESSERA_HOME", home.toString())
                .startPlain("-c", "about --json")
                .await();
        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("\"home\":\"" + home + "\"");
    }

    @Test
    void runsThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(
                folder.resolve("tess"),
                TesseraProcess.DISTRIBUTION.resolve("bin").resolve("tessera"));
        assertThat(tessera.script(link).run("--version").out()).startsWith("tessera ");
    }

    @Test
    void saysWhichJavaIsMissing() throws Exception {
        Result none = tessera.with("JAVA_HOME", folder.toString()).run("--version");
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.err()).contains("JAVA_HOME is " + folder, "17 or newer");
        Files.createDirectories(folder.resolve("jdk/bin"));
        Path old = Files.writeString(folder.resolve("jdk/bin/java"), "#!/bin/sh\nexit 99\n");
        assertThat(old.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
        Result tooOld =
                tessera.with("JAVA_HOME", folder.resolve("jdk").toString()).run("--version");
        assertThat(tooOld.exit()).isEqualTo(1);
        assertThat(tooOld.err()).contains("version 11.0.2", "17 or newer");
    }

    @Test
    void runsOnEveryInstalledJava() throws Exception {
        Path installed = Path.of("/usr/lib/jvm");
        try (Stream<Path> candidates = Files.isDirectory(installed) ? Files.list(installed) : Stream.empty()) {
            for (Path java : candidates.filter(CommandLineIT::isUsable).toList()) {
                Result result = tessera.with("JAVA_HOME", java.toString()).commands("about --json");
                assertThat(result.err()).as("on %s", java).isEmpty();
                assertThat(result.exit()).as("on %s", java).isZero();
                assertThat(result.out()).as("on %s", java).hasLineCount(1);
            }
        }
    }

    private static boolean isUsable(Path java) {
        Path release = java.resolve("release");
        try {
            return Files.isExecutable(java.resolve("bin/java"))
                    && Files.isReadable(release)
                    && !Files.isSymbolicLink(java)
                    && Files.readString(release).matches("(?s).*JAVA_VERSION=\"(1[7-9]|[2-9][0-9]).*");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void readsCommandsFromStandardInput() throws Exception {
        Path file = Files.writeString(folder.resolve("in.gosh"), "help help\n");
        Process process = new ProcessBuilder(
                        TesseraProcess.DISTRIBUTION
                                .resolve("bin")
                                .resolve("tessera")
                                .toString(),
                        "--home",
                        tessera.home().toString())
                .redirectInput(file.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Lists the commands");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void keepsAHomeToOneProcess() throws Exception {
        Running first = tessera.start("-c", "cat /dev/zero");
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(first.outFile()) > 0);
        Result second = tessera.commands("help");
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.out()).isEmpty();
        assertThat(second.err())
                .contains("is in use by process " + first.process().pid(), "--home");
        first.signal("INT");
        assertThat(first.await().exit()).isEqualTo(130);
    }

    @Test
    void putsThingsInOrderOnCtrlC() throws Exception {
        Running running = tessera.start("-c", "cat /dev/zero; about");
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(running.outFile()) > 0);
        running.signal("INT");
        Result result = running.await();
        assertThat(result.exit()).isEqualTo(130);
        assertThat(result.err()).isEqualTo("interrupted\n");
        assertThat(result.out()).doesNotContain("Tessera");
        assertThat(tessera.commands("help").exit()).isZero();
    }

    @Test
    void servesTwoHomesAtOnce() throws Exception {
        Files.createDirectories(folder.resolve("two"));
        TesseraProcess other = TesseraProcess.in(folder.resolve("two"));
        Running one = tessera.start("-c", "about --json");
        Running two = other.start("-c", "about --json");
        assertThat(one.await().out()).contains("\"home\":\"" + tessera.home() + "\"");
        assertThat(two.await().out()).contains("\"home\":\"" + other.home() + "\"");
    }

    @Test
    void namesTheLineOfABadConfigurationFile() throws Exception {
        assertThat(tessera.commands("help").exit()).isZero();
        Path file = Files.writeString(
                tessera.home().resolve("conf").resolve("org.tessera.nosuch.cfg"), "# fine\nk = 3\nnonsense\n");
        Result result = tessera.commands("help");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains(file + ":3", "expected key = value");
    }
}
