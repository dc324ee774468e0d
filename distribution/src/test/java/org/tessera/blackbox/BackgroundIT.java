// SPDX-License-Identifier: Apache-2.0
package org.tessera.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.blackbox.TesseraProcess.Result;
import org.tessera.blackbox.TesseraProcess.Running;

/** The engine as a background process. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "drives the POSIX start script")
class BackgroundIT {
    @TempDir
    private Path folder;

    private TesseraProcess tessera;

    @BeforeEach
    void prepare() {
        tessera = TesseraProcess.in(folder);
    }

    @AfterEach
    void stop() throws Exception {
        assertThat(tessera.run("stop").exit()).isZero();
    }

    private long start() throws Exception {
        Result started = tessera.run("start");
        assertThat(started.err()).isEmpty();
        assertThat(started.exit()).isZero();
        Matcher pid = Pattern.compile("process (\\d+)").matcher(started.out());
        assertThat(pid.find()).isTrue();
        return Long.parseLong(pid.group(1));
    }

    @Test
    void takesCommandsUntilItIsStopped() throws Exception {
        assertThat(tessera.run("status").exit()).isEqualTo(3);
        long pid = start();
        assertThat(tessera.run("status").out()).startsWith("running, ready: process " + pid);
        assertThat(tessera.run("start").out()).startsWith("already running: process " + pid);

        Result about = tessera.commands("about --json; help help");
        assertThat(about.err()).isEmpty();
        assertThat(about.exit()).isZero();
        assertThat(about.out()).contains("\"pid\":" + pid + ",", "Lists the commands");

        Result wrong = tessera.commands("about --json; nosuch --json; help");
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.out()).startsWith("{\"version\"").hasLineCount(1);
        assertThat(wrong.err()).startsWith("{\"error\":\"unknown command nosuch\"");

        assertThat(tessera.run("stop").out()).startsWith("stopped");
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent())
                .isFalse();
        Result status = tessera.run("status", "--json");
        assertThat(status.exit()).isEqualTo(3);
        assertThat(status.out()).startsWith("{\"running\":false,\"ready\":false");
    }

    @Test
    void letsOnlyItsOwnerIn() throws Exception {
        start();
        assertThat(Files.getPosixFilePermissions(tessera.home().resolve("data").resolve("run")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void startsAgainAfterItWasKilled() throws Exception {
        long killed = start();
        assertThat(ProcessHandle.of(killed).orElseThrow().destroyForcibly()).isTrue();
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        ProcessHandle.of(killed).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(tessera.run("status").exit()).isEqualTo(3);
        assertThat(tessera.commands("about --json").exit()).isZero();
        assertThat(start()).isNotEqualTo(killed);
    }

    @Test
    void cancelsWhatAClientNoLongerWaitsFor() throws Exception {
        long pid = start();
        Running client = tessera.start("-c", "cat /dev/zero");
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(client.outFile()) > 0);
        client.signal("INT");
        assertThat(client.await().exit()).isEqualTo(130);
        assertThat(tessera.commands("about --json").out()).contains("\"pid\":" + pid + ",");
    }

    @Test
    void findsFilesFromWhereTheClientIs() throws Exception {
        start();
        Files.writeString(folder.resolve("job.gosh"), "help help");
        assertThat(tessera.run("run", "job.gosh").out()).contains("Lists the commands");
    }
}
